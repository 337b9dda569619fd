/** How much goes on at this PC: whether it may be switched off, or fetch a newer version of itself. Pure. */
import type { InUse } from '../../shared/ipc/life.ts';
import type { PersonState } from '../../shared/person.ts';
import type { VisitRecord } from './types.ts';

/** A planned visit counts while the doctor is likely still to be at this PC when it begins. */
const soonMs = 12 * 3_600_000;

const waitingStates: ReadonlySet<PersonState> = new Set(['waiting', 'asleep']);
const callStates: ReadonlySet<PersonState> = new Set(['going-in', 'stuck', 'in-call', 'lost']);

/** @param now epoch ms. */
export function inUseOf(records: readonly VisitRecord[], now: number): InUse {
  const live = records.filter(({ visit }) => hasLiveLink(visit, now));
  const persons = live.flatMap((record) => record.persons);
  return {
    links: live.length,
    waiting: persons.filter(({ state }) => waitingStates.has(state)).length,
    inCall:
      live.some(({ visit }) => visit.doctorSince !== null) ||
      persons.some(({ state }) => callStates.has(state)),
  };
}

function hasLiveLink({ state, startsAt }: VisitRecord['visit'], now: number): boolean {
  if (state.name === 'planned') return (startsAt ?? now) - now < soonMs;
  return state.name === 'creating' || state.name === 'ready' || state.name === 'failed';
}
