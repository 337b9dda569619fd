/** The requests by which fields are saved: sections first, then secrets, each by a channel of its own. */
import type {
  DeskApi,
  Envelope,
  RequestInput,
  RequestOutput,
  SettingsView,
} from '../../../shared/ipc/contract.ts';
import type { ShownError } from '../../ui/useErrorText.ts';
import { secretFields, type FieldName, type FormValues, type SecretField } from './form.ts';
import type { QuestionAbout } from './SaveQuestion.tsx';
import type { Sections } from './toSections.ts';

export type Outcome =
  { readonly ok: true; readonly view: SettingsView } | { readonly ok: false; readonly error?: ShownError };

/** Resolves to the answer. */
export type AskPerson = (about: QuestionAbout) => Promise<boolean>;

/** What was seen and agreed to. */
type Agreed = Partial<Pick<RequestInput<'settings:save'>, 'linksMayDie' | 'doctorsMayGo' | 'secretFollows'>>;

/** Without an error: a person has said no, and nothing was saved. */
export async function saveSections(
  api: DeskApi,
  ask: AskPerson,
  sections: Sections,
  secretFollows: boolean,
): Promise<Outcome> {
  let agreed: Agreed = secretFollows ? { secretFollows } : {};
  // Each question is asked once.
  for (let turn = 0; turn < 3; turn += 1) {
    const answer = await api.request('settings:save', { sections, linksMayDie: false, ...agreed });
    if (!answer.ok) return answer;
    const { value } = answer;
    if (value.state === 'saved') return { ok: true, view: value.view };
    const [about, yes] = questionOf(value);
    if (!(await ask(about))) return { ok: false };
    agreed = { ...agreed, ...yes };
  }
  return { ok: false };
}

type Unsaved = Exclude<RequestOutput<'settings:save'>, { state: 'saved' }>;

/** What is asked before this is saved, and what a yes means. */
const questionOf = (answer: Unsaved): readonly [QuestionAbout, Agreed] =>
  answer.state === 'links-would-die'
    ? [{ kind: 'links', visits: answer.visits }, { linksMayDie: true }]
    : [{ kind: 'doctors', visits: answer.visits }, { doctorsMayGo: true }];

/** The secrets among these fields into which something was typed. */
export const typedSecrets = (values: FormValues, fields: readonly FieldName[]): readonly SecretField[] =>
  secretFields.filter((field) => fields.includes(field) && values[field].trim() !== '');

type Send = (api: DeskApi, text: string, consent: boolean) => Promise<Envelope<SettingsView>>;

const senders: Readonly<Record<SecretField, Send>> = {
  secret: (api, text, consent) => api.request('credentials:save', { secret: text.trim(), consent }),
  // Spaces may belong to a password.
  proxyPassword: (api, password, consent) =>
    api.request('credentials:saveProxyPassword', { password, consent }),
  keyPassphrase: (api, passphrase, consent) =>
    api.request('credentials:savePagePassphrase', { passphrase, consent }),
};

/** Where the vault is weak, it is saved only with a person's consent. */
export async function saveSecret(
  api: DeskApi,
  ask: AskPerson,
  field: SecretField,
  text: string,
): Promise<Outcome> {
  const send = senders[field];
  const first = await send(api, text, false);
  if (first.ok) return { ok: true, view: first.value };
  if (first.error.code !== 'consent-needed') return first;
  if (!(await ask({ kind: 'consent' }))) return { ok: false };
  const second = await send(api, text, true);
  return second.ok ? { ok: true, view: second.value } : second;
}
