/** "I am late": one word of the doctor to everybody who waits, and to whose turn comes soon. */
import type { Message, Person } from '../../shared/person.ts';
import { isOpen, type Visit } from '../../shared/visit.ts';
import type { VisitContext } from './context.ts';
import type { LateTold, VisitRecord } from './types.ts';
import type { Change } from './visitStore.ts';

/** Whose visit begins later than in this time is told nothing yet: a doctor catches up. */
const soonMs = 3 * 3_600_000;
const minuteMs = 60_000;
/** What the page can say of minutes, and in which steps: nobody believes "about 23 minutes". */
const mostMinutes = 120;
const stepMinutes = 5;

/** Of all open visits of this owner. */
export async function tellLate(
  { store, clock, log }: VisitContext,
  ownerId: string,
  minutes: number | null,
): Promise<LateTold> {
  let waiting = 0;
  let planned = 0;
  const theirs = store.open().filter((record) => record.visit.ownerId === ownerId);
  // What is planned for the coming weeks is not loaded to find that nothing changes.
  for (const { visit } of theirs.filter((record) => !isFarAndUntold(record, clock.now()))) {
    let before: VisitRecord | undefined;
    const outcome = await store.change(visit.id, (record) => {
      before = record;
      return late(minutes, clock.now())(record);
    });
    if (!outcome?.changed || !before) continue;
    const { persons } = before;
    waiting += outcome.record.persons.filter((person, index) => person !== persons[index]).length;
    if (outcome.record.visit.lateMinutes !== before.visit.lateMinutes) planned += 1;
  }
  log.info('visits.late', { minutes: minutes ?? 0, waiting, planned });
  return { waiting, planned };
}

/** `null` takes back what was said by minutes; own words of the doctor stay. `now`: epoch ms. */
export const late =
  (minutes: number | null, now: number): Change =>
  ({ visit, persons }) => {
    if (!isOpen(visit.state)) return undefined;
    const isToBeTold = minutes !== null && comesSoon(visit, persons, now);
    const lateMinutes = minutes === null ? null : isToBeTold ? minutes : visit.lateMinutes;
    const word = minutes === null ? null : wordNow(visit, isToBeTold, minutes, now);
    const next = persons.map((person) => (waits(person) ? withWord(person, word) : person));
    const changed = next.some((person, index) => person !== persons[index]);
    if (!changed && lateMinutes === visit.lateMinutes) return undefined;
    return { visit: { ...visit, lateMinutes }, persons: next };
  };

function withWord(person: Person, word: Message | null): Person {
  if (word === null && person.message?.kind !== 'minutes') return person;
  return { ...person, message: word };
}

/**
 * For whoever waits when the doctor says it. For a planned visit the minutes count from its time, before it and after it: who
 * has waited for ten of twenty minutes waits for ten more. An overdue one, for which that is over, and one that is for now
 * wait so many minutes from this moment: a time that is past cannot be meant.
 */
function wordNow(visit: Visit, isByPlan: boolean, minutes: number, now: number): Message {
  const planned = isByPlan ? wordOnArrival({ ...visit, lateMinutes: minutes }, now) : null;
  return planned ?? { kind: 'minutes', minutes, at: now };
}

/** Whoever was let in and waits for a guest place does not wait for the doctor. */
const waits = ({ state, queuedAt }: Person): boolean =>
  (state === 'waiting' || state === 'asleep') && queuedAt === null;

/** It has a time, and nobody was let in yet. */
const comesSoon = ({ startsAt }: Visit, persons: readonly Person[], now: number): boolean =>
  startsAt !== null && startsAt - now <= soonMs && !hasSeat(persons);

const isFarAndUntold = ({ visit, persons }: VisitRecord, now: number): boolean =>
  (visit.startsAt ?? 0) - now > soonMs && visit.lateMinutes === null && persons.length === 0;

const hasSeat = (persons: readonly Person[]): boolean => persons.some(({ seatAt }) => seatAt !== null);

/** The visit as it is with these persons: being late ends as the first of them is let in. */
export const lateUntilSeat = (visit: Visit, persons: readonly Person[]): Visit =>
  visit.lateMinutes !== null && hasSeat(persons) ? { ...visit, lateMinutes: null } : visit;

/**
 * What somebody reads who begins to wait for a visit that will be late: how long it is until the doctor comes, as far as the
 * doctor said. `null`: nothing was said, or that time is over.
 */
export function wordOnArrival(
  { startsAt, lateMinutes }: Pick<Visit, 'startsAt' | 'lateMinutes'>,
  now: number,
): Message | null {
  if (startsAt === null || lateMinutes === null) return null;
  const left = (startsAt - now) / minuteMs + lateMinutes;
  const minutes = Math.min(Math.round(left / stepMinutes) * stepMinutes, mostMinutes);
  return minutes <= 0 ? null : { kind: 'minutes', minutes, at: now };
}
