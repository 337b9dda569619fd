/** Whom *End and next* takes: who waits longest, outside or, let straight in, alone in a call. Pure. */
import { compareNames } from '../../../shared/sameName.ts';
import type { PersonView, VisitView } from '../../../shared/ipc/contract.ts';
import { personsInCall } from '../visits/groups.ts';
import { isWaiting } from '../visits/waitingRoom.ts';

export interface NextPatient {
  readonly visit: VisitView;
  readonly person: PersonView;
  /** Must be let in first. */
  readonly outside: boolean;
}

export interface Choice {
  /** The visit that ends. */
  readonly leaving: string;
  /** Whose calls the doctor has been in: who is in one of them does not wait. */
  readonly visited: ReadonlySet<string>;
}

/** `null`: nobody waits. */
export function nextPatient(visits: Iterable<VisitView>, choice: Choice): NextPatient | null {
  const all = [...waitingOnes(visits, choice)];
  return all.sort((a, b) => a.person.stage.since - b.person.stage.since)[0] ?? null;
}

/** Who was chosen a moment ago, as things are now; `null`: does not wait any more. */
export function stillNext(
  chosen: NextPatient,
  visits: Iterable<VisitView>,
  choice: Choice,
): NextPatient | null {
  const isChosen = ({ visit, person }: NextPatient): boolean =>
    visit.id === chosen.visit.id && person.id === chosen.person.id;
  return waitingOnes(visits, choice).find(isChosen) ?? null;
}

const waitingOnes = (visits: Iterable<VisitView>, { leaving, visited }: Choice): readonly NextPatient[] =>
  [...visits]
    .filter(({ id, phase }) => id !== leaving && phase === 'live')
    .flatMap((visit) => candidates(visit, visited.has(visit.id)));

function candidates(visit: VisitView, wasVisited: boolean): readonly NextPatient[] {
  const waiting = visit.persons.filter(isWaiting).map((person) => ({ visit, person, outside: true }));
  if (wasVisited) return waiting;
  return [...waiting, ...personsInCall(visit).map((person) => ({ visit, person, outside: false }))];
}

/** What the doctor called whoever comes by this link. */
export function labelFor(visit: VisitView, { linkNumber }: PersonView): string {
  return visit.extraLinks.find(({ number }) => number === linkNumber)?.label ?? visit.label;
}

/** The typed name beside the label of the link by which it came. */
export const namesOf = (visit: VisitView, person: PersonView) => {
  const label = labelFor(visit, person);
  return { typed: person.name, label, likeness: compareNames(person.name, label) };
};
