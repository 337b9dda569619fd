import { useTranslation } from 'react-i18next';
import type { StageWord } from '../../shared/stage.ts';
import { useNow } from './clock.ts';
import { clockTime, isoDuration, runningTime } from './times.ts';
import { waitLevel, waitLevels } from './waitLevel.ts';

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
  if (word === 'waiting') return <WaitingTime since={since} />;
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

/** For how long somebody has waited: louder at 5, 15 and 30 minutes, by colour, by one more bar, and in words. */
export function WaitingTime({ since }: { readonly since: number }) {
  const { t } = useTranslation('signals');
  const now = useNow();
  const level = waitLevel(now - since);
  if (level === 0) return <ElapsedTime since={since} />;
  const words = t(`waits-${level}`);
  return (
    <span className="waited" data-level={level} title={words}>
      <svg className="bars" viewBox="0 0 14 12" aria-hidden="true" focusable="false">
        {waitLevels.slice(1).map((each, index) => (
          <path key={each} className={each <= level ? 'on' : ''} d={bars[index]} />
        ))}
      </svg>
      <ElapsedTime since={since} />
      <span className="spoken">{words}</span>
    </span>
  );
}

const bars = ['M1 8h3v3h-3z', 'M5.5 5h3v6h-3z', 'M10 1h3v10h-3z'] as const;

export function SinceTime({ since }: { readonly since: number }) {
  const { t, i18n } = useTranslation('board');
  return <time className="time">{t('since', { time: clockTime(since, i18n.language) })}</time>;
}
