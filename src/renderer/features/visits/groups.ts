/** Which visits stand where on the board. Pure. */
import type { PersonView, VisitView } from '../../../shared/ipc/contract.ts';
import type { StageWord } from '../../../shared/stage.ts';
import { isWaiting } from './waitingRoom.ts';
import { startOfDay } from '../../ui/times.ts';

export const groupNames = ['needs-you', 'in-call', 'due', 'ready', 'planned', 'done'] as const;
export type GroupName = (typeof groupNames)[number];

export interface Group {
  readonly name: GroupName;
  readonly ids: readonly string[];
}

/** Somebody is there, as far as can be seen. */
const inCall: ReadonlySet<StageWord> = new Set<StageWord>(['in-call', 'in-call-unconfirmed']);

/** A planned visit is due so long before it begins: from then on its link lets in. */
const dueAheadMs = 15 * 60_000;
/** It is made on the server a little before: nothing that the doctor waits for, so that the card does not move for it. */
const madeAheadMs = 20 * 60_000;

/** A visit to which nobody has come. `now` in epoch ms. */
function awaited({ phase, startsAt, persons }: VisitView, now: number): GroupName {
  const isPlanned = phase === 'planned';
  if (startsAt === null || persons.length > 0) return isPlanned ? 'planned' : 'ready';
  if (startsAt - now <= dueAheadMs) return 'due';
  return isPlanned || startsAt - now <= madeAheadMs ? 'planned' : 'ready';
}

/** `now` in epoch ms. */
export function groupOf(visit: VisitView, now: number): GroupName {
  if (visit.phase === 'closed' || visit.phase === 'closing') return 'done';
  if (visit.phase === 'failed' || visit.stage.tone === 'ask' || visit.stage.tone === 'alarm')
    return 'needs-you';
  // It would fail when its time comes.
  if (visit.phase === 'planned') return visit.failure ? 'needs-you' : awaited(visit, now);
  if (inCall.has(visit.stage.word)) return 'in-call';
  // Somebody was kept out, with a cause that the doctor may end, and nobody is in the call yet.
  if (visit.failure) return 'needs-you';
  return visit.stage.word === 'going-in' ? 'in-call' : awaited(visit, now);
}

/** Whoever asks to be called, then who waits for the doctor, then what is wrong with a call or would go wrong. */
function urgency({ stage }: VisitView): number {
  if (stage.word === 'call-me') return 0;
  return stage.tone === 'ask' ? 1 : 2;
}

const asTheDayGoes = (a: VisitView, b: VisitView): number => (a.startsAt ?? 0) - (b.startsAt ?? 0);

/** Who has waited longest stands first; what is ready or done, newest first; what is due or planned, as the day goes. */
const order: Readonly<Record<GroupName, (a: VisitView, b: VisitView) => number>> = {
  'needs-you': (a, b) => urgency(a) - urgency(b) || a.stage.since - b.stage.since,
  'in-call': (a, b) => a.stage.since - b.stage.since,
  due: asTheDayGoes,
  ready: (a, b) => b.createdAt - a.createdAt,
  planned: asTheDayGoes,
  done: (a, b) => b.stage.since - a.stage.since,
};

/** Every open visit, and those that ended today. `now` in epoch ms. */
export function shownVisits(visits: Iterable<VisitView>, now: number): readonly VisitView[] {
  const midnight = startOfDay(now);
  return [...visits].filter((visit) => visit.phase !== 'closed' || visit.stage.since >= midnight);
}

/** The board as it should be at `now` (epoch ms). */
export function groupVisits(visits: Iterable<VisitView>, now: number): readonly Group[] {
  const shown = shownVisits(visits, now);
  return groupNames.map((name) => ({
    name,
    ids: shown
      .filter((visit) => groupOf(visit, now) === name)
      .sort(order[name])
      .map((visit) => visit.id),
  }));
}

/**
 * The board while somebody aims at a card: every card keeps its place, a new one comes to the end of its group, and one
 * that is gone from the list leaves.
 */
export function holdGroups(former: readonly Group[], wanted: readonly Group[]): readonly Group[] {
  const placed = new Set(former.flatMap((group) => group.ids));
  const known = new Set(wanted.flatMap((group) => group.ids));
  return wanted.map(({ name, ids }) => {
    const kept = former.find((group) => group.name === name)?.ids.filter((id) => known.has(id)) ?? [];
    return { name, ids: [...kept, ...ids.filter((id) => !placed.has(id))] };
  });
}

/** The board while somebody works in one card (`null`: in none): that one keeps its place, the others go to theirs. */
export function holdCard(
  former: readonly Group[],
  wanted: readonly Group[],
  id: string | null,
): readonly Group[] {
  const place = former.find(({ ids }) => id !== null && ids.includes(id));
  if (id === null || !place || !wanted.some(({ ids }) => ids.includes(id))) return wanted;
  return wanted.map(({ name, ids }) => {
    const others = ids.filter((each) => each !== id);
    return { name, ids: name === place.name ? others.toSpliced(place.ids.indexOf(id), 0, id) : others };
  });
}

export interface Kind {
  readonly name: GroupName;
  readonly count: number;
}

/** What the cards that stand together are at `now` (epoch ms): a group that is held may have cards of several kinds. */
export function kindsOf(
  ids: readonly string[],
  visits: ReadonlyMap<string, VisitView>,
  now: number,
): readonly Kind[] {
  const names = ids.flatMap((id) => visits.get(id) ?? []).map((visit) => groupOf(visit, now));
  return groupNames
    .map((name) => ({ name, count: names.filter((each) => each === name).length }))
    .filter(({ count }) => count > 0);
}

/** What the board lacks: everything, anything that is not over, or anything to do before a planned visit; `null`: nothing. */
export function lackOf(groups: readonly Group[]): 'all' | 'all-done' | 'only-planned' | null {
  const there = groups.filter(({ ids }) => ids.length > 0).map(({ name }) => name);
  if (there.length === 0) return 'all';
  if (there.some((name) => name !== 'planned' && name !== 'done')) return null;
  return there.includes('planned') ? 'only-planned' : 'all-done';
}

/** Who would be put out of the call if it ended now. */
export const personsInCall = ({ persons }: VisitView): readonly PersonView[] =>
  persons.filter(({ stage }) => inCall.has(stage.word));

/** Where somebody is who has a place that ends with the visit: in the call, outside of it, on the way, or just lost from it. */
export const placeNames = ['in-call', 'waiting', 'going-in', 'lost'] as const;
export type PlaceName = (typeof placeNames)[number];

const places: Readonly<Partial<Record<PersonView['state'], PlaceName>>> = {
  'in-call': 'in-call',
  waiting: 'waiting',
  asleep: 'waiting',
  'going-in': 'going-in',
  stuck: 'going-in',
  lost: 'lost',
};

export interface Place {
  readonly name: PlaceName;
  /** As they were typed. */
  readonly persons: readonly string[];
}

/** Whom the end of this visit would put out, by where they are; empty: nobody is there. */
export function placesOf(visit: VisitView): readonly Place[] {
  const inside = personsInCall(visit);
  const placeOf = (person: PersonView) => (inside.includes(person) ? 'in-call' : places[person.state]);
  return placeNames
    .map((name) => ({
      name,
      persons: visit.persons.filter((person) => placeOf(person) === name).map((person) => person.name),
    }))
    .filter(({ persons }) => persons.length > 0);
}

/** How many people wait for the doctor's word. */
export function countWaiting(visits: Iterable<VisitView>): number {
  return [...visits]
    .filter((visit) => visit.phase === 'live')
    .flatMap((visit) => visit.persons)
    .filter(isWaiting).length;
}

/** So many cards a screen can scroll through; a plan of weeks would make it slow. */
const cardsAtOnce = 60;

/** The first cards of a group, one or more pages of them, and those of the others that are wanted by name. */
export function shownIds(
  ids: readonly string[],
  pages: number,
  wanted: readonly (string | null | undefined)[],
): readonly string[] {
  const end = pages * cardsAtOnce;
  return [...ids.slice(0, end), ...ids.slice(end).filter((id) => wanted.includes(id))];
}
