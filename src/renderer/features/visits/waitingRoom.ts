/** What the doctor can do with whom (ARCHITECTURE.md, the machine of a person). Pure. */
import type { PersonView, VisitView } from '../../../shared/ipc/contract.ts';
import type { PersonState } from '../../../shared/person.ts';

const outside: ReadonlySet<PersonState> = new Set<PersonState>(['waiting', 'asleep', 'gone', 'declined']);
const inTheRoom: ReadonlySet<PersonState> = new Set<PersonState>(['waiting', 'asleep']);

/** Who stands outside and can be let in. */
export const canBeLetIn = ({ state }: PersonView): boolean => outside.has(state);

/** Who keeps a place in the waiting room: can be told something, and declined. */
export const hasPlace = ({ state }: PersonView): boolean => inTheRoom.has(state);

/** Somebody of this link was let in already, so that it is no longer the doctor's to say whether the patient may come. */
const seated: ReadonlySet<PersonState> = new Set<PersonState>([
  'going-in',
  'stuck',
  'in-call',
  'lost',
  'left',
]);

/** Was let in, wherever they are now. */
export const isSeated = ({ state }: PersonView): boolean => seated.has(state);

/** One more browser at a link whose seat somebody else holds: reception may let it in, the first one only the doctor. */
export const isFurther = (person: PersonView, persons: readonly PersonView[]): boolean =>
  persons.some(
    (other) => other.id !== person.id && other.linkNumber === person.linkNumber && seated.has(other.state),
  );

/** Waits for somebody's word: who was let in and waits for a guest place does not. */
export const isWaiting = ({ state, queue }: PersonView): boolean => state === 'waiting' && queue === null;

/** `doctors`: only a doctor may. `queued`: it was done, and all guest places of the clinic are taken. */
export type LetIn = 'may' | 'doctors' | 'queued';

/** Whether somebody outside can be let in at a desk that decides, or at one that does not. */
export function letInOf(person: PersonView, persons: readonly PersonView[], decides: boolean): LetIn {
  if (person.queue !== null) return 'queued';
  return decides || isFurther(person, persons) ? 'may' : 'doctors';
}

export const idsOf = (persons: readonly PersonView[]): string[] => persons.map(({ id }) => id);

/** In the order in which they came. */
export const inOrder = (persons: readonly PersonView[]): readonly PersonView[] =>
  [...persons].sort((a, b) => a.pressedAt - b.pressedAt);

/** The persons of the first link, then those of each extra one; everybody is in exactly one of them. */
export function byLink({ persons, extraLinks }: VisitView): readonly (readonly PersonView[])[] {
  const numbers = extraLinks.map(({ number }) => number);
  const ordered = inOrder(persons);
  return [
    ordered.filter(({ linkNumber }) => !numbers.includes(linkNumber)),
    ...numbers.map((number) => ordered.filter(({ linkNumber }) => linkNumber === number)),
  ];
}
