/** When the desk chimes: at once, then every ten seconds, three times at most, until somebody looks. Pure. */
import type { Arrival } from './arrivals.ts';

const everyMs = 10_000;
const mostTimes = 3;

export interface Ringing {
  /** Chimes that are still to come. */
  readonly left: number;
  /** For whom; empty: for somebody who needs no word. */
  readonly keys: ReadonlySet<string>;
  /** Epoch ms of the last chime. */
  readonly lastAt: number;
}

export const atRest: Ringing = { left: 0, keys: new Set(), lastAt: -Infinity };

/** Who goes straight in is told once. */
export function withArrivals(ringing: Ringing, arrivals: readonly Arrival[]): Ringing {
  if (arrivals.length === 0) return ringing;
  const asking = arrivals.filter(({ kind }) => kind !== 'straight').map(({ key }) => key);
  return {
    ...ringing,
    left: Math.max(ringing.left, asking.length > 0 ? mostTimes : 1),
    keys: new Set([...ringing.keys, ...asking]),
  };
}

/** `asking`: who still wants the doctor. Once nobody of those for whom it rings does, it ends. */
export function withoutServed(ringing: Ringing, asking: ReadonlySet<string>): Ringing {
  if (ringing.keys.size === 0) return ringing;
  const keys = new Set([...ringing.keys].filter((key) => asking.has(key)));
  return keys.size === 0 ? quiet(ringing) : { ...ringing, keys };
}

/** Somebody looked, or sound was turned off. */
export const quiet = ({ lastAt }: Ringing): Ringing => ({ ...atRest, lastAt });

/** When the next chime is due (epoch ms); `null`: none is. */
export const dueAt = ({ left, lastAt }: Ringing): number | null => (left === 0 ? null : lastAt + everyMs);

/** It chimed at `now` (epoch ms). */
export const chimed = (ringing: Ringing, now: number): Ringing => ({
  ...ringing,
  left: Math.max(0, ringing.left - 1),
  lastAt: now,
});
