/** What the history tells of a visit that has ended: of its persons only times and causes are left. Pure. */
import type { HistoryEntry, VisitOutcome } from '../../shared/ipc/history.ts';
import { cameraFailed } from '../../shared/page.ts';
import { inCallMsAt, type Person } from '../../shared/person.ts';
import type { CloseReason, Visit } from '../../shared/visit.ts';
import type { VisitRecord } from './types.ts';

/** `undefined`: it is not closed. */
export function historyEntry({ visit, persons }: VisitRecord): HistoryEntry | undefined {
  const { id, ownerId, label, createdAt, startsAt, state, since, failedWith } = visit;
  if (state.name !== 'closed') return undefined;
  // Absent in what former versions stored.
  const endedAt = visit.endedAt ?? since;
  const [first] = persons.toSorted((a, b) => a.pressedAt - b.pressedAt);
  const calls = persons.map((person) => inCallMsAt(person, endedAt)).filter((ms) => ms > 0);
  return {
    id,
    ownerId,
    label,
    createdAt,
    startsAt,
    closedAt: since,
    endedAt,
    reason: state.reason,
    outcome: outcomeOf(visit, state.reason, persons),
    pressedAt: first?.pressedAt ?? null,
    waitMs: first && first.seatAt !== null ? Math.max(0, first.seatAt - first.pressedAt) : null,
    inCallMs: calls.length > 0 ? Math.max(...calls) : null,
    persons: persons.length,
    failedWith,
    cameras: camerasOf({ visit, persons }),
    stuck: persons.some((person) => person.state === 'stuck'),
  };
}

function outcomeOf(visit: Visit, reason: CloseReason, persons: readonly Person[]): VisitOutcome {
  if (persons.some(gotIn)) return 'came';
  if (reason === 'no-show') return 'no-show';
  if (reason === 'cancelled') return 'cancelled';
  if (persons.length > 0) return 'not-met';
  // There was no call to come to: that is nobody's absence.
  return visit.conference === null && visit.failedWith !== null ? 'cancelled' : 'no-show';
}

/** Seen in the call or, where the server tells nobody who is in it, given its address. */
const gotIn = ({ inCallAt, addressAt, state }: Person): boolean =>
  inCallAt !== null || (addressAt !== null && state !== 'stuck');

function camerasOf({ visit, persons }: Pick<VisitRecord, 'visit' | 'persons'>): HistoryEntry['cameras'] {
  const pages = [...persons, ...visit.links].map(({ page }) => page?.camera ?? null);
  return [...new Set(pages.filter(cameraFailed).flatMap((camera) => camera?.outcome ?? []))].sort();
}
