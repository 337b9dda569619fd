/** What the door sees, as the page shows it. */
import { createHash } from 'node:crypto';
import type { DoorView } from '../visits/types.ts';
import type { PageState } from './pages.ts';
import type { LivingView } from './place.ts';

/** The name of the page's state that shows this view. */
export const shownState = (view: DoorView): PageState['name'] =>
  view.state === 'dead' && view.thanks ? 'thanks' : view.state;

/**
 * Eight hex digits that change when the page should show something else. The name that waits for a code is left out:
 * it belongs to the page's address, which a report does not tell.
 */
export function versionOf(view: DoorView): string {
  const shown = view.state === 'form' ? { ...view, nameWaits: false } : view;
  return createHash('sha256').update(JSON.stringify(shown)).digest('hex').slice(0, 8);
}

export interface Shown {
  readonly state: PageState['name'];
  readonly version: string;
}

/** What the script is told. */
export const shownBy = (view: DoorView): Shown => ({ state: shownState(view), version: versionOf(view) });

/** The page of what the door sees. `showDoctor`: whether the clinic wants the doctor named. */
export function pageOf(view: LivingView, showDoctor: boolean): PageState {
  const { helpCode } = view;
  const doctor = showDoctor ? view.doctorName : '';
  switch (view.state) {
    case 'form':
      return { name: 'form', doctor, helpCode, typed: '', problem: null, nameWaits: view.nameWaits };
    case 'early':
      return {
        name: 'early',
        doctor,
        helpCode,
        startsAt: view.startsAt,
        lateMinutes: view.lateMinutes ?? null,
      };
    case 'gone':
      return { name: 'gone', doctor, helpCode, problem: null };
    case 'waiting':
      return { name: 'waiting', doctor, helpCode, message: view.message, queue: view.queue ?? null };
    case 'let-in':
      return { name: 'let-in', doctor, helpCode, returning: view.returning, problem: null };
    case 'declined':
      return { name: 'declined', helpCode };
  }
}
