/** Whether a rehearsal may ask the server for a place in a call, or leaves it to patients. Pure. */
import type { Rehearsal, StageNote } from '../../../shared/ipc/rehearsal.ts';
import type { Occupancy } from '../../visits/index.ts';

/**
 * Nobody enters a rehearsal; but whether a server counts an address that it gave away is not known (trueconf-api.md §8), nor how many
 * conferences its edition runs at once. So what nobody watches asks for nothing while patients are there, and never for the last place.
 */
export function spares(by: Rehearsal['by'], { present, freeSeats }: Occupancy): StageNote | null {
  if (by === 'schedule' && present) return 'busy';
  const isLast = freeSeats !== null && freeSeats <= 1;
  return isLast && (by === 'schedule' || present) ? 'few-seats' : null;
}
