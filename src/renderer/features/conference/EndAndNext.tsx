import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { VisitView } from '../../../shared/ipc/contract.ts';
import { useDesk } from '../../state/DeskContext.tsx';
import { useKeyHint } from '../keys/useKey.ts';
import { EndDialog } from '../visits/EndVisit.tsx';
import { placesOf } from '../visits/groups.ts';
import { useCall } from './CallContext.tsx';
import { nextPatient } from './nextPatient.ts';

/** Who has just hung up is *lost* for a minute: that is when this is pressed, and nothing to ask about. */
const asks = (visit: VisitView): boolean => placesOf(visit).some(({ name }) => name !== 'lost');

/** Ends this visit and takes who waits longest: at once, or after a question while somebody else has a place in it. */
export function EndAndNext({ visit }: { readonly visit: VisitView }) {
  const { t } = useTranslation('call');
  const { next, visited } = useCall();
  // It stands out while somebody is next.
  const hasNext = useDesk(
    ({ visits }) => nextPatient(visits?.values() ?? [], { leaving: visit.id, visited }) !== null,
  );
  const [asking, setAsking] = useState(false);
  const close = () => setAsking(false);
  const [busy, setBusy] = useState(false);
  const run = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    await next.run(visit);
    setBusy(false);
    close();
  };
  return (
    <>
      <button
        type="button"
        className={hasNext ? 'button small next' : 'button small'}
        {...useKeyHint('end-and-next', t('end-and-next-hint'))}
        aria-disabled={busy}
        onClick={() => (asks(visit) ? setAsking(true) : void run())}
      >
        {t('end-and-next')}
      </button>
      {asking && <EndDialog visit={visit} busy={busy} onClose={close} onEnd={() => void run()} />}
    </>
  );
}
