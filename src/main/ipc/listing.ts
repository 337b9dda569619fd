/**
 * Of whose visits the board and the history tell a caller. Owners by name are asked of the store; all but some of them are taken out
 * here: a doctor who was taken off the list of a single PC is known by nothing but the visits themselves.
 */
import type { AppError } from '../../shared/errors.ts';
import type { VisitView } from '../../shared/ipc/contract.ts';
import { maxHistoryPage } from '../../shared/ipc/history.ts';
import { ok, type Result } from '../../shared/result.ts';
import type { Desk, HistoryAnswer, HistoryWanted } from '../visits/types.ts';
import { sees, type Caller } from './caller.ts';

type Listed = Awaited<ReturnType<Desk['list']>>;

export async function listFor(
  desk: Desk,
  caller: Caller,
  plannedBefore: number | undefined,
): Promise<Listed> {
  const { ownerId, ownerIds, exceptOwnerIds } = caller;
  if (!exceptOwnerIds) return desk.list({ ownerIds, plannedBefore });
  // The store gives a bounded part: what others have must not push out what the caller's own doctor has.
  const own = desk.list({ ownerIds: ownerId === null ? [] : [ownerId], plannedBefore });
  const [{ revision, visits }, all] = await Promise.all([own, desk.list({ ownerIds, plannedBefore })]);
  const byId = new Map<string, VisitView>();
  for (const visit of [...all.visits, ...visits]) if (sees(caller, visit.ownerId)) byId.set(visit.id, visit);
  return { revision, visits: [...byId.values()] };
}

/** `ownerId`: of this one alone, if the caller sees it. A page may be shorter than wanted, and others follow. */
export async function historyFor(
  desk: Desk,
  caller: Caller,
  { ownerId, ...wanted }: Omit<HistoryWanted, 'ownerIds'> & { readonly ownerId?: string | undefined },
): Promise<Result<HistoryAnswer, AppError>> {
  const { ownerIds, exceptOwnerIds } = caller;
  if (ownerId !== undefined)
    return desk.history({ ...wanted, ownerIds: sees(caller, ownerId) ? [ownerId] : [] });
  if (!exceptOwnerIds) return desk.history({ ...wanted, ownerIds: ownerIds ?? undefined });
  const answer = await desk.history({ ...wanted, ownerIds: ownerIds ?? undefined, limit: maxHistoryPage });
  if (!answer.ok) return answer;
  const seen = answer.value.entries.filter((entry) => sees(caller, entry.ownerId));
  const entries = seen.slice(0, wanted.limit);
  const last = entries.at(-1);
  const isCut = last !== undefined && entries.length < seen.length;
  return ok({ entries, next: isCut ? { closedAt: last.closedAt, id: last.id } : answer.value.next });
}
