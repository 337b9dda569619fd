/** Plays the scheduled rehearsal when it is due and disturbs nobody. */
import type { Settings } from '../../../shared/settings.ts';
import type { Clock } from '../../ports.ts';
import type { Rehearsals } from './rehearsals.ts';
import { dueAt } from './schedule.ts';

export interface SchedulerParts {
  readonly rehearsals: Pick<Rehearsals, 'start' | 'scheduledAt' | 'state'>;
  readonly settings: () => Pick<Settings, 'diagnostics'>;
  /** Of several nodes one plays it. */
  readonly leads: () => boolean;
  /** Whether everything is set up, and by a real server. */
  readonly isReady: () => boolean;
  /** Whether somebody waits or is in a call. */
  readonly isBusy: () => boolean;
  readonly clock: Clock;
}

/** A computer that slept, a clock that was put right and settings that changed are noticed this late. */
const lookEveryMs = 15 * 60_000;
/** While somebody waits or is in a call. */
const againMs = 5 * 60_000;

/** Begins at once; the returned function ends it. */
export function startScheduler(parts: SchedulerParts): () => void {
  const { rehearsals, settings, leads, isReady, isBusy, clock } = parts;
  const startedAt = clock.now();
  let cancel = (): void => undefined;
  let ended = false;

  const msToDue = (): number => {
    const now = clock.now();
    const { minuteOfDay } = rehearsals.state();
    return dueAt({ now, startedAt, lastAt: rehearsals.scheduledAt(), minuteOfDay }) - now;
  };
  const look = async (): Promise<void> => {
    const wanted = settings().diagnostics.rehearsal === 'daily' && leads();
    const isDue = wanted && msToDue() <= 0;
    if (isDue && isReady() && !isBusy()) await rehearsals.start('schedule');
    // One that had to wait, or could not begin, is looked at again soon.
    later(isDue ? againMs : lookEveryMs);
  };
  function later(whenDueMs: number): void {
    if (ended) return;
    const ms = msToDue();
    cancel = clock.after(ms > 0 ? Math.min(ms, lookEveryMs) : whenDueMs, () => void look());
  }
  later(0);
  return () => {
    ended = true;
    cancel();
  };
}
