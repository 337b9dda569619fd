import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Reach } from '../../../shared/ipc/reach.ts';
import { useApi } from '../../state/DeskContext.tsx';
import { useAsk } from '../../ui/useAsk.ts';

export interface ReachTest {
  /** `null`: not known yet. */
  readonly reach: Reach | null;
  readonly busy: boolean;
  start(): void;
  stop(): void;
}

export function useReachTest(): ReachTest {
  const { t } = useTranslation('reach');
  const api = useApi();
  const [reach, setReach] = useState<Reach | null>(null);
  const starting = useAsk('reach:start', t('test-title'));
  const stopping = useAsk('reach:stop', t('test-title'));
  useEffect(() => {
    let gone = false;
    const forget = api.on('reach:changed', setReach);
    // What is heard meanwhile is newer.
    void api.request('reach:state', {}).then((answer) => {
      if (answer.ok && !gone) setReach((newer) => newer ?? answer.value);
    });
    return () => {
      gone = true;
      forget();
    };
  }, [api]);
  const take = (answer: Reach | undefined): void => {
    if (answer) setReach(answer);
  };
  return {
    reach,
    busy: starting.busy || stopping.busy,
    start: () => void starting.run({}).then(take),
    stop: () => void stopping.run({}).then(take),
  };
}
