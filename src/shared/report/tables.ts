/** The two tables that a desk exports: the visits of a period, and what its days came to. Pure. */
import type { HistoryEntry, VisitOutcome } from '../ipc/history.ts';
import { causes, causesOf, type Cause } from './causes.ts';
import type { Cell } from './csv.ts';
import { dayOf, durationOf, timeOf } from './times.ts';
import { totalsByDay, totalsOf, type Totals } from './totals.ts';

export type VisitColumn =
  | 'day'
  | 'planned'
  | 'pressed'
  | 'ended'
  | 'doctor'
  | 'label'
  | 'outcome'
  | 'waited'
  | 'in-call'
  | 'persons'
  | 'failures';
export type DayColumn = 'day' | 'visits' | VisitOutcome | 'mean-wait' | 'wait-95';

/** In the language of the desk. */
export interface TableWords {
  readonly visitColumn: (column: VisitColumn) => string;
  readonly dayColumn: (column: DayColumn) => string;
  readonly outcome: (outcome: VisitOutcome) => string;
  readonly cause: (cause: Cause) => string;
  readonly total: string;
  /** Name of a doctor, by TrueConf ID. */
  readonly doctor: (ownerId: string) => string;
}

const orNull = <T, R>(value: T | null, how: (value: T) => R): R | null =>
  value === null ? null : how(value);

const visitColumns: readonly VisitColumn[] = [
  'day',
  'planned',
  'pressed',
  'ended',
  'doctor',
  'label',
  'outcome',
  'waited',
  'in-call',
  'persons',
  'failures',
];

/** With labels: for whoever may see them, and asked for them. The first visit first. */
export function visitTable(
  entries: readonly HistoryEntry[],
  words: TableWords,
): readonly (readonly Cell[])[] {
  const rows = entries
    .toSorted((a, b) => a.closedAt - b.closedAt)
    .map((entry): readonly Cell[] => [
      dayOf(entry.closedAt),
      orNull(entry.startsAt, (at) => `${dayOf(at)} ${timeOf(at)}`),
      orNull(entry.pressedAt, timeOf),
      timeOf(entry.endedAt),
      words.doctor(entry.ownerId),
      entry.label,
      words.outcome(entry.outcome),
      orNull(entry.waitMs, durationOf),
      orNull(entry.inCallMs, durationOf),
      entry.persons,
      causesOf(entry).map(words.cause).join(', '),
    ]);
  return [visitColumns.map(words.visitColumn), ...rows];
}

const dayColumns: readonly DayColumn[] = [
  'day',
  'visits',
  'came',
  'no-show',
  'not-met',
  'cancelled',
  'mean-wait',
  'wait-95',
];

/** Numbers alone, with a column for each cause that there was. The first day first, and the whole period last. */
export function dayTable(entries: readonly HistoryEntry[], words: TableWords): readonly (readonly Cell[])[] {
  const whole = totalsOf(entries);
  const had = causes.filter((cause) => whole.causes.some((one) => one.cause === cause));
  const row = (day: string, totals: Totals): readonly Cell[] => [
    day,
    totals.visits,
    totals.outcomes.came,
    totals.outcomes['no-show'],
    totals.outcomes['not-met'],
    totals.outcomes.cancelled,
    orNull(totals.meanWaitMs, durationOf),
    orNull(totals.wait95Ms, durationOf),
    ...had.map((cause) => totals.causes.find((one) => one.cause === cause)?.count ?? 0),
  ];
  return [
    [...dayColumns.map(words.dayColumn), ...had.map(words.cause)],
    ...totalsByDay(entries, dayOf)
      .toReversed()
      .map((totals) => row(totals.day, totals)),
    row(words.total, whole),
  ];
}
