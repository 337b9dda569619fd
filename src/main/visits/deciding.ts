/** What the doctor decides about people of a visit: in, not now, or a word to who waits. */
import { cleanLine } from '../../shared/displayName.ts';
import { appError, type AppError } from '../../shared/errors.ts';
import { applyPersonEvent, isOutside, type Identification, type Person } from '../../shared/person.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { isOpen } from '../../shared/visit.ts';
import type { VisitContext } from './context.ts';
import { lateUntilSeat } from './late.ts';
import type { Room } from './seats.ts';
import type { NewMessage, VisitRecord } from './types.ts';
import type { Change } from './visitStore.ts';

/** `undefined`: it has no meaning for this person, who stays as they are. */
export type Decision = (person: Person, room: Room) => Person | undefined;

export const maxMessageLength = 200;

export const letIn =
  (now: number): Decision =>
  (person, room) =>
    room.move(person, 'let-in', now);

export const declined =
  (now: number): Decision =>
  (person) =>
    applyPersonEvent(person, 'decline', now);

/** It was a slip. */
export const undeclined =
  (now: number): Decision =>
  (person) =>
    applyPersonEvent(person, 'undecline', now);

/** `null`: nothing is said any more. */
export const identified =
  (how: Identification | null): Decision =>
  (person) =>
    person.identified === how ? undefined : { ...person, identified: how };

/** `null` takes the message back. Only who waits, or was away from it, is told anything. */
export const told =
  (message: NewMessage | null, now: number): Decision =>
  (person) => {
    if (!isOutside(person.state)) return undefined;
    if (message?.kind !== 'text') return { ...person, message: message && { ...message, at: now } };
    const text = cleanLine(message.text, maxMessageLength);
    return text === '' ? undefined : { ...person, message: { kind: 'text', text, at: now } };
  };

/** Errors: `visit-not-found`, `visit-closed`, `person-not-found` (none of them is there). */
export async function decide(
  { store, seats }: VisitContext,
  visitId: string,
  personIds: readonly string[],
  decision: Decision,
): Promise<Result<VisitRecord, AppError>> {
  const wanted = new Set(personIds);
  const change: Change = (record) => {
    const { visit, persons } = record;
    if (!isOpen(visit.state)) return undefined;
    const room = seats.room(record);
    const next = persons.map((one) => (wanted.has(one.id) ? (decision(one, room) ?? one) : one));
    if (next.every((person, index) => person === persons[index])) return undefined;
    return { visit: lateUntilSeat(visit, next), persons: next };
  };
  const outcome = await seats.inTurn(() => store.change(visitId, change));
  if (!outcome) return err(appError('visit-not-found'));
  if (!isOpen(outcome.record.visit.state)) return err(appError('visit-closed'));
  const found = outcome.record.persons.some((person) => wanted.has(person.id));
  return found ? ok(outcome.record) : err(appError('person-not-found'));
}
