/** What the patient's page shows to one browser: a pure function of the visit and of who that browser is. */
import type { Person } from '../../shared/person.ts';
import { assertNever } from '../../shared/result.ts';
import type { Settings } from '../../shared/settings.ts';
import type { VisitContext } from './context.ts';
import { helpCode } from './links.ts';
import type { DoorView, VisitRecord } from './types.ts';
import { isLive } from './visitStore.ts';

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
    doctorName: doctorNameOf(context.settings(), visit.ownerId),
    helpCode: helpCode(context.linkKey, visit.id, at.linkNumber),
  };
  if (!person) return { state: 'form', nameWaits, ...shown };
  switch (person.state) {
    case 'gone':
      return { state: 'gone', ...shown };
    case 'waiting':
    case 'asleep':
      return { state: 'waiting', since: person.pressedAt, message: person.message, ...shown };
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

/** Empty where IT does not want the page to name the doctor. */
function doctorNameOf(settings: Settings, ownerId: string): string {
  if (!settings.clinic.showDoctor) return '';
  return settings.doctors.list.find(({ id }) => id === ownerId)?.name ?? '';
}
