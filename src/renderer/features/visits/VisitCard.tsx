import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { VisitView } from '../../../shared/ipc/contract.ts';
import { RunningTime } from '../../ui/RunningTime.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { clockTime } from '../../ui/times.ts';
import { useAsk } from '../../ui/useAsk.ts';
import { ErrorText } from '../../ui/ErrorCode.tsx';
import { useAbilities } from '../../state/DeskContext.tsx';
import { useShownName } from '../alerts/privacy.ts';
import { useDoctorName } from '../doctors/DoctorsContext.tsx';
import { useKeyHint, useKeyHints } from '../keys/useKey.ts';
import { PlannedActions, PlannedTime } from '../planned/PlannedCard.tsx';
import { CallMe } from './CallMe.tsx';
import { CardMenu } from './CardMenu.tsx';
import { callsAreTimed, callsOf } from './calls.ts';
import { ClosedCard } from './ClosedCard.tsx';
import { EndVisit } from './EndVisit.tsx';
import { JoinCall } from './JoinCall.tsx';
import { LabelInput } from './LabelInput.tsx';
import { NoteLine } from './NoteLine.tsx';
import { PageNews } from './PageNews.tsx';
import { Persons } from './Persons.tsx';
import { useNote } from './useNote.ts';

interface VisitCardProps {
  readonly visit: VisitView;
  /** Whether the link of this new visit is on the clipboard; `null` for one that was not just made. */
  readonly copiedAtOnce: boolean | null;
}

/** One visit: where the patient is, and what to do next. */
export const VisitCard = memo(function VisitCard({ visit, copiedAtOnce }: VisitCardProps) {
  const name = useCardName(visit);
  const note = useNote(visit);
  if (visit.phase === 'closed' || visit.phase === 'closing')
    return <ClosedCard visit={visit} name={name} note={note} />;
  return (
    <article
      className={callsOf(visit).length > 0 ? 'card call-me' : 'card'}
      tabIndex={-1}
      aria-label={name}
      data-visit={visit.id}
    >
      <div className="card-top">
        <LabelInput visitId={visit.id} label={visit.label} />
        <StageChip visit={visit} />
        <CardMenu visit={visit} note={note} />
      </div>
      <ForWhom visit={visit} />
      <NoteLine note={note} />
      <UnnamedCall visit={visit} />
      {visit.phase === 'failed' ? (
        <Failed visit={visit} />
      ) : (
        <>
          {visit.failure && <FailureLine visit={visit} />}
          <PageNews page={visit.page} />
          <Persons visit={visit} copiedAtOnce={copiedAtOnce} />
          {visit.phase === 'planned' ? <PlannedActions visit={visit} /> : <LiveActions visit={visit} />}
        </>
      )}
    </article>
  );
});

export function useCardName(visit: VisitView): string {
  const { t, i18n } = useTranslation('board');
  const shown = useShownName(visit.id);
  if (visit.label !== '') return t('card-name-label', { label: shown(visit.label) });
  return t('card-name', { time: clockTime(visit.createdAt, i18n.language) });
}

/** The word alone is what a screen reader is told of a change; the time beside it would be told each second. */
export function StageChip({ visit }: { readonly visit: VisitView }) {
  const { t } = useTranslation('board');
  const { word, tone, since } = visit.stage;
  return (
    <div className="stage-and-time">
      <span role="status" className={`stage ${tone}`}>
        {t(`stage-${word}`)}
      </span>
      {word !== 'planned' && <RunningTime since={since} word={word} />}
    </div>
  );
}

/** The doctor, where the board has several doctors' visits, and the hour for which it was planned. */
function ForWhom({ visit }: { readonly visit: VisitView }) {
  const { t, i18n } = useTranslation('board');
  const { t: signal } = useTranslation('signals');
  const doctor = useDoctorName(visit.ownerId);
  const isPlanned = visit.phase === 'planned';
  if (doctor === null && visit.startsAt === null) return null;
  return (
    <p className="for-whom">
      {isPlanned && <PlannedTime visit={visit} />}
      {visit.lateMinutes !== null && (
        <span className="visit-late">{signal('visit-late', { minutes: visit.lateMinutes })}</span>
      )}
      {doctor !== null && (
        <span className="for-doctor" dir="auto">
          {doctor}
        </span>
      )}
      {!isPlanned && visit.startsAt !== null && (
        <span>{t('planned-for', { time: clockTime(visit.startsAt, i18n.language) })}</span>
      )}
    </p>
  );
}

/** Somebody who has not pressed by the first link asks to be called. */
function UnnamedCall({ visit }: { readonly visit: VisitView }) {
  const { t } = useTranslation('board');
  const hasOthers = visit.extraLinks.length > 0;
  const who = hasOthers || visit.persons.length > 0 ? t('call-me-unnamed') : null;
  return (
    <CallMe
      visitId={visit.id}
      personId={null}
      linkNumber={hasOthers ? (visit.link?.number ?? 1) : null}
      callMe={visit.callMe}
      timed={callsAreTimed(visit)}
      who={who}
    />
  );
}

/** The sentence of cause and remedy. */
function FailureLine({ visit }: { readonly visit: VisitView }) {
  return (
    visit.failure && (
      <p className="say trouble">
        <ErrorText error={visit.failure} />
      </p>
    )
  );
}

function Failed({ visit }: { readonly visit: VisitView }) {
  const { t } = useTranslation('board');
  const hints = useKeyHints();
  const retry = useAsk('visits:retry', t('error-visit'));
  return (
    <>
      <FailureLine visit={visit} />
      <Persons visit={visit} copiedAtOnce={null} />
      <div className="row">
        <button
          {...hints('again', t('try-again'))}
          type="button"
          className="button small main"
          aria-disabled={retry.busy}
          onClick={() => void retry.run({ visitId: visit.id })}
        >
          {t('try-again')}
        </button>
        <EndVisit visit={visit} label={t('cancel-visit')} className="button small ghost last" />
      </div>
    </>
  );
}

function LiveActions({ visit }: { readonly visit: VisitView }) {
  const { t } = useTranslation('board');
  const hint = useKeyHint('waiting-room', t('waiting-room-hint'));
  const admission = useAsk('visits:setAdmission', t('error-action'));
  const { decides } = useAbilities();
  // The switch moves with the click; the core's word counts once it has come.
  const [wanted, setWanted] = useState<boolean | null>(null);
  const switchRoom = async (waiting: boolean): Promise<void> => {
    setWanted(waiting);
    await admission.run({ visitId: visit.id, admission: waiting ? 'waiting' : 'straight' });
    setWanted(null);
  };
  return (
    <div className="row actions">
      {decides && visit.stage.word !== 'creating' && <JoinCall visit={visit} />}
      {decides && (
        <Switch
          label={t('waiting-room')}
          hint={t('waiting-room-hint')}
          keyHint={hint}
          checked={wanted ?? visit.admission === 'waiting'}
          onChange={(waiting) => void switchRoom(waiting)}
        />
      )}
      <EndVisit visit={visit} label={t('end-visit')} className="button small ghost last" />
    </div>
  );
}
