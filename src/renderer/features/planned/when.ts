/** When a visit begins, in words. */
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useMinute } from '../../ui/clock.ts';
import { clockTime, startOfDay, weekday } from '../../ui/times.ts';

const dayMs = 24 * 60 * 60_000;

/** Of a day, beside the day of `now`; both in epoch ms. Days of 23 and 25 hours are days. Pure. */
export function dayWord(at: number, now: number): 'when-today' | 'when-tomorrow' | 'when-day' {
  const days = Math.round((startOfDay(at) - startOfDay(now)) / dayMs);
  if (days === 0) return 'when-today';
  return days === 1 ? 'when-tomorrow' : 'when-day';
}

/** It begins the line; Russian writes its days small. */
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** "Today, 14:30", "Thursday 26 November, 9:00". */
export function useWhen(): (at: number) => string {
  const { t, i18n } = useTranslation('board');
  const { language } = i18n;
  const minute = useMinute();
  return useCallback(
    (at) => t(dayWord(at, minute), { day: capital(weekday(at, language)), time: clockTime(at, language) }),
    [t, language, minute],
  );
}
