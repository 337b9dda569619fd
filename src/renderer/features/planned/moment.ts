/** Date and time as they are typed, in the time zone of this computer. Pure. */

const halfHourMs = 30 * 60_000;
/** A visit further away is a slip of the keyboard. */
const furthestMs = 366 * 24 * 60 * 60_000;

const two = (value: number): string => String(value).padStart(2, '0');

/** As a field of type `date` holds it. */
export function dateField(at: number): string {
  const day = new Date(at);
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

/** As a field of type `time` holds it. */
export function timeField(at: number): string {
  const moment = new Date(at);
  return `${two(moment.getHours())}:${two(moment.getMinutes())}`;
}

/** Epoch ms; `null`: not complete. An hour that the clocks leave out becomes the one after it. */
export function readMoment(date: string, time: string): number | null {
  const day = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  const hour = /^(\d{2}):(\d{2})/.exec(time);
  if (!day || !hour) return null;
  const [year, month, dayOfMonth, hours, minutes] = [...day.slice(1), ...hour.slice(1)].map(Number);
  return new Date(year ?? 0, (month ?? 1) - 1, dayOfMonth, hours, minutes).getTime();
}

export type MomentProblem = 'plan-missing' | 'plan-past' | 'plan-far';

/** Why a visit cannot begin then; `null`: it can. `now` in epoch ms. */
export function momentProblem(at: number | null, now: number): MomentProblem | null {
  if (at === null || Number.isNaN(at)) return 'plan-missing';
  if (at <= now) return 'plan-past';
  return at - now > furthestMs ? 'plan-far' : null;
}

/** What stands in the fields first: the next full or half hour that leaves time to send the link. */
export const usualMoment = (now: number): number => Math.ceil((now + halfHourMs) / halfHourMs) * halfHourMs;
