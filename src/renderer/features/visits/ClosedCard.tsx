import { useTranslation } from 'react-i18next';
import type { VisitView } from '../../../shared/ipc/contract.ts';
import { clockTime } from '../../ui/times.ts';
import { ErrorText } from '../../ui/ErrorCode.tsx';
import { CardLabel } from '../alerts/VeiledName.tsx';
import { useDoctorName } from '../doctors/DoctorsContext.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { RunningTime } from '../../ui/RunningTime.tsx';
import { useKeyHint } from '../keys/useKey.ts';
import { CardMenu } from './CardMenu.tsx';
import { NoteLine } from './NoteLine.tsx';
import { useCreateVisit } from './useNewVisit.ts';
import type { Note } from './useNote.ts';

const minuteMs = 60_000;

interface ClosedCardProps {
  readonly visit: VisitView;
  readonly name: string;
  readonly note: Note;
}

/** A visit that is over, in one slim line; one that is ending says what it waits for. */
export function ClosedCard({ visit, name, note }: ClosedCardProps) {
  const { t, i18n } = useTranslation('board');
  const { word, tone, since } = visit.stage;
  const doctor = useDoctorName(visit.ownerId);
  const minutes = Math.max(1, Math.round((since - visit.createdAt) / minuteMs));
  return (
    <article className="card slim" tabIndex={-1} aria-label={name} data-visit={visit.id}>
      <div className="card-top">
        <span className="closed-label" dir="auto">
          {visit.label === '' ? name : <CardLabel visitId={visit.id} name={visit.label} />}
        </span>
        <div className="closed-facts">
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
          {visit.phase === 'closed' && <Again visit={visit} />}
          <CardMenu visit={visit} note={note} />
        </div>
      </div>
      {doctor !== null && (
        <p className="for-whom" dir="auto">
          {doctor}
        </p>
      )}
      <NoteLine note={note} />
      {visit.phase === 'closing' && <p className="hint">{t('closing-wait')}</p>}
      {visit.phase === 'closing' && visit.failure && (
        <p className="say">
          <ErrorText error={visit.failure} />
        </p>
      )}
    </article>
  );
}

/** A new visit for the same patient and doctor; its link is on the clipboard as that of every new visit. */
function Again({ visit: { label, ownerId } }: Pick<ClosedCardProps, 'visit'>) {
  const { t } = useTranslation('card');
  const create = useCreateVisit();
  return (
    <button
      type="button"
      className="button small ghost icon-only"
      aria-label={t('again')}
      {...useKeyHint('again', t('again-hint'))}
      onClick={() => create({ ownerId, ...(label !== '' && { label }) })}
    >
      <Icon name="again" />
    </button>
  );
}
