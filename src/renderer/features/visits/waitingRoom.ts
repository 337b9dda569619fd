/** What the doctor can do with whom (ARCHITECTURE.md, the machine of a person). Pure. */
import type { PersonView } from '../../../shared/ipc/contract.ts';
import type { PersonState } from '../../../shared/person.ts';

const outside: ReadonlySet<PersonState> = new Set<PersonState>(['waiting', 'asleep', 'gone', 'declined']);
const inTheRoom: ReadonlySet<PersonState> = new Set<PersonState>(['waiting', 'asleep']);

/** Who stands outside and can be let in. */
export const canBeLetIn = ({ state }: PersonView): boolean => outside.has(state);

/** Who keeps a place in the waiting room: can be told something, and declined. */
export const hasPlace = ({ state }: PersonView): boolean => inTheRoom.has(state);

export const isWaiting = ({ state }: PersonView): boolean => state === 'waiting';

export const idsOf = (persons: readonly PersonView[]): string[] => persons.map(({ id }) => id);
