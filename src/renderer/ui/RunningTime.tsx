import { useTranslation } from 'react-i18next';
import type { StageWord } from '../../shared/stage.ts';
import { useNow } from './clock.ts';
import { clockTime, isoDuration, runningTime } from './times.ts';

/** Stages that are told by the hour at which they began: a growing number would say nothing. */
const byClock: ReadonlySet<StageWord> = new Set<StageWord>(['asleep', 'gone', 'left', 'declined']);

/** The time beside a stage word. Draws itself each second; nothing around it does. */
export function RunningTime({ since, word }: { readonly since: number; readonly word: StageWord }) {
  const { t, i18n } = useTranslation('board');
  const now = useNow();
  if (byClock.has(word)) {
    return <time className="time">{t('since', { time: clockTime(since, i18n.language) })}</time>;
  }
  return (
    <time className="time" dateTime={isoDuration(now - since)}>
      {runningTime(now - since)}
    </time>
  );
}
