/**
 * What desks would have heard whose line is lost: it goes on being counted for a while, so that a desk that comes back is
 * told what changed and need not list anew.
 */
import type { Clock } from '../../ports.ts';
import type { Hearing, Told } from './hearing.ts';
import type { Who } from './parts.ts';

export interface Absentee {
  readonly who: Who;
  /** Whose visits it saw. */
  readonly owners: string;
  readonly hearing: Hearing;
}

export interface Absentees {
  keep(deskKey: string, absentee: Absentee): void;
  /** The desk is back. */
  take(deskKey: string): Absentee | undefined;
  hear(told: Told): void;
  sweep(): void;
}

/** A desk tries again for longer than this only while nobody sits before it. */
const keptMs = 120_000;
const maxKept = 1_000;

export function createAbsentees(clock: Clock): Absentees {
  /** In the order of their leaving. */
  const kept = new Map<string, Absentee & { readonly until: number }>();
  return {
    keep(deskKey, absentee) {
      kept.delete(deskKey);
      kept.set(deskKey, { ...absentee, until: clock.now() + keptMs });
      const [longest] = kept.keys();
      if (kept.size > maxKept && longest !== undefined) kept.delete(longest);
    },
    take(deskKey) {
      const found = kept.get(deskKey);
      kept.delete(deskKey);
      return found && clock.now() < found.until ? found : undefined;
    },
    hear(told) {
      for (const { who, hearing } of kept.values()) hearing.hear(who, told);
    },
    sweep() {
      for (const [deskKey, { until }] of kept) if (until <= clock.now()) kept.delete(deskKey);
    },
  };
}
