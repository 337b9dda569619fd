/** The call that is embedded here: opened, opened again, left. */
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequestOutput } from '../../../shared/ipc/contract.ts';
import { useApi, useDesk } from '../../state/DeskContext.tsx';
import { useAsk } from '../../ui/useAsk.ts';
import { joinAfterReload, useFramePolicy } from './framePolicy.ts';

export interface OpenCall {
  readonly visitId: string;
  readonly url: string;
  readonly partition: RequestOutput<'call:enter'>['partition'];
  /** Counts the entries: each has a page of its own, also at the same address. */
  readonly entry: number;
}

export interface OpenCallState {
  readonly call: OpenCall | null;
  readonly opening: boolean;
  /** Resolves with whether the call is embedded now. */
  readonly enter: (visitId: string) => Promise<boolean>;
  readonly leave: () => void;
  /** Takes the page away without a word to the core. */
  readonly close: () => void;
}

/** Also of a page that is there no more: an entry must never be taken for a former one. */
let entries = 0;

export function useOpenCall(): OpenCallState {
  const { t } = useTranslation('board');
  const api = useApi();
  const visits = useDesk((state) => state.visits);
  const { run, busy } = useAsk('call:enter', t('error-call'));
  const [open, setOpen] = useState<OpenCall | null>(null);
  // The pane goes with its visit, whoever ended it.
  const call = open && visits?.get(open.visitId)?.phase === 'live' ? open : null;
  const mayFrame = useFramePolicy();
  const leave = useCallback(() => {
    setOpen(null);
    if (open) void api.request('call:leave', { visitId: open.visitId });
  }, [api, open]);
  const enter = useCallback(
    async (visitId: string) => {
      const answer = await run({ visitId });
      if (!answer?.url) return false;
      if (!mayFrame(answer.url)) {
        joinAfterReload(visitId);
        return false;
      }
      entries += 1;
      setOpen({ visitId, url: answer.url, partition: answer.partition, entry: entries });
      return true;
    },
    [run, mayFrame],
  );
  const close = useCallback(() => setOpen(null), []);
  return { call, opening: busy, enter, leave, close };
}
