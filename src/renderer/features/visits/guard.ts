/** The guard against letting the wrong patient in: whose typed name is not that of the label. Pure. */
import type { PersonView, VisitView } from '../../../shared/ipc/contract.ts';
import { nameDifference, type NameDifference } from '../../../shared/sameName.ts';
import { namesOf } from '../conference/nextPatient.ts';
import { canBeLetIn } from './waitingRoom.ts';

/** Who has another name than the label of the link by which they came; where there is no label nothing can be said. */
export const unlikeOnes = (visit: VisitView, persons: readonly PersonView[]): readonly PersonView[] =>
  persons.filter((person) => namesOf(visit, person).likeness === 'unlike');

/** Somebody about whom it is asked, by the two names that were read then. */
export interface Asked {
  readonly id: string;
  readonly typed: string;
  readonly label: string;
}

export const askedOf = (visit: VisitView, persons: readonly PersonView[]): readonly Asked[] =>
  persons.map((person) => {
    const { typed, label } = namesOf(visit, person);
    return { id: person.id, typed, label };
  });

/** Who of them still stands outside, with the names that were read: an answer is about nobody else. */
export const stillAsked = (asked: readonly Asked[], visit: VisitView): readonly PersonView[] =>
  visit.persons.filter((person) => {
    const { typed, label } = namesOf(visit, person);
    const isThis = (one: Asked) => one.id === person.id && one.typed === typed && one.label === label;
    return canBeLetIn(person) && asked.some(isThis);
  });

/** What differs, to be marked; `null`: nothing that matters. */
export function differenceOf(visit: VisitView, person: PersonView): NameDifference | null {
  const { typed, label, likeness } = namesOf(visit, person);
  return likeness === 'unlike' ? nameDifference(typed, label) : null;
}
