/** Ends a visit: at once, or after a question while somebody is in the call. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { VisitView } from '../../../shared/ipc/contract.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { useAsk } from '../../ui/useAsk.ts';
import { personsInCall } from './groups.ts';

interface EndVisitProps {
  readonly visit: VisitView;
  readonly label: string;
  readonly className: string;
}

export function EndVisit({ visit, label, className }: EndVisitProps) {
  const { t } = useTranslation('board');
  const end = useAsk('visits:end', t('error-action'));
  const [asking, setAsking] = useState(false);
  const close = () => setAsking(false);
  const run = (): void => void end.run({ visitId: visit.id }).then(close);
  return (
    <>
      <button
        type="button"
        className={className}
        aria-disabled={end.busy}
        onClick={() => (personsInCall(visit).length > 0 ? setAsking(true) : run())}
      >
        {label}
      </button>
      {asking && <EndDialog visit={visit} busy={end.busy} onClose={close} onEnd={run} />}
    </>
  );
}

interface EndDialogProps {
  readonly visit: VisitView;
  readonly busy: boolean;
  readonly onClose: () => void;
  readonly onEnd: () => void;
}

function EndDialog({ visit, busy, onClose, onEnd }: EndDialogProps) {
  const { t } = useTranslation('board');
  // Whom the click would have put out: not who leaves while one reads.
  const [names] = useState(() => personsInCall(visit).map(({ name }) => name));
  return (
    <Dialog
      title={t('end-title')}
      onClose={onClose}
      actions={
        <>
          <button type="button" className="button" onClick={onClose}>
            {t('end-no')}
          </button>
          <button type="button" className="button main" aria-disabled={busy} onClick={onEnd}>
            {t('end-yes')}
          </button>
        </>
      }
    >
      <p dir="auto">{t('end-who', { names: names.join(', ') })}</p>
      <p>{t('end-text')}</p>
    </Dialog>
  );
}
