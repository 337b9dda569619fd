/** What the clock alone brings: visits whose time comes, pages that fall silent, people who get stuck or stay lost, visits that expire. */
import { applyPersonEvent, dueEvent, isPresent, type Person } from '../../shared/person.ts';
import { applyVisitEvent, isOpen, type Visit } from '../../shared/visit.ts';
import type { VisitContext } from './context.ts';
import { makeAt } from './planning.ts';
import type { Presence } from './presence.ts';
import type { Sights } from './sights.ts';
import { silenced, silentAt } from './silentPages.ts';
import type { VisitRecord } from './types.ts';
import type { Change } from './visitStore.ts';

export interface Timeline {
  /** Sets the timer to what is due next of all. */
  plan(): void;
  /** A visit was saved: something of it may be due before the rest. Thousands are open, so the others are not asked. */
  saved(record: VisitRecord): void;
}

export interface TimelineParts {
  readonly presence: Presence;
  readonly sights: Pick<Sights, 'best'>;
  /** Whether the server refuses the roster: nobody can be seen going in then, so nobody is overdue. */
  readonly rosterForbidden: () => boolean;
  /** The time of a planned visit comes near; resolves when that is stored. */
  readonly begin: (visitId: string) => Promise<void>;
}

/** Timers of Node cannot be longer than 2^31 ms. */
const longestTimerMs = 86_400_000;
const retryMs = 1_000;

export function createTimeline(context: VisitContext, parts: TimelineParts): Timeline {
  const { store, clock, tasks } = context;
  let planned: { readonly at: number; readonly cancel: () => void } | undefined;

  const act = async (): Promise<void> => {
    // What fails to be saved is tried again, at this pace.
    planned = { at: 0, cancel: tasks.after('timeline', retryMs, act) };
    for (const { visit } of store.open().filter((record) => nextDue(record, parts) <= clock.now())) {
      await store.change(visit.id, happened(parts, clock.now()));
      if (beginOf(visit) <= clock.now()) await parts.begin(visit.id);
    }
    plan();
  };

  const plan = (): void => {
    let at = Infinity;
    for (const record of store.open()) at = Math.min(at, nextDue(record, parts));
    planAt(at);
  };

  const planAt = (at: number): void => {
    if (planned?.at === at) return;
    planned?.cancel();
    planned = undefined;
    if (at === Infinity) return;
    const ms = Math.min(Math.max(at - clock.now(), 0), longestTimerMs);
    planned = { at, cancel: tasks.after('timeline', ms, act) };
  };
  return {
    plan,
    saved(record) {
      const at = nextDue(record, parts);
      // A timer that is too early finds nothing to do, and plans again.
      if (at < (planned?.at ?? Infinity)) planAt(at);
    },
  };
}

/** Epoch ms of the next thing that the clock brings to a visit; `Infinity`: nothing. */
function nextDue(record: VisitRecord, parts: TimelineParts): number {
  if (!isOpen(record.visit.state)) return Infinity;
  const persons = record.persons.map((person) => dueOf(person, parts)?.at ?? Infinity);
  const pages = record.visit.links.map((link) => silentAt(record, link, parts.presence));
  return Math.min(expiryOf(record), beginOf(record.visit), ...persons, ...pages);
}

/** When a planned visit is to be made. */
const beginOf = ({ state, startsAt }: Visit): number =>
  state.name === 'planned' && startsAt !== null ? makeAt(startsAt) : Infinity;

function dueOf(person: Person, parts: TimelineParts): ReturnType<typeof dueEvent> {
  const due = dueEvent(person, parts.presence.heardAt(person.id));
  return due?.event === 'overdue' && person.state === 'going-in' && parts.rosterForbidden() ? undefined : due;
}

function expiryOf({ visit, persons }: VisitRecord): number {
  const occupied = persons.some((person) => isPresent(person.state));
  // While it is being made nothing expires; the end of the attempt plans again.
  return occupied || visit.state.name === 'creating' ? Infinity : visit.expiresAt;
}

function happened(parts: TimelineParts, now: number): Change {
  return (record) => {
    const persons = record.persons.map((person) => {
      const due = dueOf(person, parts);
      return due && due.at <= now ? (applyPersonEvent(person, due.event, now) ?? person) : person;
    });
    const moved = persons.some((person, index) => person !== record.persons[index]);
    const silent = withSilentPages(record, parts, now);
    const visit =
      expiryOf({ ...record, persons }) <= now
        ? applyVisitEvent(silent, { type: 'expire', occupied: false }, now)
        : undefined;
    return moved || visit || silent !== record.visit ? { visit: visit ?? silent, persons } : undefined;
  };
}

/** The very same visit when none of its pages has fallen silent. */
function withSilentPages(record: VisitRecord, { presence, sights }: TimelineParts, now: number): Visit {
  const { visit } = record;
  const links = visit.links.map((link) => {
    const at = silentAt(record, link, presence);
    return at <= now ? silenced(link, at, sights.best(visit.id, link.number)) : link;
  });
  return links.some((link, index) => link !== visit.links[index]) ? { ...visit, links } : visit;
}

/** Expires at the start what ran out while the desk was off: only who may still be in the call holds it open. */
export function expiredAtStart(now: number): Change {
  return ({ visit, persons }) => {
    const inCall = persons.some((person) => person.state === 'in-call' || person.state === 'lost');
    if (now < visit.expiresAt || inCall) return undefined;
    const next =
      visit.state.name === 'creating'
        ? applyVisitEvent(visit, { type: 'cancel' }, now)
        : applyVisitEvent(visit, { type: 'expire', occupied: false }, now);
    return next && { visit: next, persons };
  };
}
