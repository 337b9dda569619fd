import { useCallback, useRef, useState } from 'react';
import type { RequestChannel } from '../../shared/ipc/channels.ts';
import type { RequestInput, RequestOutput } from '../../shared/ipc/contract.ts';
import { useApi } from '../state/DeskContext.tsx';
import { useNotify } from './Alerts.tsx';

export interface Ask<C extends RequestChannel> {
  readonly busy: boolean;
  /** The value, or `undefined` after a failure that was told, or while a former click is under way. */
  run(input: RequestInput<C>): Promise<RequestOutput<C> | undefined>;
}

/** A request that a click makes: a second click while it runs is ignored, a failure is told under `title`. */
export function useAsk<C extends RequestChannel>(channel: C, title: string): Ask<C> {
  const api = useApi();
  const notify = useNotify();
  const running = useRef(false);
  const [busy, setBusy] = useState(false);
  const run = useCallback(
    async (input: RequestInput<C>) => {
      if (running.current) return undefined;
      running.current = true;
      setBusy(true);
      const answer = await api.request(channel, input);
      running.current = false;
      setBusy(false);
      if (answer.ok) return answer.value;
      notify(title, answer.error);
      return undefined;
    },
    [api, channel, notify, title],
  );
  return { busy, run };
}
