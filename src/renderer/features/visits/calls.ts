/** Who of a visit asks to be called: persons, and those who have not pressed. Pure. */
import type { PersonView, VisitView } from '../../../shared/ipc/contract.ts';

export type CallMeView = NonNullable<PersonView['callMe']>;

export const callsOf = ({ callMe, extraLinks, persons }: VisitView): readonly CallMeView[] =>
  [callMe, ...[...extraLinks, ...persons].map((one) => one.callMe)].filter((call) => call !== null);

/** Whether each cry needs its own time: the card's stage tells that of the only one. */
export const callsAreTimed = (visit: VisitView): boolean =>
  visit.stage.word !== 'call-me' || callsOf(visit).length > 1;
