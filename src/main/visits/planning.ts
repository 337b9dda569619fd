/** The times of a planned visit, in epoch ms. Pure. */
import type { Visit } from '../../shared/visit.ts';

/** It is made on the server so long before it begins. */
export const makeAheadMs = 20 * 60_000;
/** Its links let in from so long before it begins. */
export const openAheadMs = 15 * 60_000;
/** A desk's clock may be behind, and somebody may have thought about the form for a while. */
const lateMs = 15 * 60_000;
const longestAheadMs = 2 * 366 * 86_400_000;
const hourMs = 3_600_000;

/** Whether a visit may be planned for this time. */
export const canStartAt = (startsAt: number, now: number): boolean =>
  startsAt >= now - lateMs && startsAt <= now + longestAheadMs;

/** When the conference of a planned visit is to be made. */
export const makeAt = (startsAt: number): number => startsAt - makeAheadMs;

/**
 * What follows from the time of a visit. Its links live to the end of that day where this process runs, or for their
 * whole life from the beginning on, whichever is longer.
 */
export function timesOf(
  startsAt: number,
  linkLifeHours: number,
): Pick<Visit, 'startsAt' | 'opensAt' | 'expiresAt'> {
  const expiresAt = Math.max(endOfDay(startsAt), startsAt + linkLifeHours * hourMs);
  return { startsAt, opensAt: startsAt - openAheadMs, expiresAt };
}

/** When a link that is made now ends its life. */
export function expiryOfLink(
  { startsAt }: Pick<Visit, 'startsAt'>,
  linkLifeHours: number,
  now: number,
): number {
  const fromNow = now + linkLifeHours * hourMs;
  return startsAt === null ? fromNow : Math.max(fromNow, timesOf(startsAt, linkLifeHours).expiresAt);
}

/** The next midnight of the process's time zone; a day may have 23 or 25 hours. */
function endOfDay(at: number): number {
  const day = new Date(at);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + 1).getTime();
}
