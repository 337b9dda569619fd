/** What the clock alone brings: pages that fall silent, people who get stuck or stay lost, visits that expire. */
import { applyPersonEvent, dueEvent, isPresent, type Person } from '../../shared/person.ts';
import { applyVisitEvent, isOpen } from '../../shared/visit.ts';
import type { VisitContext } from './context.ts';
import type { Presence } from './presence.ts';
import type { VisitRecord } from './types.ts';
import type { Change } from './visitStore.ts';

export interface Timeline {
  /** Sets the timer to what is due next; called after every change. */
  plan(): void;
}

export interface TimelineParts {
  readonly presence: Presence;
  /** Whether the server refuses the roster: nobody can be seen going in then, so nobody is overdue. */
  readonly rosterForbidden: () => boolean;
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
    }
    plan();
  };

  const plan = (): void => {
    const at = Math.min(...store.open().map((record) => nextDue(record, parts)));
    if (planned?.at === at) return;
    planned?.cancel();
    planned = undefined;
    if (at === Infinity) return;
    const ms = Math.min(Math.max(at - clock.now(), 0), longestTimerMs);
    planned = { at, cancel: tasks.after('timeline', ms, act) };
  };
  return { plan };
}

/** Epoch ms of the next thing that the clock brings to a visit; `Infinity`: nothing. */
function nextDue(record: VisitRecord, parts: TimelineParts): number {
  if (!isOpen(record.visit.state)) return Infinity;
  const persons = record.persons.map((person) => dueOf(person, parts)?.at ?? Infinity);
  return Math.min(expiryOf(record), ...persons);
}

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
    const visit =
      expiryOf({ ...record, persons }) <= now
        ? applyVisitEvent(record.visit, { type: 'expire', occupied: false }, now)
        : undefined;
    return moved || visit ? { visit: visit ?? record.visit, persons } : undefined;
  };
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
