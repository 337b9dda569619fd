/** Saves fields, asking first where something would be lost or kept in the open. */
import { useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequestInput, RequestOutput, SettingsView } from '../../../shared/ipc/contract.ts';
import { useApi, useStore } from '../../state/DeskContext.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { useShownName } from '../alerts/privacy.ts';
import { LeavingDoctors, type LeftVisits } from '../doctors/LeavingDoctors.tsx';
import { clockTime } from '../../ui/times.ts';
import type { ShownError } from '../../ui/useErrorText.ts';
import type { FieldName } from './form.ts';
import { toSections } from './toSections.ts';
import { changedFields, type Form } from './useForm.ts';

type DyingLinks = Extract<RequestOutput<'settings:save'>, { state: 'links-would-die' }>['visits'];

/** What was seen and agreed to. */
type Agreed = Partial<Pick<RequestInput<'settings:save'>, 'linksMayDie' | 'doctorsMayGo'>>;

interface Question {
  readonly about:
    | { readonly kind: 'consent' }
    | { readonly kind: 'links'; readonly visits: DyingLinks }
    | { readonly kind: 'doctors'; readonly visits: LeftVisits };
  readonly answer: (yes: boolean) => void;
}

export interface Save {
  readonly busy: boolean;
  readonly error: ShownError | null;
  /** Whether the last save went through. */
  readonly saved: boolean;
  /** Resolves to whether all of it is stored now. What is not stays in its field. */
  readonly run: (fields: readonly FieldName[]) => Promise<boolean>;
  readonly forgetOutcome: () => void;
  /** The open question; goes anywhere on the page. */
  readonly dialog: ReactNode;
}

type Outcome =
  { readonly ok: true; readonly view: SettingsView } | { readonly ok: false; readonly error?: ShownError };

export function useSave(form: Form): Save {
  const api = useApi();
  const store = useStore();
  const running = useRef(false);
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<{ saved: boolean; error: ShownError | null }>(noOutcome);
  const [question, setQuestion] = useState<Question | null>(null);

  const ask = (about: Question['about']) =>
    new Promise<boolean>((resolve) => {
      setQuestion({
        about,
        answer: (yes) => {
          setQuestion(null);
          resolve(yes);
        },
      });
    });

  async function saveSections(fields: readonly FieldName[]): Promise<Outcome> {
    const sections = toSections(form.view, form.values, fields);
    let agreed: Agreed = {};
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

  async function saveSecret(): Promise<Outcome> {
    const secret = form.values.secret.trim();
    const first = await api.request('credentials:save', { secret, consent: false });
    if (first.ok) return { ok: true, view: first.value };
    if (first.error.code !== 'consent-needed') return first;
    if (!(await ask({ kind: 'consent' }))) return { ok: false };
    const second = await api.request('credentials:save', { secret, consent: true });
    return second.ok ? { ok: true, view: second.value } : second;
  }

  async function saveAll(fields: readonly FieldName[]): Promise<Outcome> {
    const sections = await saveSections(fields);
    if (!sections.ok) return sections;
    store.takeSettings(sections.view);
    form.settle(fields.filter((field) => field !== 'secret'));
    if (!fields.includes('secret') || form.values.secret.trim() === '') return sections;
    const secret = await saveSecret();
    if (!secret.ok) return secret;
    store.takeSettings(secret.view);
    form.settle(['secret']);
    return secret;
  }

  /** Another administrator was faster: their values are shown, also where something else was typed. */
  async function takeOthers(): Promise<void> {
    const answer = await api.request('settings:get', {});
    if (!answer.ok) return;
    store.takeSettings(answer.value);
    form.settle(changedFields(form.view, answer.value));
  }

  const run = async (fields: readonly FieldName[]) => {
    if (running.current || !form.check(fields)) return false;
    running.current = true;
    setBusy(true);
    setOutcome(noOutcome);
    const done = await saveAll(fields);
    running.current = false;
    if (!done.ok && done.error?.code === 'settings-changed') await takeOthers();
    setBusy(false);
    setOutcome({ saved: done.ok, error: done.ok ? null : (done.error ?? null) });
    return done.ok;
  };
  const forgetOutcome = () => setOutcome(noOutcome);
  const dialog = question && <QuestionDialog question={question} view={form.view} />;
  return { busy, ...outcome, run, forgetOutcome, dialog };
}

type Unsaved = Exclude<RequestOutput<'settings:save'>, { state: 'saved' }>;

/** What is asked before this is saved, and what a yes means. */
const questionOf = (answer: Unsaved): readonly [Question['about'], Agreed] =>
  answer.state === 'links-would-die'
    ? [{ kind: 'links', visits: answer.visits }, { linksMayDie: true }]
    : [{ kind: 'doctors', visits: answer.visits }, { doctorsMayGo: true }];

const noOutcome = { saved: false, error: null };

interface QuestionDialogProps {
  readonly question: Question;
  readonly view: SettingsView;
}

function QuestionDialog({ question, view }: QuestionDialogProps) {
  const { t, i18n } = useTranslation('settings');
  const { about, answer } = question;
  const shown = useShownName();
  if (about.kind === 'doctors')
    return <LeavingDoctors visits={about.visits} doctors={view.values.doctors.list} onAnswer={answer} />;
  const key = about.kind === 'consent' ? 'consent' : 'links-die';
  return (
    <Dialog
      title={t(`${key}-title`)}
      onClose={() => answer(false)}
      actions={
        <>
          <button type="button" className="button" onClick={() => answer(false)}>
            {t('cancel')}
          </button>
          <button type="button" className="button main" onClick={() => answer(true)}>
            {t(`${key}-yes`)}
          </button>
        </>
      }
    >
      <p>{t(`${key}-text`)}</p>
      {about.kind === 'links' && (
        <ul className="plain-list">
          {about.visits.map(({ id, label, createdAt }) => (
            <li key={id} dir="auto">
              {label === '' ? t('visit-at', { time: clockTime(createdAt, i18n.language) }) : shown(label)}
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}
