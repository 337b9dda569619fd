import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { VisitView } from '../../../shared/ipc/contract.ts';
import { RunningTime } from '../../ui/RunningTime.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { clockTime } from '../../ui/times.ts';
import { useAsk } from '../../ui/useAsk.ts';
import { useErrorText } from '../../ui/useErrorText.ts';
import { CallMe } from './CallMe.tsx';
import { callsAreTimed, callsOf } from './calls.ts';
import { CameraNews, Say } from './CameraNews.tsx';
import { ClosedCard } from './ClosedCard.tsx';
import { JoinCall } from './JoinCall.tsx';
import { LabelInput } from './LabelInput.tsx';
import { LinkRow } from './LinkRow.tsx';
import { Persons } from './Persons.tsx';

interface VisitCardProps {
  readonly visit: VisitView;
  /** Whether the link of this new visit is on the clipboard; `null` for one that was not just made. */
  readonly copiedAtOnce: boolean | null;
}

/** One visit: where the patient is, and what to do next. */
export const VisitCard = memo(function VisitCard({ visit, copiedAtOnce }: VisitCardProps) {
  const name = useCardName(visit);
  if (visit.phase === 'closed' || visit.phase === 'closing') return <ClosedCard visit={visit} name={name} />;
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
      </div>
      <UnnamedCall visit={visit} />
      {visit.phase === 'failed' ? (
        <Failed visit={visit} />
      ) : (
        <>
          {visit.failure && <FailureLine visit={visit} />}
          <PageNews visit={visit} />
          <Persons visit={visit} />
          <LinkRow visit={visit} copiedAtOnce={copiedAtOnce} />
          <LiveActions visit={visit} />
        </>
      )}
    </article>
  );
});

export function useCardName(visit: VisitView): string {
  const { t, i18n } = useTranslation('board');
  if (visit.label !== '') return t('card-name-label', { label: visit.label });
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
      <RunningTime since={since} word={word} />
    </div>
  );
}

/** Somebody who has not pressed asks to be called. */
function UnnamedCall({ visit }: { readonly visit: VisitView }) {
  const { t } = useTranslation('board');
  const who = visit.persons.length > 0 ? t('call-me-unnamed') : null;
  return (
    <CallMe visitId={visit.id} personId={null} callMe={visit.callMe} timed={callsAreTimed(visit)} who={who} />
  );
}

/** The sentence of cause and remedy. */
function FailureLine({ visit }: { readonly visit: VisitView }) {
  const errorText = useErrorText();
  return visit.failure && <p className="say trouble">{errorText(visit.failure)}</p>;
}

/** What the page of somebody who has not pressed yet says of camera and sound. */
function PageNews({ visit }: { readonly visit: VisitView }) {
  const camera = visit.page?.camera ?? null;
  return (
    <div className="facts-bar page-news">
      <CameraNews camera={camera} />
      <Say advice={camera?.help ? { general: null, help: camera.help } : undefined} />
    </div>
  );
}

function Failed({ visit }: { readonly visit: VisitView }) {
  const { t } = useTranslation('board');
  const retry = useAsk('visits:retry', t('error-visit'));
  const end = useAsk('visits:end', t('error-action'));
  return (
    <>
      <FailureLine visit={visit} />
      <Persons visit={visit} />
      <div className="row">
        <button
          type="button"
          className="button small main"
          aria-disabled={retry.busy}
          onClick={() => void retry.run({ visitId: visit.id })}
        >
          {t('try-again')}
        </button>
        <button
          type="button"
          className="button small ghost last"
          aria-disabled={end.busy}
          onClick={() => void end.run({ visitId: visit.id })}
        >
          {t('cancel-visit')}
        </button>
      </div>
    </>
  );
}

function LiveActions({ visit }: { readonly visit: VisitView }) {
  const { t } = useTranslation('board');
  const admission = useAsk('visits:setAdmission', t('error-action'));
  const end = useAsk('visits:end', t('error-action'));
  // The switch moves with the click; the core's word counts once it has come.
  const [wanted, setWanted] = useState<boolean | null>(null);
  const switchRoom = async (waiting: boolean): Promise<void> => {
    setWanted(waiting);
    await admission.run({ visitId: visit.id, admission: waiting ? 'waiting' : 'straight' });
    setWanted(null);
  };
  return (
    <div className="row actions">
      {visit.stage.word !== 'creating' && <JoinCall visit={visit} />}
      <Switch
        label={t('waiting-room')}
        hint={t('waiting-room-hint')}
        checked={wanted ?? visit.admission === 'waiting'}
        onChange={(waiting) => void switchRoom(waiting)}
      />
      <button
        type="button"
        className="button small ghost last"
        aria-disabled={end.busy}
        onClick={() => void end.run({ visitId: visit.id })}
      >
        {t('end-visit')}
      </button>
    </div>
  );
}
