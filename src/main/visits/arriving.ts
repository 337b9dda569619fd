/** What a press on Join makes of a visit: pure, so that presses at the same instant can be decided one after another. */
import { appError, type ErrorCode } from '../../shared/errors.ts';
import { applyReport, type PageNews, type PageReport } from '../../shared/page.ts';
import { firstState, type Person } from '../../shared/person.ts';
import { wordOnArrival } from './late.ts';
import type { Room } from './seats.ts';
import type { VisitRecord } from './types.ts';
import { isLive } from './visitStore.ts';

export interface Press {
  readonly linkNumber: number;
  readonly tokenHash: string;
  readonly browserKey: string;
  /** Cleaned; may be empty for a browser that is known. */
  readonly name: string;
  /** What the page's script said of its browser with the press; `null` without one. */
  readonly report: PageReport | null;
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

/**
 * The person who pressed; `persons` when something is to be saved. Errors: `link-dead`, `declined`, `needs-browser`,
 * `name-required`, `too-many-requests` (too many browsers at this link).
 */
export function arrive(record: VisitRecord, press: Press, room: Room): Arrival {
  const known = personOf(record, press.linkNumber, press.browserKey);
  const link = record.visit.links.find(({ tokenHash }) => tokenHash === press.tokenHash);
  if (!link || !isLive(record, known !== undefined, press.now)) return refused('link-dead');
  if (known?.state === 'declined') return refused('declined');
  if (cannotCall(press)) return refused('needs-browser');
  if (!known) return newcomer(record, press, link.generation, room);
  const moved = room.move(known, 'press', press.now) ?? known;
  const person = heardOf(renamed(moved, press.name), press);
  if (person === known) return { ok: true, person, persons: undefined };
  const persons = record.persons.map((one) => (one.id === person.id ? person : one));
  return { ok: true, person, persons };
}

/** The person of a browser on a link. */
export const personOf = (record: VisitRecord, linkNumber: number, browserKey: string): Person | undefined =>
  record.persons.find((one) => one.linkNumber === linkNumber && one.browserKey === browserKey);

/** Far more than come to a visit by one link; whoever holds the link could otherwise fill the store with names. */
export const maxPersonsPerLink = 30;

function newcomer(record: VisitRecord, press: Press, generation: number, room: Room): Arrival {
  if (press.name === '') return refused('name-required');
  const others = record.persons.filter((one) => one.linkNumber === press.linkNumber);
  if (others.length >= maxPersonsPerLink) return refused('too-many-requests');
  const taken = others.some((one) => one.seatAt !== null);
  const admitted = record.visit.admission === 'straight' && !taken;
  const hasPlace = admitted && room.admit();
  const state = firstState(hasPlace);
  const person: Person = {
    id: press.personId,
    visitId: record.visit.id,
    linkNumber: press.linkNumber,
    generation,
    browserKey: press.browserKey,
    name: press.name,
    guestId: press.guestId,
    state,
    since: press.now,
    pressedAt: press.now,
    seatAt: admitted ? press.now : null,
    addressAt: null,
    queuedAt: admitted && !hasPlace ? press.now : null,
    inCallAt: null,
    inCallMs: 0,
    page: pageAfter(null, press),
    // Whoever was let in does not wait for the doctor, but perhaps for a guest place.
    message: admitted ? null : wordOnArrival(record.visit, press.now),
    identified: null,
  };
  return { ok: true, person, persons: [...record.persons, person] };
}

/**
 * Whether the page itself has found out that no call with a picture can be made in it. It never takes a place then: a
 * view of an app belongs to a phone that has a browser.
 */
function cannotCall({ report }: Press): boolean {
  const outcome = report?.camera?.outcome;
  if (outcome === undefined || outcome === 'asking' || outcome === 'works') return false;
  const browser = report?.device?.browser;
  return outcome === 'missing' || browser === 'in-app' || browser === 'telegram';
}

const pageAfter = (page: PageNews | null, { report, now }: Press): PageNews | null =>
  report ? applyReport(page, report, now) : page;

function heardOf(person: Person, press: Press): Person {
  const page = pageAfter(person.page, press);
  return page === person.page ? person : { ...person, page };
}

/** Until the doctor has let this person in, a newly typed name counts; afterwards it is the one the doctor saw. */
function renamed(person: Person, name: string): Person {
  return name === '' || name === person.name || person.seatAt !== null ? person : { ...person, name };
}
