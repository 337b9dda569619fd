/** What a press on Join makes of a visit: pure, so that presses at the same instant can be decided one after another. */
import { appError, type ErrorCode } from '../../shared/errors.ts';
import { applyPersonEvent, firstState, type Person } from '../../shared/person.ts';
import type { VisitRecord } from './types.ts';
import { isLive } from './visitStore.ts';

export interface Press {
  readonly linkNumber: number;
  readonly tokenHash: string;
  readonly browserKey: string;
  /** Cleaned; may be empty for a browser that is known. */
  readonly name: string;
  /** For a browser that is new. */
  readonly personId: string;
  readonly guestId: string;
  /** Epoch ms. */
  readonly now: number;
}

export type Arrival =
  | { readonly ok: true; readonly person: Person; readonly persons: readonly Person[] | undefined }
  | { readonly ok: false; readonly error: ReturnType<typeof appError> };

const refused = (code: ErrorCode): Arrival => ({ ok: false, error: appError(code) });

/** The person who pressed; `persons` when something is to be saved. Errors: `link-dead`, `declined`, `name-required`. */
export function arrive(record: VisitRecord, press: Press): Arrival {
  const known = personOf(record, press.linkNumber, press.browserKey);
  const valid = record.visit.links.some((link) => link.tokenHash === press.tokenHash);
  if (!valid || !isLive(record, known !== undefined, press.now)) return refused('link-dead');
  if (!known) return newcomer(record, press);
  if (known.state === 'declined') return refused('declined');
  const moved = applyPersonEvent(known, 'press', press.now) ?? known;
  const person = renamed(moved, press.name);
  if (person === known) return { ok: true, person, persons: undefined };
  const persons = record.persons.map((one) => (one.id === person.id ? person : one));
  return { ok: true, person, persons };
}

/** The person of a browser on a link. */
export const personOf = (record: VisitRecord, linkNumber: number, browserKey: string): Person | undefined =>
  record.persons.find((one) => one.linkNumber === linkNumber && one.browserKey === browserKey);

function newcomer(record: VisitRecord, press: Press): Arrival {
  if (press.name === '') return refused('name-required');
  const taken = record.persons.some((one) => one.linkNumber === press.linkNumber && one.seatAt !== null);
  const admitted = record.visit.admission === 'straight' && !taken;
  const person: Person = {
    id: press.personId,
    visitId: record.visit.id,
    linkNumber: press.linkNumber,
    browserKey: press.browserKey,
    name: press.name,
    guestId: press.guestId,
    state: firstState(admitted),
    since: press.now,
    pressedAt: press.now,
    seatAt: admitted ? press.now : null,
    addressAt: null,
  };
  return { ok: true, person, persons: [...record.persons, person] };
}

/** Until the doctor has let this person in, a newly typed name counts; afterwards it is the one the doctor saw. */
function renamed(person: Person, name: string): Person {
  return name === '' || name === person.name || person.seatAt !== null ? person : { ...person, name };
}
