/** A visit that begins later: when, for whom, and its link, which can be sent already. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { VisitView } from '../../../shared/ipc/contract.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { useAsk } from '../../ui/useAsk.ts';
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
  const [dialog, setDialog] = useState<'move' | 'cancel' | null>(null);
  const close = () => setDialog(null);
  return (
    <div className="row actions">
      <button type="button" className="button small" onClick={() => setDialog('move')}>
        {t('move')}
      </button>
      <button
        type="button"
        className="button small"
        aria-disabled={start.busy}
        onClick={() => void start.run({ visitId: visit.id })}
      >
        {t('start-now')}
      </button>
      <button type="button" className="button small ghost last" onClick={() => setDialog('cancel')}>
        {t('cancel-planned')}
      </button>
      {dialog === 'move' && <MoveDialog visit={visit} onClose={close} />}
      {dialog === 'cancel' && <CancelDialog visit={visit} onClose={close} />}
    </div>
  );
}

function CancelDialog({ visit, onClose }: { readonly visit: VisitView; readonly onClose: () => void }) {
  const { t } = useTranslation('board');
  const end = useAsk('visits:end', t('error-action'));
  return (
    <Dialog
      title={t('cancel-planned-title')}
      onClose={onClose}
      actions={
        <>
          <button type="button" className="button" onClick={onClose}>
            {t('cancel-planned-no')}
          </button>
          <button
            type="button"
            className="button main"
            aria-disabled={end.busy}
            onClick={() => void end.run({ visitId: visit.id }).then((ended) => ended && onClose())}
          >
            {t('cancel-planned-yes')}
          </button>
        </>
      }
    >
      <p className="for-whom">
        <PlannedTime visit={visit} />
        <span dir="auto">{visit.label}</span>
      </p>
      <p>{t('cancel-planned-text')}</p>
    </Dialog>
  );
}
