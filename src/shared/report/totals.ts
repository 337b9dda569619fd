/** What a day came to, in numbers alone: no name, no label. Pure. */
import type { HistoryEntry, VisitOutcome } from '../ipc/history.ts';
import { causes, causesOf, type Cause } from './causes.ts';

export interface Totals {
  readonly visits: number;
  readonly outcomes: Readonly<Record<VisitOutcome, number>>;
  /** Of those who were let in (ms); `null`: nobody was. */
  readonly meanWaitMs: number | null;
  /** So long 95 % of them waited at most (ms). */
  readonly wait95Ms: number | null;
  /** Visits with a failure of each kind. */
  readonly causes: readonly { readonly cause: Cause; readonly count: number }[];
}

export interface DayTotals extends Totals {
  /** As `dayOf` writes it. */
  readonly day: string;
}

/** By the day on which a visit ended, the last day first. `dayOf`: of epoch ms. */
export function totalsByDay(
  entries: readonly HistoryEntry[],
  dayOf: (at: number) => string,
): readonly DayTotals[] {
  const days = Map.groupBy(entries, ({ closedAt }) => dayOf(closedAt));
  return [...days.keys()]
    .sort()
    .reverse()
    .map((day) => ({ day, ...totalsOf(days.get(day) ?? []) }));
}

export function totalsOf(entries: readonly HistoryEntry[]): Totals {
  const waits = entries.flatMap(({ waitMs }) => waitMs ?? []).sort((a, b) => a - b);
  const count = (outcome: VisitOutcome): number => entries.filter((one) => one.outcome === outcome).length;
  const failures = entries.flatMap(causesOf);
  return {
    visits: entries.length,
    outcomes: {
      came: count('came'),
      'not-met': count('not-met'),
      'no-show': count('no-show'),
      cancelled: count('cancelled'),
    },
    meanWaitMs: waits.length > 0 ? waits.reduce((sum, ms) => sum + ms, 0) / waits.length : null,
    // Nearest rank: always a wait that somebody had.
    wait95Ms: waits[Math.ceil(waits.length * 0.95) - 1] ?? null,
    causes: causes
      .map((cause) => ({ cause, count: failures.filter((one) => one === cause).length }))
      .filter((one) => one.count > 0),
  };
}
