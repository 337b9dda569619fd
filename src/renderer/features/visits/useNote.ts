import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { VisitView } from '../../../shared/ipc/contract.ts';
import { useApi } from '../../state/DeskContext.tsx';
import { useNotify } from '../../ui/Alerts.tsx';
import { useErrorText } from '../../ui/useErrorText.ts';

/** The contract's bound. */
export const maxNoteLength = 1_000;

export interface Note {
  /** As it reads now, saved or not. */
  readonly text: string;
  readonly open: boolean;
  readonly problem: string | null;
  readonly toggle: () => void;
  readonly type: (text: string) => void;
  readonly save: () => void;
  /** Forgets what was typed and not saved. */
  readonly revert: () => void;
}

/** The note of a visit: saved on leaving the field, and when its card goes away; what was typed stays when saving fails. */
export function useNote({ id: visitId, note }: Pick<VisitView, 'id' | 'note'>): Note {
  const { t } = useTranslation('card');
  const api = useApi();
  const errorText = useErrorText();
  const notify = useNotify();
  const [open, setOpen] = useState(false);
  /** `null`: nothing typed that is not saved. */
  const [draft, setDraft] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  // The field is left in the same moment in which its text is taken back, and must not save that then.
  const typed = useRef<string | null>(null);
  const type = (text: string | null): void => {
    typed.current = text;
    setDraft(text);
  };
  const save = async (): Promise<void> => {
    const wanted = typed.current?.trim() ?? note;
    if (wanted === note) {
      type(null);
      setProblem(null);
      return;
    }
    const answer = await api.request('visits:setNote', { visitId, note: wanted });
    setProblem(answer.ok ? null : t('note-not-saved', { why: errorText(answer.error) }));
    // What was typed in the meantime stays.
    if (answer.ok && typed.current?.trim() === wanted) type(null);
  };
  // There is no card any more that could say it: another doctor may work here by now.
  const leave = useEffectEvent(async () => {
    if (draft === null || draft.trim() === note) return;
    const answer = await api.request('visits:setNote', { visitId, note: draft.trim() });
    if (!answer.ok) notify(t('note-lost'), answer.error);
  });
  useEffect(() => () => void leave(), []);
  return {
    text: draft ?? note,
    open,
    problem,
    toggle: () => setOpen(!open),
    type,
    save: () => void save(),
    revert: () => {
      type(null);
      setProblem(null);
    },
  };
}
