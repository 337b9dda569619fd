/** Days and times of a table, in the time zone of this computer: the clinic's. Pure but for the zone. */

const two = (value: number): string => String(value).padStart(2, '0');

/** `2026-11-25`: sorts as it reads, and every spreadsheet takes it for a date. */
export function dayOf(at: number): string {
  const day = new Date(at);
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

/** `09:05`. */
export function timeOf(at: number): string {
  const moment = new Date(at);
  return `${two(moment.getHours())}:${two(moment.getMinutes())}`;
}

/** `0:02:10`, which every spreadsheet takes for a time. */
export function durationOf(ms: number): string {
  const seconds = Math.round(Math.max(0, ms) / 1_000);
  const minutes = Math.floor(seconds / 60);
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}

/** Midnights before the first and after the last of some days (`2026-11-25`), as epoch ms; `null`: no such days. */
export function periodOf(firstDay: string, lastDay: string): { from: number; to: number } | null {
  const from = midnightOf(firstDay, 0);
  const to = midnightOf(lastDay, 1);
  return from === null || to === null || to <= from ? null : { from, to };
}

function midnightOf(day: string, daysLater: number): number | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  if (!parts) return null;
  const [year, month, date] = parts.slice(1).map(Number);
  // A day that the clocks make longer or shorter is one day all the same.
  const at = new Date(year ?? 0, (month ?? 1) - 1, (date ?? 1) + daysLater).getTime();
  return Number.isFinite(at) && at >= 0 ? at : null;
}
