/** Times as people read them. */

/** `0:07`, `12:04`, `1:02:03`. Never negative: clocks differ. */
export function runningTime(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  const two = (value: number) => String(value).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}:${two(seconds % 60)}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}

/** `PT12M4S`, for the machine-readable side of `<time>`. */
export const isoDuration = (ms: number): string => `PT${Math.max(0, Math.floor(ms / 1_000))}S`;

/** English here is the clinic's, not America's: the day before the month. */
const locale = (language: string): string => (language === 'en' ? 'en-GB' : language);

export const clockTime = (at: number, language: string): string =>
  new Intl.DateTimeFormat(locale(language), { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
    at,
  );

export const dayTime = (at: number, language: string): string =>
  new Intl.DateTimeFormat(locale(language), { dateStyle: 'long' }).format(at);

/** Midnight before `at`, in the time zone of this computer. */
export function startOfDay(at: number): number {
  const day = new Date(at);
  return day.setHours(0, 0, 0, 0);
}

/** Midnight after `at`, in the time zone of this computer. */
export function nextMidnight(at: number): number {
  const day = new Date(at);
  return day.setHours(24, 0, 0, 0);
}

/** "Thursday, 26 November"; with the year where it is not the one of `now` (epoch ms). */
export function weekday(at: number, language: string, now = Date.now()): string {
  const isThisYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return new Intl.DateTimeFormat(locale(language), {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(!isThisYear && { year: 'numeric' }),
  }).format(at);
}

/** "Thu, 26 Nov": for a table. */
export const shortDay = (at: number, language: string): string =>
  new Intl.DateTimeFormat(locale(language), { weekday: 'short', day: 'numeric', month: 'short' }).format(at);

/** "Moscow Standard Time (Europe/Moscow)", of this computer at `at` (epoch ms). */
export function zoneName(at: number, language: string): string {
  const format = new Intl.DateTimeFormat(locale(language), { timeZoneName: 'long' });
  const name = format.formatToParts(at).find((part) => part.type === 'timeZoneName')?.value ?? '';
  const { timeZone } = format.resolvedOptions();
  return name === '' || name === timeZone ? timeZone : `${name} (${timeZone})`;
}
