/** Pages of what has ended, newest first: read in chunks, opened in slices, and never more than a bounded part at a time. */
import { setImmediate } from 'node:timers/promises';
import type { HistoryCursor } from '../../shared/ipc/history.ts';
import { sliceSize } from '../slices.ts';
import type { HistoryPage, HistoryQuery, VisitRecord } from './types.ts';

/** A row of either store. */
export interface EndedRow {
  readonly id: string;
  readonly version: number;
  readonly closedAt: number;
  readonly document: string;
}

export interface HistorySource {
  /** The newest rows of the query that come after `before` in the order of the history. */
  rows(before: HistoryCursor | undefined, limit: number): Promise<readonly EndedRow[]>;
  /** `undefined`: cannot be read, and that is logged. */
  open(row: EndedRow): VisitRecord | undefined;
  /** Its labels alone, which is far cheaper than all of it; none when it cannot be read. */
  labels(row: EndedRow): readonly string[];
}

/** Rows that are read at once while searching. */
const chunk = 250;
/** A search that has looked at so many visits answers with what it has, and is asked to go on. */
export const mostSearched = 2_500;

export async function scanHistory(source: HistorySource, query: HistoryQuery): Promise<HistoryPage> {
  const { limit, matches } = query;
  const records: VisitRecord[] = [];
  let next = query.before;
  let looked = 0;
  while (records.length < limit && looked < mostSearched) {
    const size = matches ? chunk : limit - records.length;
    const rows = await source.rows(next, size);
    for (const row of rows) {
      if (looked > 0 && looked % sliceSize === 0) await setImmediate();
      looked += 1;
      next = { closedAt: row.closedAt, id: row.id };
      const record = !matches || matches(source.labels(row)) ? source.open(row) : undefined;
      if (record) records.push(record);
      if (records.length === limit) break;
    }
    if (rows.length < size && records.length < limit) return { records, next: null };
  }
  return { records, next: next ?? null };
}
