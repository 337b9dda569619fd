/** What the patient's page shows to one browser: a pure function of the visit and of who that browser is. */
import type { Person } from '../../shared/person.ts';
import { assertNever } from '../../shared/result.ts';
import type { VisitContext } from './context.ts';
import { helpCode } from './links.ts';
import type { AtVisit, DoorView, VisitRecord } from './types.ts';
import { isLive } from './visitStore.ts';

type WaitingView = Extract<DoorView, { state: 'waiting' }>;

export const dead = (thanks: boolean): DoorView => ({ state: 'dead', thanks });

/** `nameWaits`: the name of who has not pressed was handed over from another browser. */
export function doorView(
  context: VisitContext,
  record: VisitRecord,
  at: { readonly linkNumber: number; readonly person: Person | undefined; readonly nameWaits: boolean },
): DoorView {
  const { visit } = record;
  const { person, nameWaits } = at;
  if (!isLive(record, person !== undefined, context.clock.now())) return dead(person?.seatAt != null);
  const shown = {
    doctorName: doctorNameOf(context, visit.ownerId),
    helpCode: helpCode(context.linkKey, visit.id, at.linkNumber),
  };
  const { startsAt, lateMinutes } = visit;
  if (startsAt !== null && isEarly(record, person, context.clock.now()))
    return { state: 'early', startsAt, ...(lateMinutes !== null && { lateMinutes }), ...shown };
  if (!person) return { state: 'form', nameWaits, ...shown };
  switch (person.state) {
    case 'gone':
      return { state: 'gone', ...shown };
    case 'waiting':
    case 'asleep':
      return { state: 'waiting', ...waitingOf(context, person), ...shown };
    case 'declined':
      return { state: 'declined', ...shown };
    case 'going-in':
    case 'left':
      return { state: 'let-in', returning: person.addressAt !== null, ...shown };
    case 'stuck':
    case 'in-call':
    case 'lost':
      return { state: 'let-in', returning: true, ...shown };
    default:
      return assertNever(person.state);
  }
}

function waitingOf({ seats }: VisitContext, person: Person): Omit<WaitingView, 'state' | keyof AtVisit> {
  const queue = seats.placeOf(person);
  return { since: person.pressedAt, message: person.message, ...(queue !== null && { queue }) };
}

/** Whoever holds a place already is not sent away. */
export const isEarly = ({ visit }: VisitRecord, person: Person | undefined, now: number): boolean =>
  visit.startsAt !== null && now < visit.opensAt && person === undefined;

/** As patients read it; empty where IT does not want the doctor to be named. */
export function doctorNameOf({ settings, doctors }: VisitContext, ownerId: string): string {
  if (!settings().clinic.showDoctor) return '';
  return doctors().find(({ id }) => id === ownerId)?.name ?? '';
}
