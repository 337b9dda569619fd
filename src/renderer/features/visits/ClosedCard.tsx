import { useTranslation } from 'react-i18next';
import type { VisitView } from '../../../shared/ipc/contract.ts';
import { clockTime } from '../../ui/times.ts';
import { useErrorText } from '../../ui/useErrorText.ts';
import { useDoctorName } from '../doctors/DoctorsContext.tsx';
import { RunningTime } from '../../ui/RunningTime.tsx';

const minuteMs = 60_000;

/** A visit that is over, in one slim line; one that is ending says what it waits for. */
export function ClosedCard({ visit, name }: { readonly visit: VisitView; readonly name: string }) {
  const { t, i18n } = useTranslation('board');
  const errorText = useErrorText();
  const { word, tone, since } = visit.stage;
  const doctor = useDoctorName(visit.ownerId);
  const minutes = Math.max(1, Math.round((since - visit.createdAt) / minuteMs));
  return (
    <article className="card slim" tabIndex={-1} aria-label={name} data-visit={visit.id}>
      <div className="card-top">
        <span className="closed-label" dir="auto">
          {visit.label === '' ? name : visit.label}
        </span>
        <span role="status" className={`stage ${tone}`}>
          {t(`stage-${word}`)}
        </span>
        {visit.phase === 'closing' ? (
          <RunningTime since={since} word={word} />
        ) : (
          <span className="time">
            {clockTime(visit.createdAt, i18n.language)} · {t('minutes', { count: minutes })}
          </span>
        )}
      </div>
      {doctor !== null && (
        <p className="for-whom" dir="auto">
          {doctor}
        </p>
      )}
      {visit.phase === 'closing' && <p className="hint">{t('closing-wait')}</p>}
      {visit.phase === 'closing' && visit.failure && <p className="say">{errorText(visit.failure)}</p>}
    </article>
  );
}
