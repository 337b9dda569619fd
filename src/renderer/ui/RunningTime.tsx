import { useTranslation } from 'react-i18next';
import type { StageWord } from '../../shared/stage.ts';
import { useNow } from './clock.ts';
import { clockTime, isoDuration, runningTime } from './times.ts';

/** Stages that are told by the hour at which they began: a growing number would say nothing. */
const byClock: ReadonlySet<StageWord> = new Set<StageWord>([
  'asleep',
  'gone',
  'left',
  'declined',
  'page-hidden',
  'page-left',
]);

/** The time beside a stage word. */
export function RunningTime({ since, word }: { readonly since: number; readonly word: StageWord }) {
  return byClock.has(word) ? <SinceTime since={since} /> : <ElapsedTime since={since} />;
}

/** Draws itself each second; nothing around it does. */
export function ElapsedTime({ since }: { readonly since: number }) {
  const now = useNow();
  return (
    <time className="time" dateTime={isoDuration(now - since)}>
      {runningTime(now - since)}
    </time>
  );
}

export function SinceTime({ since }: { readonly since: number }) {
  const { t, i18n } = useTranslation('board');
  return <time className="time">{t('since', { time: clockTime(since, i18n.language) })}</time>;
}
