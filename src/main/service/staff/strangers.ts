/**
 * Who knocks without a session that counts: each costs a question to the store, so an address may do it only so often.
 * Desks that are signed in are not counted, however many come at once: a whole clinic may stand behind one address.
 */
import type { Clock } from '../../ports.ts';
import { addressKey } from '../access/throttle.ts';
import type { StaffLimits } from './parts.ts';

export interface Strangers {
  /** Whether a session that is shown from there is still looked up. */
  mayKnock(address: string): boolean;
  /** The session was none. */
  knocked(address: string): void;
}

/** Of so many addresses it is remembered; those that came first are forgotten first. */
const maxAddresses = 10_000;

export function createStrangers(
  clock: Pick<Clock, 'now'>,
  { strangerBurst, strangersPerSecond }: Pick<StaffLimits, 'strangerBurst' | 'strangersPerSecond'>,
): Strangers {
  const known = new Map<string, { readonly left: number; readonly at: number }>();
  const leftOf = (key: string): number => {
    const entry = known.get(key);
    if (!entry) return strangerBurst;
    const again = (Math.max(0, clock.now() - entry.at) / 1_000) * strangersPerSecond;
    return Math.min(strangerBurst, entry.left + again);
  };
  return {
    mayKnock: (address) => leftOf(addressKey(address)) >= 1,
    knocked(address) {
      const key = addressKey(address);
      const left = Math.max(0, leftOf(key) - 1);
      known.delete(key);
      known.set(key, { left, at: clock.now() });
      const oldest = known.keys().next();
      if (known.size > maxAddresses && !oldest.done) known.delete(oldest.value);
    },
  };
}
