/** The statement that lists visits, with only the conditions that are asked for, so that an index fits them. */
import type { Visit } from '../../shared/visit.ts';
import type { HistoryCursor } from '../../shared/ipc/history.ts';
import type { HistoryQuery, VisitQuery } from './types.ts';

export interface Listing {
  readonly sql: string;
  readonly values: Readonly<Record<string, string | number>>;
}

export function listing(query: VisitQuery): Listing {
  const { ownerIds, openOnly, closedAfter, planned, startsBefore, limit } = query;
  const conditions: string[] = [];
  const values: Record<string, string | number> = { limit };
  if (ownerIds !== undefined) {
    conditions.push('owner_id IN (SELECT value FROM json_each(:owners))');
    values['owners'] = JSON.stringify(ownerIds);
  }
  if (openOnly) conditions.push('closed_at IS NULL');
  else if (closedAfter !== undefined) {
    conditions.push('(closed_at IS NULL OR closed_at > :after)');
    values['after'] = closedAfter;
  }
  if (planned !== undefined) conditions.push(`planned_at IS ${planned ? 'NOT ' : ''}NULL`);
  if (planned && startsBefore !== undefined) {
    conditions.push('planned_at < :before');
    values['before'] = startsBefore;
  }
  const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
  const order = planned ? 'planned_at, id' : 'created_at DESC, id';
  return {
    sql: `SELECT id, version, document FROM visits ${where} ORDER BY ${order} LIMIT :limit`,
    values,
  };
}

/** The statement that reads what has ended, newest first, after `before`. */
export function historyListing(
  { ownerIds, exceptOwnerIds, from, to }: HistoryQuery,
  before: HistoryCursor | undefined,
  limit: number,
): Listing {
  const conditions = ['closed_at IS NOT NULL'];
  const values: Record<string, string | number> = { limit };
  if (ownerIds !== undefined) {
    conditions.push('owner_id IN (SELECT value FROM json_each(:owners))');
    values['owners'] = JSON.stringify(ownerIds);
  }
  if (exceptOwnerIds !== undefined) {
    conditions.push('owner_id NOT IN (SELECT value FROM json_each(:others))');
    values['others'] = JSON.stringify(exceptOwnerIds);
  }
  if (from !== undefined) {
    conditions.push('closed_at >= :from');
    values['from'] = from;
  }
  if (to !== undefined) {
    conditions.push('closed_at < :to');
    values['to'] = to;
  }
  if (before) {
    conditions.push('(closed_at, id) < (:closedAt, :id)');
    Object.assign(values, before);
  }
  return {
    sql: `SELECT id, version, closed_at, document FROM visits WHERE ${conditions.join(' AND ')}
          ORDER BY closed_at DESC, id DESC LIMIT :limit`,
    values,
  };
}

/** What of a visit stands in columns of every store, to be asked for (epoch ms); `null`: not closed, not planned (any more). */
export const visitColumns = ({
  ownerId,
  createdAt,
  startsAt,
  state,
  since,
}: Pick<Visit, 'ownerId' | 'createdAt' | 'startsAt' | 'state' | 'since'>) => ({
  ownerId,
  createdAt,
  closedAt: state.name === 'closed' ? since : null,
  plannedAt: state.name === 'planned' ? startsAt : null,
});
