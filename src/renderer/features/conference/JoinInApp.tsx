import { useTranslation } from 'react-i18next';
import type { VisitView } from '../../../shared/ipc/contract.ts';
import { useDesk } from '../../state/DeskContext.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { useKeyHint } from '../keys/useKey.ts';
import { useCall } from './CallContext.tsx';

interface JoinInAppProps {
  readonly visit: VisitView;
  readonly tone: string;
}

/** The doctor is rung in TrueConf's app; whether it rings there, nobody tells: so what to do if it does not stands here. */
export function JoinInApp({ visit, tone }: JoinInAppProps) {
  const { t } = useTranslation('call');
  const { away } = useCall();
  const hint = useKeyHint('join-call', t('ring-hint'));
  const rung = away.away?.id === visit.id;
  // There a page of the server is opened by its own call only.
  const hasBrowser = useDesk((state) => state.info?.shell !== 'desktop');
  return (
    <>
      <button
        type="button"
        className={tone}
        data-join
        {...hint}
        aria-label={t('ring-name')}
        aria-disabled={away.busy}
        onClick={() => void away.go(visit.id)}
      >
        {t('ring')}
      </button>
      <div className="ringing" role="status">
        {rung && (
          <>
            <p>{t('ringing')}</p>
            <p className="hint">
              {t('ring-not', { id: visit.ownerId })}{' '}
              {hasBrowser && visit.call.url !== null && (
                <a href={visit.call.url} target="_blank" rel="noopener noreferrer">
                  {t('ring-browser')}
                  <Icon name="outside" />
                </a>
              )}
            </p>
          </>
        )}
      </div>
    </>
  );
}
