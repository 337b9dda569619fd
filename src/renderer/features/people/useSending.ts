import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequestChannel } from '../../../shared/ipc/channels.ts';
import type { RequestInput } from '../../../shared/ipc/contract.ts';
import { useApi } from '../../state/DeskContext.tsx';
import { useErrorText } from '../../ui/useErrorText.ts';

export interface Sending<C extends RequestChannel> {
  readonly busy: boolean;
  /** Why it was not saved, in a sentence. */
  readonly problem: string | null;
  /** Resolves to whether it was; a second click while the first is under way is ignored. */
  readonly send: (input: RequestInput<C>) => Promise<boolean>;
}

/** A request out of a dialog, which stays with its words when it fails. */
export function useSending<C extends RequestChannel>(channel: C): Sending<C> {
  const { t } = useTranslation('people');
  const api = useApi();
  const errorText = useErrorText();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const send = async (input: RequestInput<C>): Promise<boolean> => {
    if (busy) return false;
    setBusy(true);
    setProblem(null);
    const answer = await api.request(channel, input);
    setBusy(false);
    if (!answer.ok) setProblem(t('not-saved', { why: errorText(answer.error) }));
    return answer.ok;
  };
  return { busy, problem, send };
}
