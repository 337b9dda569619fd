/**
 * A person: one browser that pressed Join by a link. A pure machine, like the visit's
 * (ARCHITECTURE.md, "A visit, its links and its persons").
 */
import type { PageNews } from './page.ts';
import { assertNever } from './result.ts';

export const personStates = [
  'waiting',
  'asleep',
  'gone',
  'declined',
  'going-in',
  'stuck',
  'in-call',
  'lost',
  'left',
] as const;

export type PersonState = (typeof personStates)[number];

export type PersonEvent =
  /** The same browser pressed Join (or Go in, or Return) again. */
  | 'press'
  | 'let-in'
  | 'decline'
  /** It was a slip: the old place is kept. */
  | 'undecline'
  /** The page said that it is hidden, or has not been heard of for `silentAfterMs`. */
  | 'hidden'
  /** The page was heard of again. */
  | 'back'
  /** The page that was just left is there again: it was loaded anew. */
  | 'reload'
  /** The page said that it is being left before the call's address was given, or ten minutes passed in silence. */
  | 'leave'
  /** The server's roster has this person. */
  | 'seen'
  /** The server's roster does not have this person. */
  | 'absent'
  /** The embedded call said `logout`. */
  | 'logout'
  /** `stuckAfterMs` after the call's address was given, or `leftAfterMs` after the loss. */
  | 'overdue';

/** How the doctor knows who this is. */
export const identifications = ['known', 'document', 'not'] as const;
export type Identification = (typeof identifications)[number];

/** What the doctor tells somebody who waits. Sealed in the store, erased when the visit ends. */
export type Message =
  | { readonly kind: 'minutes'; readonly minutes: number; readonly at: number }
  | { readonly kind: 'text'; readonly text: string; readonly at: number };

export interface Person {
  readonly id: string;
  readonly visitId: string;
  readonly linkNumber: number;
  /** Of the link by which this browser came. */
  readonly generation: number;
  /** SHA-256 (hex) of the browser's cookie; the cookie itself is never stored. */
  readonly browserKey: string;
  /** As typed, cleaned, at most 100 characters. Sealed in the store, erased when the visit ends. */
  readonly name: string;
  /** Random; identifies the person in the server's roster (trueconf-api.md §4.1). */
  readonly guestId: string;
  readonly state: PersonState;
  /** When `state` was entered (epoch ms). */
  readonly since: number;
  /** When Join was first pressed (epoch ms): the place in the waiting room, kept for ever. */
  readonly pressedAt: number;
  /** When let in (epoch ms): this browser holds the seat from then on. */
  readonly seatAt: number | null;
  /** When the call's address was last handed out (epoch ms). */
  readonly addressAt: number | null;
  /** Since when let in and waiting for a guest place (epoch ms): the place in that queue; `null`: needs none, or has one. */
  readonly queuedAt: number | null;
  /** When first seen in the call (epoch ms); `null`: never. */
  readonly inCallAt: number | null;
  /** Time in the call until it was last left (ms). */
  readonly inCallMs: number;
  /** What the page last reported; `null` without a script. */
  readonly page: PageNews | null;
  readonly message: Message | null;
  /** `null`: the doctor has said nothing. No name: it stays when the visit has ended. */
  readonly identified: Identification | null;
}

/** Times of the machine, in ms. */
export const personTimes = {
  silentAfterMs: 30_000,
  goneAfterMs: 600_000,
  stuckAfterMs: 60_000,
  leftAfterMs: 60_000,
  /** A page that is left and there again within this time was loaded anew: no new press is needed. */
  reloadWithinMs: 30_000,
} as const;

/** The state of a person at the first press. */
export const firstState = (admitted: boolean): PersonState => (admitted ? 'going-in' : 'waiting');

/** The state after an event, or `undefined` when the event has no meaning there. */
export function nextPersonState(state: PersonState, event: PersonEvent): PersonState | undefined {
  switch (state) {
    case 'waiting':
      if (event === 'let-in') return 'going-in';
      if (event === 'decline') return 'declined';
      if (event === 'hidden') return 'asleep';
      return event === 'leave' ? 'gone' : undefined;
    case 'asleep':
      if (event === 'back' || event === 'press') return 'waiting';
      if (event === 'let-in') return 'going-in';
      if (event === 'decline') return 'declined';
      return event === 'leave' ? 'gone' : undefined;
    case 'gone':
      if (event === 'press' || event === 'reload') return 'waiting';
      return event === 'let-in' ? 'going-in' : undefined;
    case 'declined':
      if (event === 'undecline') return 'waiting';
      return event === 'let-in' ? 'going-in' : undefined;
    case 'going-in':
      if (event === 'seen') return 'in-call';
      if (event === 'logout' || event === 'leave') return 'left';
      return event === 'overdue' ? 'stuck' : undefined;
    case 'stuck':
    case 'left':
      if (event === 'seen') return 'in-call';
      if (event === 'logout' && state === 'stuck') return 'left';
      return event === 'press' ? 'going-in' : undefined;
    case 'in-call':
      if (event === 'absent') return 'lost';
      return event === 'logout' ? 'left' : undefined;
    case 'lost':
      if (event === 'seen') return 'in-call';
      if (event === 'press') return 'going-in';
      return event === 'overdue' || event === 'logout' ? 'left' : undefined;
    default:
      return assertNever(state);
  }
}

/**
 * Applies an event to a person at a time (epoch ms); `undefined` when the event is illegal. Whoever goes in
 * (again) needs a fresh address, so that the old one's time does not make them stuck at once.
 */
export function applyPersonEvent(person: Person, event: PersonEvent, now: number): Person | undefined {
  // Whoever was given the address leaves the page for the call: that is no leaving.
  if (event === 'leave' && person.addressAt !== null) return undefined;
  const state = nextPersonState(person.state, event);
  if (!state) return undefined;
  const seatAt = event === 'let-in' ? (person.seatAt ?? now) : person.seatAt;
  const addressAt = state === 'going-in' ? null : person.addressAt;
  // What was said to somebody who waits is of no use to who does not wait any more.
  const message = isOutside(state) ? person.message : null;
  const queuedAt = isOutside(state) ? person.queuedAt : null;
  const inCallAt = state === 'in-call' ? (person.inCallAt ?? now) : person.inCallAt;
  const inCallMs = inCallMsAt(person, now);
  return { ...person, state, since: now, seatAt, addressAt, message, queuedAt, inCallAt, inCallMs };
}

/** How long in the call until `now` (epoch ms), in ms. */
export const inCallMsAt = ({ state, since, inCallMs }: Person, now: number): number =>
  state === 'in-call' ? inCallMs + Math.max(0, now - since) : inCallMs;

/** An event that the clock alone brings, and when (epoch ms). */
export interface DueEvent {
  readonly event: PersonEvent;
  readonly at: number;
}

/** What the clock will bring to a person if nothing else happens. `heardAt`: when its page was last heard of (epoch ms). */
export function dueEvent(person: Person, heardAt: number): DueEvent | undefined {
  switch (person.state) {
    case 'waiting':
      return { event: 'hidden', at: heardAt + personTimes.silentAfterMs };
    case 'asleep':
      return { event: 'leave', at: heardAt + personTimes.goneAfterMs };
    case 'going-in':
      return person.addressAt === null
        ? { event: 'leave', at: Math.max(heardAt, person.since) + personTimes.goneAfterMs }
        : { event: 'overdue', at: person.addressAt + personTimes.stuckAfterMs };
    case 'lost':
      return { event: 'overdue', at: person.since + personTimes.leftAfterMs };
    case 'gone':
    case 'declined':
    case 'stuck':
    case 'in-call':
    case 'left':
      return undefined;
    default:
      return assertNever(person.state);
  }
}

/**
 * Whether each of these persons is one more browser at a link whose seat somebody else holds who came by the
 * same generation of it. Who is not there is none, and nobody becomes one by being named together with the first.
 */
export function areFurtherBrowsers(persons: readonly Person[], personIds: readonly string[]): boolean {
  const isFurther = (id: string): boolean => {
    const person = persons.find((other) => other.id === id);
    return (
      person !== undefined &&
      persons.some((other) => other.id !== id && other.seatAt !== null && cameAlike(other, person))
    );
  };
  return personIds.length > 0 && personIds.every(isFurther);
}

const cameAlike = (a: Person, b: Person): boolean =>
  a.linkNumber === b.linkNumber && a.generation === b.generation;

/** Who takes a guest place of the TrueConf licence, or is about to. */
export const holdsGuestSeat = (state: PersonState): boolean =>
  state === 'going-in' || state === 'in-call' || state === 'lost';

/** Would go in, but no guest place is free. */
export const queued = (person: Person, now: number): Person => ({
  ...person,
  state: 'waiting',
  since: now,
  queuedAt: now,
});

/** In the waiting room, or away from it with the place kept. */
export const isOutside = (state: PersonState): boolean =>
  state === 'waiting' || state === 'asleep' || state === 'gone';

/** States in which a visit is not allowed to expire under the person. */
export const isPresent = (state: PersonState): boolean =>
  state !== 'gone' && state !== 'declined' && state !== 'left';

/** Whoever pressed left before anybody let them in, or was not let in: of these alone it can be said that nobody came. */
export const didNotCome = (state: PersonState): boolean => state === 'gone' || state === 'declined';
