/** Ends a visit: at once, or after a question while somebody has a place in it. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { VisitView } from '../../../shared/ipc/contract.ts';
import { QuestionDialog } from '../../ui/QuestionDialog.tsx';
import { useAsk } from '../../ui/useAsk.ts';
import { useKeyHint } from '../keys/useKey.ts';
import { useShownName } from '../alerts/privacy.ts';
import { placesOf } from './groups.ts';

interface EndVisitProps {
  readonly visit: VisitView;
  readonly label: string;
  readonly className: string;
}

export function EndVisit({ visit, label, className }: EndVisitProps) {
  const { t } = useTranslation('board');
  const end = useAsk('visits:end', t('error-action'));
  const hint = useKeyHint('end');
  const [asking, setAsking] = useState(false);
  const close = () => setAsking(false);
  const run = (): void => void end.run({ visitId: visit.id }).then(close);
  return (
    <>
      <button
        {...hint}
        type="button"
        className={className}
        aria-disabled={end.busy}
        onClick={() => (placesOf(visit).length > 0 ? setAsking(true) : run())}
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

export function EndDialog({ visit, busy, onClose, onEnd }: EndDialogProps) {
  const { t } = useTranslation('board');
  // Whom the click would have put out: not who leaves while one reads.
  const shown = useShownName(visit.id);
  const [places] = useState(() => placesOf(visit));
  const { t: onCard } = useTranslation('card');
  return (
    <QuestionDialog
      title={t('end-title')}
      noText={t('end-no')}
      yesText={t('end-yes')}
      main="danger"
      busy={busy}
      onNo={onClose}
      onYes={onEnd}
    >
      {places.map(({ name, persons }) => {
        const names = persons.map(shown).join(', ');
        return (
          <p key={name} dir="auto">
            {name === 'in-call' ? t('end-who', { names }) : onCard(`end-${name}`, { names })}
          </p>
        );
      })}
      <p>{t('end-text')}</p>
    </QuestionDialog>
  );
}
