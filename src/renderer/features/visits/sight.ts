/** Whether the page of somebody who was let in is out of sight, so that it cannot take them in. Pure. */
import type { PersonView } from '../../../shared/ipc/contract.ts';
import { personTimes } from '../../../shared/person.ts';

/**
 * `null`: nothing to tell at `now` (epoch ms). A page that is left after its person was let in has most likely gone to
 * the call itself; when nobody is seen there within the time after which they would be stuck, it was closed.
 */
export function outOfSight({ stage, page }: PersonView, now: number): 'page-hidden' | 'page-left' | null {
  if (stage.word !== 'going-in' || !page || page.sight === 'open') return null;
  if (page.sight === 'hidden') return 'page-hidden';
  const wentIn = page.sightAt > stage.since && now - page.sightAt <= personTimes.stuckAfterMs;
  return wentIn ? null : 'page-left';
}
