/**
 * An open page of a browser that has not pressed says so once a minute. One that is silent for longer was closed without a word:
 * a tab that was killed, a battery that is empty.
 */
import type { Sight } from '../../shared/page.ts';
import type { Link } from '../../shared/visit.ts';
import type { Presence } from './presence.ts';
import type { VisitRecord } from './types.ts';

/** Two reports may be lost on the way. */
export const silentPageMs = 150_000;

/** Under which `Presence` keeps when an open page of a link was last heard of. */
export const pageKey = (visitId: string, linkNumber: number): string => `${visitId}/${linkNumber}`;

/** When the open page of a link counts as left (epoch ms); `Infinity`: never. Once somebody pressed, it is theirs. */
export function silentAt({ visit, persons }: VisitRecord, link: Link, presence: Presence): number {
  const { number, page } = link;
  if (page?.sight !== 'open' || persons.some(({ linkNumber }) => linkNumber === number)) return Infinity;
  return Math.max(presence.heardAt(pageKey(visit.id, number)), page.sightAt) + silentPageMs;
}

/** As it is shown then, with the time at which it was last heard of. `best`: what other browsers at the link say. */
export function silenced(link: Link, at: number, best: Sight | undefined): Link {
  const sight = best === 'hidden' ? best : 'left';
  return { ...link, page: link.page && { ...link.page, sight, sightAt: at - silentPageMs } };
}
