import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { VisitView } from '../../../shared/ipc/contract.ts';
import { useDesk } from '../../state/DeskContext.tsx';
import { useAsk } from '../../ui/useAsk.ts';

export interface AwayState {
  /** The visit whose call the doctor entered in a tab or in TrueConf's app, as far as this desk knows. */
  readonly away: VisitView | null;
  readonly busy: boolean;
  /** Starts the conference on the server, which rings the app. Resolves with whether that went well. */
  readonly go: (visitId: string) => Promise<boolean>;
  /** The doctor says that they have left. */
  readonly comeBack: () => void;
}

/** Of a call that is not embedded nothing is heard: it counts as entered until the visit ends or the doctor says otherwise. */
export function useAway(): AwayState {
  const { t } = useTranslation('board');
  const { run, busy } = useAsk('call:enter', t('error-call'));
  const [visitId, setVisitId] = useState<string | null>(null);
  const visit = useDesk((state) => (visitId === null ? undefined : state.visits?.get(visitId)));
  const away = visit?.phase === 'live' && visit.call.kind !== 'embedded' ? visit : null;
  const go = useCallback(
    async (id: string) => {
      const isIn = (await run({ visitId: id })) !== undefined;
      if (isIn) setVisitId(id);
      return isIn;
    },
    [run],
  );
  const comeBack = useCallback(() => setVisitId(null), []);
  return { away, busy, go, comeBack };
}
