/** Saves fields, asking first where something would be lost or kept in the open; and takes the last saving back. */
import { useRef, useState, type ReactNode } from 'react';
import type { SettingsView } from '../../../shared/ipc/contract.ts';
import { useApi, useStore } from '../../state/DeskContext.tsx';
import type { ShownError } from '../../ui/useErrorText.ts';
import { isSecretField, valuesOf, type FieldName } from './form.ts';
import { saveSecret, saveSections, typedSecrets, type Outcome } from './saving.ts';
import { SaveQuestion, type QuestionAbout } from './SaveQuestion.tsx';
import { sectionNames, toSections, type Sections } from './toSections.ts';
import { changedFields, isSame, type Form } from './useForm.ts';

/** saved-secret: with a secret, which no undo can take back. */
export type SaveWord = 'saved' | 'saved-secret' | 'undone';

export interface Save {
  readonly busy: boolean;
  readonly error: ShownError | null;
  /** What came of the last saving or taking back; `null`: nothing that would be told. */
  readonly word: SaveWord | null;
  /** Resolves to whether all of it is stored now. What is not stays in its field. */
  readonly run: (fields: readonly FieldName[]) => Promise<boolean>;
  /** Puts back what was stored before, as a saving of its own; `null`: there is nothing to put back. */
  readonly undo: (() => Promise<void>) | null;
  readonly forgetOutcome: () => void;
  /** The open question; goes anywhere on the page. */
  readonly dialog: ReactNode;
}

interface Told {
  readonly word: SaveWord | null;
  readonly error: ShownError | null;
  readonly former: Former | null;
}

/** What stood in the sections before they were saved, and what stands there by it. */
interface Former {
  readonly before: Sections;
  readonly after: SettingsView['values'];
}

const nothing: Told = { word: null, error: null, former: null };

export function useSave(form: Form): Save {
  const api = useApi();
  const store = useStore();
  const running = useRef(false);
  const [busy, setBusy] = useState(false);
  const [told, setTold] = useState<Told>(nothing);
  const { ask, dialog } = useQuestion(form.view);

  /** One at a time. */
  async function alone(act: () => Promise<Told>): Promise<Told> {
    running.current = true;
    setBusy(true);
    setTold(nothing);
    const outcome = await act();
    running.current = false;
    setBusy(false);
    setTold(outcome);
    return outcome;
  }

  /** Another administrator was faster: their values are shown, also where something else was typed. */
  async function refused(outcome: Extract<Outcome, { ok: false }>): Promise<Told> {
    if (outcome.error?.code === 'settings-changed') {
      const answer = await api.request('settings:get', {});
      if (answer.ok) {
        store.takeSettings(answer.value);
        form.settle(changedFields(form.view, answer.value));
      }
    }
    return { ...nothing, error: outcome.error ?? null };
  }

  async function saveFields(fields: readonly FieldName[]): Promise<Told> {
    const stored = form.view.values;
    const before = toSections(stored, valuesOf(stored), fields);
    const secrets = typedSecrets(form.values, fields);
    const sections = toSections(stored, form.values, fields);
    const saved = await saveSections(api, ask, sections, secrets.includes('secret'));
    if (!saved.ok) return refused(saved);
    store.takeSettings(saved.view);
    // What was typed since is not stored, and stays.
    form.settle(
      fields.filter((field) => !isSecretField(field)),
      form.values,
    );
    for (const field of secrets) {
      const secret = await saveSecret(api, ask, field, form.values[field]);
      if (!secret.ok) return refused(secret);
      store.takeSettings(secret.view);
      form.settle([field], form.values);
    }
    const after = saved.view.values;
    const isChanged = sectionNames(before).some((name) => !isSame(stored[name], after[name]));
    const word = secrets.length > 0 && isChanged ? 'saved-secret' : 'saved';
    return { word, error: null, former: isChanged ? { before, after } : null };
  }

  async function takeBack({ before }: Former): Promise<Told> {
    const done = await saveSections(api, ask, before, false);
    if (!done.ok) return refused(done);
    store.takeSettings(done.view);
    return { ...nothing, word: 'undone' };
  }

  const run = async (fields: readonly FieldName[]) => {
    if (running.current || !form.check(fields)) return false;
    return (await alone(() => saveFields(fields))).word !== null;
  };
  const { former } = told;
  // What somebody else has changed since is not put back over them.
  const isOurs =
    former !== null &&
    sectionNames(former.before).every((name) => isSame(former.after[name], form.view.values[name]));
  const undo = async () => {
    if (former && !running.current) await alone(() => takeBack(former));
  };
  return {
    busy,
    error: told.error,
    word: told.word,
    run,
    undo: isOurs && !busy ? undo : null,
    forgetOutcome: () => setTold(nothing),
    dialog,
  };
}

interface Question {
  readonly about: QuestionAbout;
  readonly answer: (yes: boolean) => void;
}

function useQuestion(view: SettingsView) {
  const [question, setQuestion] = useState<Question | null>(null);
  const ask = (about: QuestionAbout) =>
    new Promise<boolean>((resolve) => {
      const answer = (yes: boolean) => {
        setQuestion(null);
        resolve(yes);
      };
      setQuestion({ about, answer });
    });
  const dialog = question && <SaveQuestion about={question.about} view={view} onAnswer={question.answer} />;
  return { ask, dialog };
}
