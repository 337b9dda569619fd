import { useTranslation } from 'react-i18next';
import type { HistoryEntry, VisitOutcome } from '../../../shared/ipc/history.ts';
import { causesOf } from '../../../shared/report/causes.ts';
import { dayOf } from '../../../shared/report/times.ts';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import { clockTime, dayTime, isoDuration, runningTime } from '../../ui/times.ts';
import { useShownName } from '../alerts/privacy.ts';
import { useDoctorName } from '../doctors/DoctorsContext.tsx';

const icons: Readonly<Record<VisitOutcome, IconName>> = {
  came: 'check',
  'not-met': 'warning',
  'no-show': 'dash',
  cancelled: 'close',
};

/** The icon says it as well as the word: colour alone says nothing. */
const tones: Readonly<Record<VisitOutcome, string>> = {
  came: 'live',
  'not-met': 'ask',
  'no-show': 'ask',
  cancelled: 'quiet',
};

interface HistoryRowProps {
  readonly entry: HistoryEntry;
  readonly onAgain: (entry: HistoryEntry) => void;
}

export function HistoryRow({ entry, onAgain }: HistoryRowProps) {
  const { t, i18n } = useTranslation('history');
  const { label, outcome, startsAt, pressedAt, createdAt, endedAt } = entry;
  const doctor = useDoctorName(entry.ownerId);
  const shown = useShownName(entry.id);
  const causes = causesOf(entry);
  const from = pressedAt ?? (outcome === 'cancelled' ? null : createdAt);
  const time = (at: number) => clockTime(at, i18n.language);
  return (
    <li className="history-row">
      <span className="history-time">
        {from !== null && dayOf(from) === dayOf(endedAt) ? `${time(from)} – ${time(endedAt)}` : time(endedAt)}
      </span>
      <div className="history-who">
        <b className={label === '' ? 'history-label none' : 'history-label'} dir="auto">
          {label === '' ? t('no-label') : shown(label)}
        </b>
        <p className="history-facts">
          {doctor !== null && <span dir="auto">{doctor}</span>}
          {startsAt !== null && (
            <span>{t('planned-for', { time: plannedFor(startsAt, endedAt, i18n.language) })}</span>
          )}
          <Duration word="waited" ms={entry.waitMs} />
          <Duration word="in-call" ms={entry.inCallMs} />
        </p>
        {causes.length > 0 && (
          <p className="history-causes">
            <Icon name="warning" />
            {causes.map((cause) => t(`cause-${cause}`)).join(' · ')}
          </p>
        )}
      </div>
      <div className="history-side">
        <span className={`history-outcome ${tones[outcome]}`}>
          <Icon name={icons[outcome]} />
          {t(`outcome-${outcome}`)}
        </span>
        <Again entry={entry} onAgain={onAgain} />
      </div>
    </li>
  );
}

function Duration({ word, ms }: { readonly word: 'waited' | 'in-call'; readonly ms: number | null }) {
  const { t } = useTranslation('history');
  if (ms === null) return null;
  return <time dateTime={isoDuration(ms)}>{t(word, { time: runningTime(ms) })}</time>;
}

/** With the day where it was another one than the day of the end. */
function plannedFor(startsAt: number, endedAt: number, language: string): string {
  const time = clockTime(startsAt, language);
  return dayOf(startsAt) === dayOf(endedAt) ? time : `${dayTime(startsAt, language)}, ${time}`;
}

/** A new visit for the same patient and doctor; its link is on the clipboard as that of every new visit. */
function Again({ entry, onAgain }: HistoryRowProps) {
  const { t } = useTranslation('history');
  const shown = useShownName(entry.id);
  return (
    <button
      type="button"
      className="button small ghost icon-only"
      aria-label={t('again-for', { name: entry.label === '' ? t('no-label') : shown(entry.label) })}
      title={t('again-hint')}
      onClick={() => onAgain(entry)}
    >
      <Icon name="again" />
    </button>
  );
}
