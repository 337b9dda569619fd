import { useState } from 'react';
import type { RequestChannel } from '../../shared/ipc/channels.ts';
import type { RequestInput, RequestOutput } from '../../shared/ipc/contract.ts';
import { useApi } from '../state/DeskContext.tsx';
import { useErrorText } from './useErrorText.ts';

export interface DialogRequest<C extends RequestChannel> {
  readonly busy: boolean;
  /** Why it was not done, in a sentence. */
  readonly problem: string | null;
  /** The value, or `undefined` after a failure; a second click while the first is under way is ignored. */
  readonly send: (input: RequestInput<C>) => Promise<RequestOutput<C> | undefined>;
}

/** A request out of a dialog, which stays with its words when it fails. `sentence`: that it failed, and why. */
export function useDialogRequest<C extends RequestChannel>(
  channel: C,
  sentence: (why: string) => string,
): DialogRequest<C> {
  const api = useApi();
  const errorText = useErrorText();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const send = async (input: RequestInput<C>): Promise<RequestOutput<C> | undefined> => {
    if (busy) return undefined;
    setBusy(true);
    setProblem(null);
    const answer = await api.request(channel, input);
    setBusy(false);
    if (answer.ok) return answer.value;
    setProblem(sentence(errorText(answer.error)));
    return undefined;
  };
  return { busy, problem, send };
}
