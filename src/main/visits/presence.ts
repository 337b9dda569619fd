/** When each person's page, or that of a link (`pageKey`), was last heard of. Kept in memory, where after a restart everybody counts as heard of just now; nodes share it. */
import type { Clock } from '../ports.ts';

export interface Presence {
  heard(personId: string): void;
  /** Epoch ms. */
  heardAt(personId: string): number;
  /** The page said that it is being left. */
  left(personId: string): void;
  /** Whether the page was left in the last `ms` and not heard of since. */
  leftWithin(personId: string, ms: number): boolean;
  forget(personIds: readonly string[]): void;
}

export function createPresence(clock: Clock): Presence {
  const startedAt = clock.now();
  const times = new Map<string, number>();
  const lefts = new Map<string, number>();
  return {
    heard(personId) {
      times.set(personId, clock.now());
      lefts.delete(personId);
    },
    heardAt: (personId) => times.get(personId) ?? startedAt,
    left: (personId) => void lefts.set(personId, clock.now()),
    leftWithin(personId, ms) {
      const at = lefts.get(personId);
      return at !== undefined && clock.now() - at <= ms;
    },
    forget(personIds) {
      for (const personId of personIds) {
        times.delete(personId);
        lefts.delete(personId);
      }
    },
  };
}
