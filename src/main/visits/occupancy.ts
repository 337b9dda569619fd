/** Whether patients or a doctor need the server's guest places now, and how many are left. */
import type { PersonState } from '../../shared/person.ts';
import { isOpen } from '../../shared/visit.ts';
import type { VisitRecord } from './types.ts';

export interface Occupancy {
  /** Somebody waits, is on the way in, or is in a call. */
  readonly present: boolean;
  /** Guest places of the licence; `null`: not known. */
  readonly freeSeats: number | null;
}

const presentStates: ReadonlySet<PersonState> = new Set<PersonState>([
  'waiting',
  'asleep',
  'going-in',
  'stuck',
  'in-call',
  'lost',
]);

export const isAnybodyThere = ({ visit, persons }: VisitRecord): boolean =>
  isOpen(visit.state) &&
  (visit.doctorSince !== null || persons.some(({ state }) => presentStates.has(state)));
