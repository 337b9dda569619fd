/**
 * Of whose visits the board and the history tell a caller. On a single PC they are all but those of the other doctors: a doctor who was
 * taken off the list is known by nothing but the visits themselves. The history leaves them out in the store, the board here: it
 * also shows what no store knows, such as who asks to be called.
 */
import type { AppError } from '../../shared/errors.ts';
import type { VisitView } from '../../shared/ipc/contract.ts';
import type { Result } from '../../shared/result.ts';
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

/** `ownerId`: of this one alone, if the caller sees it. */
export function historyFor(
  desk: Desk,
  caller: Caller,
  { ownerId, ...wanted }: Omit<HistoryWanted, 'ownerIds'> & { readonly ownerId?: string | undefined },
): Promise<Result<HistoryAnswer, AppError>> {
  const { ownerIds, exceptOwnerIds } = caller;
  if (ownerId !== undefined)
    return desk.history({ ...wanted, ownerIds: sees(caller, ownerId) ? [ownerId] : [] });
  return desk.history({ ...wanted, ownerIds: ownerIds ?? undefined, exceptOwnerIds });
}
