/** When each person's page was last heard of. In memory only: after a restart everybody counts as heard of just now. */
import type { Clock } from '../ports.ts';

export interface Presence {
  heard(personId: string): void;
  /** Epoch ms. */
  heardAt(personId: string): number;
  forget(personIds: readonly string[]): void;
}

export function createPresence(clock: Clock): Presence {
  const startedAt = clock.now();
  const times = new Map<string, number>();
  return {
    heard: (personId) => void times.set(personId, clock.now()),
    heardAt: (personId) => times.get(personId) ?? startedAt,
    forget: (personIds) => personIds.forEach((personId) => times.delete(personId)),
  };
}
