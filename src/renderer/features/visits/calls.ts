/** Who of a visit asks to be called: persons, and somebody who has not pressed. Pure. */
import type { PersonView, VisitView } from '../../../shared/ipc/contract.ts';

export type CallMeView = NonNullable<PersonView['callMe']>;

export const callsOf = ({ callMe, persons }: VisitView): readonly CallMeView[] =>
  [callMe, ...persons.map((person) => person.callMe)].filter((call) => call !== null);

/** Whether each cry needs its own time: the card's stage tells that of the only one. */
export const callsAreTimed = (visit: VisitView): boolean =>
  visit.stage.word !== 'call-me' || callsOf(visit).length > 1;
