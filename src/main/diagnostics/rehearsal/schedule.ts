/** When the scheduled rehearsal is due: once a day, single PCs spread over half an hour. Pure, by local time. */
import { createHash } from 'node:crypto';

const firstMinute = 6 * 60;
const spreadMinutes = 30;
/** Whoever has just started the program has better things to do with the server. */
const afterStartMs = 600_000;

/** Minutes after midnight: the same for an installation every day, and hardly the same for two. */
export function minuteOfDay(installationTag: string): number {
  const hash = createHash('sha256').update(`rehearsal ${installationTag}`).digest();
  return firstMinute + (hash.readUInt32BE(0) % spreadMinutes);
}

export interface ScheduleFacts {
  readonly now: number;
  /** When this process began. */
  readonly startedAt: number;
  /** When the last scheduled one began; `null`: there was none. */
  readonly lastAt: number | null;
  readonly minuteOfDay: number;
}

/** Epoch ms; it may be over already. What was missed today is made good once, spread after the start as it is over the morning. */
export function dueAt({ now, startedAt, lastAt, minuteOfDay: minute }: ScheduleFacts): number {
  const today = slotOf(now, minute, 0);
  const earliest = startedAt + afterStartMs;
  if (today > now) return Math.max(today, earliest);
  if (lastAt !== null && lastAt >= today) return slotOf(now, minute, 1);
  return Math.max(today, earliest + (minute - firstMinute) * 60_000);
}

function slotOf(now: number, minute: number, days: number): number {
  const date = new Date(now);
  date.setHours(0, minute, 0, 0);
  date.setDate(date.getDate() + days);
  return date.getTime();
}
