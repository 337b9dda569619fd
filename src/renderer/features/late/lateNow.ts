/** Whether a doctor has said to be late, as the board shows it. Pure. */
import type { VisitView } from '../../../shared/ipc/contract.ts';

export const usualLateMinutes = [10, 20, 40] as const;

/** Of visits that have not begun: the most minutes; `null`: in time. `ownerId` `null`: of all visits here. */
export function lateNow(visits: Iterable<VisitView>, ownerId: string | null): number | null {
  const said = [...visits]
    .filter((visit) => (ownerId === null || visit.ownerId === ownerId) && isAhead(visit))
    .map(({ lateMinutes }) => lateMinutes)
    .filter((minutes) => minutes !== null);
  return said.length === 0 ? null : Math.max(...said);
}

const outside: ReadonlySet<string> = new Set(['waiting', 'asleep', 'gone', 'declined']);

const isAhead = ({ phase, persons }: VisitView): boolean =>
  phase !== 'closed' && phase !== 'closing' && persons.every(({ state }) => outside.has(state));
