/**
 * The guest places of the TrueConf licence, counted over all visits of the clinic. Whoever is let in while none is free
 * waits in one queue for the next. Not known how many there are: everybody goes in, and the server may refuse.
 *
 * In one process the count is exact. Two nodes may let in one too many in the same instant: the server refuses that one.
 */
import {
  applyPersonEvent,
  holdsGuestSeat,
  queued,
  type Person,
  type PersonEvent,
} from '../../shared/person.ts';
import type { Settings } from '../../shared/settings.ts';
import { isOpen } from '../../shared/visit.ts';
import { createTurns } from './turns.ts';
import type { VisitRecord } from './types.ts';

export interface Room {
  /** The person after an event that may lead into the call: in, or into the queue. `undefined`: the event is illegal. */
  move(person: Person, event: PersonEvent, now: number): Person | undefined;
  /** Whether somebody new may go in; counts them. */
  admit(): boolean;
}

export interface Waiting {
  readonly visitId: string;
  readonly personId: string;
}

export interface Seats {
  /** A visit is like this now; gives the other visits in which somebody's place in the queue changed. */
  saved(record: VisitRecord): readonly string[];
  /** Work that lets people in, one after the other while places are counted. */
  inTurn<T>(work: () => Promise<T>): Promise<T>;
  /** For one change of this visit. */
  room(record: VisitRecord): Room;
  /** The same for whoever is first in the queue. */
  roomForFirst(record: VisitRecord): Room;
  /** Who is to be let in now. */
  next(): Waiting | undefined;
  /** Place in the queue, from 1; `null`: not in it. */
  placeOf(person: Person): number | null;
  /** Whether the doctor may come into this visit as a guest: a place is free, or is theirs already. */
  doctorFits(record: VisitRecord): boolean;
  /** Places that nobody has, the doctors' counted where they need one; `null`: not known how many there are. */
  free(): number | null;
}

interface Queued extends Waiting {
  readonly queuedAt: number;
}

interface Known {
  readonly taken: number;
  /** The doctor is in as a named guest. */
  readonly doctor: boolean;
  /** Those who wait; whoever is away keeps the place, and is passed over. */
  readonly queue: readonly Queued[];
}

export function createSeats(settings: () => Settings): Seats {
  const visits = new Map<string, Known>();
  /** Of all visits, by turn: sorted once for each save that changes it, because every card and page asks for places. */
  let queue: readonly Queued[] = [];
  const turn = createTurns();

  const limit = (): number => settings().visits.guestSeats ?? Infinity;
  /** A patient who is in without a doctor is of no use: the doctor's place is kept for every visit in which somebody is. */
  const withDoctor = ({ taken, doctor }: Omit<Known, 'queue'>): number => {
    if (settings().doctors.entry !== 'named-guest') return taken;
    return taken > 0 || doctor ? taken + 1 : 0;
  };
  const takenBut = (visitId: string): number => {
    let sum = 0;
    for (const [id, known] of visits) if (id !== visitId) sum += withDoctor(known);
    return sum;
  };
  const fits = (visitId: string, taken: number): boolean => {
    const wanted = withDoctor({ taken: taken + 1, doctor: false });
    // A licence too small for doctor and patient together is a matter of the settings, not of waiting.
    const needed = taken === 0 ? Math.min(wanted, limit()) : wanted;
    return takenBut(visitId) + needed <= limit();
  };
  const roomOf = (record: VisitRecord, mayPass: boolean): Room => {
    let taken = countTaken(record);
    const admit = (): boolean => {
      if (!mayPass || !fits(record.visit.id, taken)) return false;
      taken += 1;
      return true;
    };
    return { admit, move: (person, event, now) => moved(person, event, now, admit) };
  };

  return {
    saved(record) {
      const { id } = record.visit;
      const known = look(record);
      const former = visits.get(id)?.queue ?? [];
      if (known) visits.set(id, known);
      else visits.delete(id);
      if (sameQueue(former, known?.queue ?? [])) return [];
      const before = queue;
      queue = [...queue.filter(({ visitId }) => visitId !== id), ...(known?.queue ?? [])].sort(byTurn);
      return shifted(before, queue, id);
    },
    inTurn: (work) => (limit() === Infinity ? work() : turn('', work)),
    room: (record) => roomOf(record, limit() === Infinity || queue.length === 0),
    roomForFirst: (record) => roomOf(record, true),
    next() {
      const [first] = queue;
      return first && fits(first.visitId, visits.get(first.visitId)?.taken ?? 0) ? first : undefined;
    },
    placeOf({ id, state, queuedAt }) {
      if (queuedAt === null || (state !== 'waiting' && state !== 'asleep')) return null;
      return 1 + countBefore(queue, { personId: id, queuedAt });
    },
    doctorFits(record) {
      // Kept already where a patient is in.
      const isKept = record.visit.doctorSince !== null || countTaken(record) > 0;
      return isKept || takenBut(record.visit.id) + 1 <= limit();
    },
    free: () => (limit() === Infinity ? null : Math.max(0, limit() - takenBut(''))),
  };
}

type Turn = Pick<Queued, 'personId' | 'queuedAt'>;
const byTurn = (a: Turn, b: Turn): number =>
  a.queuedAt - b.queuedAt || (a.personId < b.personId ? -1 : Number(a.personId > b.personId));

/** How many of a sorted queue come before this turn. */
function countBefore(queue: readonly Queued[], turn: Turn): number {
  let [low, high] = [0, queue.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const one = queue[middle];
    if (one && byTurn(one, turn) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

const sameQueue = (a: readonly Queued[], b: readonly Queued[]): boolean =>
  a.length === b.length &&
  a.every(({ personId, queuedAt }, index) => {
    const other = b[index];
    return other?.personId === personId && other.queuedAt === queuedAt;
  });

const countTaken = ({ visit, persons }: VisitRecord): number =>
  isOpen(visit.state) ? persons.filter(({ state }) => holdsGuestSeat(state)).length : 0;

/** `undefined`: nobody is in and nobody waits for a place. */
function look(record: VisitRecord): Known | undefined {
  const { visit, persons } = record;
  const waiting = isOpen(visit.state) ? persons : [];
  const queue = waiting.flatMap(({ id, state, queuedAt }) =>
    state === 'waiting' && queuedAt !== null ? [{ visitId: visit.id, personId: id, queuedAt }] : [],
  );
  const taken = countTaken(record);
  const doctor = isOpen(visit.state) && visit.doctorSince !== null;
  return taken > 0 || doctor || queue.length > 0 ? { taken, doctor, queue } : undefined;
}

function moved(person: Person, event: PersonEvent, now: number, admit: () => boolean): Person | undefined {
  // Let in already; whoever lets in again does not overtake the others.
  if (event === 'let-in' && person.queuedAt !== null) return undefined;
  const next = applyPersonEvent(person, event, now);
  if (next?.state !== 'going-in' || holdsGuestSeat(person.state)) return next;
  return admit() ? next : queued(next, now);
}

function shifted(before: readonly Queued[], after: readonly Queued[], changedId: string): readonly string[] {
  const places = new Map(before.map(({ personId }, index) => [personId, index]));
  const others = after.filter(
    ({ personId, visitId }, index) => visitId !== changedId && places.get(personId) !== index,
  );
  return [...new Set(others.map(({ visitId }) => visitId))];
}
