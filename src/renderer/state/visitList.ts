/**
 * The list of visits as events build it up: asked for once, then changed in order (ARCHITECTURE.md, "The IPC contract").
 * A pure value; `deskStore` drives it.
 */
import type { EventPayload, VisitView } from '../../shared/ipc/contract.ts';
import { nextMidnight } from '../ui/times.ts';

export type VisitChange = EventPayload<'visits:changed'>;

const eveningMs = 6 * 3_600_000;

/** Up to when (epoch ms) planned visits are listed at once: the day's, and from the evening on tomorrow's. */
export const boardEnds = (now: number): number => nextMidnight(now + eveningMs);

export interface VisitList {
  readonly revision: number;
  readonly visits: ReadonlyMap<string, VisitView>;
}

export type Applied =
  | { readonly kind: 'applied'; readonly list: VisitList }
  /** Known already. */
  | { readonly kind: 'old' }
  /** Something in between was missed: ask for the list again. */
  | { readonly kind: 'gap' };

export function listOf(answer: {
  readonly revision: number;
  readonly visits: readonly VisitView[];
}): VisitList {
  return { revision: answer.revision, visits: new Map(answer.visits.map((visit) => [visit.id, visit])) };
}

export function applyChange(list: VisitList, change: VisitChange): Applied {
  if (change.revision <= list.revision) return { kind: 'old' };
  if (change.revision > list.revision + 1) return { kind: 'gap' };
  const visits = new Map(list.visits).set(change.visit.id, change.visit);
  return { kind: 'applied', list: { revision: change.revision, visits } };
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
