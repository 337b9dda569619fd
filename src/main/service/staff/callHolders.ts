/**
 * At which desk each call is: "take over here" at one desk ends it at another, also at one that was not connected at
 * that moment and comes back. In memory: a node that restarts knows of no call, and takes every desk at its word.
 */
import type { Clock } from '../../ports.ts';

/** Longer than any session (`access/sessions.ts`). */
const keptMs = 12 * 3_600_000;

export interface CallHolders {
  /** Gives the desk that held the call until now, if it was another. */
  entered(visitId: string, deskKey: string): string | undefined;
  /** `false`: another desk has the call, so that the core must not be told that it was left. */
  left(visitId: string, deskKey: string): boolean;
  /** The visit is over. */
  ended(visitId: string): void;
  holdsAny(deskKey: string): boolean;
  /** A desk that lost its call while it was not connected. */
  missed(deskKey: string, visitId: string): void;
  /** What this desk has missed; it is told once. */
  takeMissed(deskKey: string): readonly string[];
  sweep(): void;
}

export function createCallHolders(clock: Clock): CallHolders {
  const holders = new Map<string, { readonly deskKey: string; readonly at: number }>();
  const missed = new Map<string, { readonly visitIds: Set<string>; readonly at: number }>();
  return {
    entered(visitId, deskKey) {
      const before = holders.get(visitId)?.deskKey;
      holders.set(visitId, { deskKey, at: clock.now() });
      missed.get(deskKey)?.visitIds.delete(visitId);
      return before === deskKey ? undefined : before;
    },
    left(visitId, deskKey) {
      const holder = holders.get(visitId);
      if (holder && holder.deskKey !== deskKey) return false;
      holders.delete(visitId);
      return true;
    },
    ended: (visitId) => void holders.delete(visitId),
    holdsAny: (deskKey) => [...holders.values()].some((holder) => holder.deskKey === deskKey),
    missed(deskKey, visitId) {
      const visitIds = missed.get(deskKey)?.visitIds ?? new Set();
      missed.set(deskKey, { visitIds: visitIds.add(visitId), at: clock.now() });
    },
    takeMissed(deskKey) {
      const visitIds = [...(missed.get(deskKey)?.visitIds ?? [])];
      missed.delete(deskKey);
      return visitIds;
    },
    sweep() {
      const oldest = clock.now() - keptMs;
      for (const kept of [holders, missed]) {
        for (const [key, { at }] of kept) if (at < oldest) kept.delete(key);
      }
    },
  };
}
