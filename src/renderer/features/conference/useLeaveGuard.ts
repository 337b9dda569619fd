import { useEffect } from 'react';
import { useAbilities, useDesk } from '../../state/DeskContext.tsx';
import { countWaiting } from '../visits/groups.ts';
import { isReloadingItself } from './framePolicy.ts';

/** Closing the window asks first: in a call, and while somebody waits for whoever lets people in here. */
export function useLeaveGuard(inCall: boolean): void {
  const { decides } = useAbilities();
  const somebodyWaits = useDesk((state) => decides && countWaiting(state.visits?.values() ?? []) > 0);
  const active = inCall || somebodyWaits;
  useEffect(() => {
    if (!active) return undefined;
    const ask = (event: BeforeUnloadEvent) => {
      if (!isReloadingItself()) event.preventDefault();
    };
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [active]);
}
