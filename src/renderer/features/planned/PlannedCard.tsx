/** A visit that begins later: when, for whom, and its link, which can be sent already. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { VisitView } from '../../../shared/ipc/contract.ts';
import { useApi } from '../../state/DeskContext.tsx';
import { QuestionDialog } from '../../ui/QuestionDialog.tsx';
import { useAsk } from '../../ui/useAsk.ts';
import { useKeyHints } from '../keys/useKey.ts';
import { useShownName } from '../alerts/privacy.ts';
import { useUndo } from '../undo/UndoContext.tsx';
import { MoveDialog } from './MoveDialog.tsx';
import { useWhen } from './when.ts';

/** On the card, in the place of the running time. */
export function PlannedTime({ visit }: { readonly visit: VisitView }) {
  const when = useWhen();
  const at = visit.startsAt;
  if (at === null) return null;
  return (
    <time className="planned-time" dateTime={new Date(at).toISOString()}>
      {when(at)}
    </time>
  );
}

export function PlannedActions({ visit }: { readonly visit: VisitView }) {
  const { t } = useTranslation('board');
  const start = useAsk('visits:start', t('error-action'));
  const hints = useKeyHints();
  const [dialog, setDialog] = useState<'move' | 'cancel' | null>(null);
  const close = () => setDialog(null);
  return (
    <div className="row actions">
      <button {...hints('move')} type="button" className="button small" onClick={() => setDialog('move')}>
        {t('move')}
      </button>
      <button
        {...hints('start-planned')}
        type="button"
        className="button small"
        aria-disabled={start.busy}
        onClick={() => void start.run({ visitId: visit.id })}
      >
        {t('start-now')}
      </button>
      <button
        {...hints('end')}
        type="button"
        className="button small ghost last"
        onClick={() => setDialog('cancel')}
      >
        {t('cancel-planned')}
      </button>
      {dialog === 'move' && <MoveDialog visit={visit} onClose={close} />}
      {dialog === 'cancel' && <CancelDialog visit={visit} onClose={close} />}
    </div>
  );
}

function CancelDialog({ visit, onClose }: { readonly visit: VisitView; readonly onClose: () => void }) {
  const { t } = useTranslation('board');
  const shown = useShownName(visit.id);
  const end = useAsk('visits:end', t('error-action'));
  const { t: onCard } = useTranslation('card');
  const api = useApi();
  const offer = useUndo();
  const cancel = async (): Promise<void> => {
    const ended = await end.run({ visitId: visit.id });
    if (!ended) return;
    // One that was made on the server meanwhile is ended there, and stays so.
    if (visit.phase === 'planned' && ended.phase === 'closed')
      offer({
        visitId: visit.id,
        text: onCard('undo-cancelled'),
        run: () => api.request('visits:reopen', { visitId: visit.id }),
      });
    onClose();
  };
  return (
    <QuestionDialog
      title={t('cancel-planned-title')}
      noText={t('cancel-planned-no')}
      yesText={t('cancel-planned-yes')}
      main="danger"
      busy={end.busy}
      onNo={onClose}
      onYes={() => void cancel()}
    >
      <p className="for-whom">
        <PlannedTime visit={visit} />
        <span dir="auto">{shown(visit.label)}</span>
      </p>
      <p>{t('cancel-planned-text')}</p>
    </QuestionDialog>
  );
}
