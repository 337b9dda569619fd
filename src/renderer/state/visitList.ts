/**
 * The list of visits as events build it up: asked for once, then changed in order (ARCHITECTURE.md, "The IPC contract").
 * A pure value; `deskStore` drives it.
 */
import type { EventPayload, RequestOutput, Status, VisitView } from '../../shared/ipc/contract.ts';
import { nextMidnight } from '../ui/times.ts';

export type VisitChange = EventPayload<'visits:changed'>;

const eveningMs = 6 * 3_600_000;

/** Up to when (epoch ms) planned visits are listed at once: the day's, and from the evening on tomorrow's. */
export const boardEnds = (now: number): number => nextMidnight(now + eveningMs);

export interface VisitList {
  readonly revision: number;
  readonly visits: ReadonlyMap<string, VisitView>;
  /** Names the count to which the revision belongs, where it outlives the connection. */
  readonly count?: string | undefined;
}

export type Applied =
  | { readonly kind: 'applied'; readonly list: VisitList }
  /** Known already. */
  | { readonly kind: 'old' }
  /** Something in between was missed: ask for the list again. */
  | { readonly kind: 'gap' };

/** `former`: the list on which an answer stands that holds only what changed since. */
export function listOf(
  answer: Pick<RequestOutput<'visits:list'>, 'revision' | 'visits' | 'count' | 'part'>,
  former?: VisitList,
): VisitList {
  const { revision, count, visits, part } = answer;
  const before = part && former ? former.visits : [];
  return {
    revision,
    count,
    visits: new Map([...before, ...visits.map((visit) => [visit.id, visit] as const)]),
  };
}

export function applyChange(list: VisitList, change: VisitChange): Applied {
  if (change.revision <= list.revision) return { kind: 'old' };
  if (change.revision > list.revision + 1) return { kind: 'gap' };
  const visits = new Map(list.visits).set(change.visit.id, change.visit);
  return { kind: 'applied', list: { ...list, revision: change.revision, visits } };
}

/** Applies what arrived while the list was on its way; `undefined` when there is a gap. */
export function catchUp(list: VisitList, changes: readonly VisitChange[]): VisitList | undefined {
  let current = list;
  for (const change of [...changes].sort((a, b) => a.revision - b.revision)) {
    const result = applyChange(current, change);
    if (result.kind === 'gap') return undefined;
    if (result.kind === 'applied') current = result.list;
  }
  return current;
}

type Doctors = Status['doctors'];

/** Whether the same visits stand on the board of a PC, by who shares it and who works there. */
export function isSameBoard(former: Doctors, now: Doctors): boolean {
  const boardOf = ({ presentId, list }: Doctors): string =>
    JSON.stringify(list.length === 0 ? [] : [presentId, ...list.map(({ id }) => id)]);
  return boardOf(former) === boardOf(now);
}

/** Of the visits that are known, those that are no other doctor's of this PC. */
export const ownVisits = (
  visits: ReadonlyMap<string, VisitView>,
  { presentId, list }: Doctors,
): ReadonlyMap<string, VisitView> => {
  const others = new Set(list.map(({ id }) => id).filter((id) => id !== presentId));
  return new Map([...visits].filter(([, { ownerId }]) => !others.has(ownerId)));
};
