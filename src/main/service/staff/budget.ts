/** How much one desk may ask: a bucket that fills up again. */
import type { Clock } from '../../ports.ts';
import type { StaffLimits } from './parts.ts';

export interface Budget {
  /** `refuse`: too many. `close`: it does not stop. */
  take(): 'go' | 'refuse' | 'close';
}

export function createBudget(
  clock: Clock,
  { burst, perSecond, patience }: Pick<StaffLimits, 'burst' | 'perSecond' | 'patience'>,
): Budget {
  let left: number = burst;
  let refused = 0;
  let at = clock.now();
  return {
    take() {
      const now = clock.now();
      left = Math.min(burst, left + (Math.max(0, now - at) / 1_000) * perSecond);
      at = now;
      if (left < 1) {
        refused += 1;
        return refused > patience ? 'close' : 'refuse';
      }
      left -= 1;
      refused = 0;
      return 'go';
    },
  };
}
