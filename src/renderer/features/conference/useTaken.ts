import { useCallback, useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { VisitView } from '../../../shared/ipc/contract.ts';
import { useDesk, useStore } from '../../state/DeskContext.tsx';
import { useNotify } from '../../ui/Alerts.tsx';

interface Taken {
  readonly taken: VisitView | null;
  readonly forgetTaken: () => void;
}

/**
 * What becomes of a call that is taken over at another desk. `openId`: the visit whose call is embedded here, if any;
 * `close` closes it. A call in a tab can only be told of; `forgetAway`: the doctor is not in it any more.
 */
export function useTaken(openId: string | null, close: () => void, forgetAway: () => void): Taken {
  const { t } = useTranslation('board');
  const store = useStore();
  const notify = useNotify();
  const visits = useDesk((state) => state.visits);
  const [takenId, setTakenId] = useState<string | null>(null);
  const hear = useEffectEvent(({ visitId }: { readonly visitId: string }) => {
    if (visitId !== openId) {
      notify(t('call-taken-tab'));
      forgetAway();
      return;
    }
    close();
    setTakenId(visitId);
  });
  useEffect(() => store.onCallTaken(hear), [store]);
  const forgetTaken = useCallback(() => setTakenId(null), []);
  const visit = takenId === null ? undefined : visits?.get(takenId);
  return { taken: visit?.phase === 'live' ? visit : null, forgetTaken };
}
