/** Over a call whose page does not load or has stopped: what is being done, and what the doctor can do. */
import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/Icon.tsx';
import { useCall, type OpenCall } from './CallContext.tsx';
import { triesAtMost, type Recovery } from './recovery.ts';

interface CallTroubleProps {
  readonly call: OpenCall;
  readonly recovery: Recovery;
}

export function CallTrouble({ call, recovery }: CallTroubleProps) {
  const { phase, trouble, tries } = recovery;
  const { t } = useTranslation('call');
  if (trouble === null) return null;
  if (phase === 'given-up') return <GivenUp call={call} trouble={trouble} />;
  const number = phase === 'waiting' ? tries + 1 : tries;
  return (
    <div className="call-trouble" role="status">
      <p>{t(`trouble-${trouble}`)}</p>
      <p className="call-trouble-next">{t('trouble-again', { number, most: triesAtMost })}</p>
    </div>
  );
}

function GivenUp({ call, trouble }: Pick<CallTroubleProps, 'call'> & Pick<Recovery, 'trouble'>) {
  const { t } = useTranslation('call');
  const { again, opening } = useCall();
  return (
    <div className="call-trouble">
      <div role="alert">
        <p>{t(`trouble-${trouble ?? 'failed'}`)}</p>
        <p className="call-trouble-next">{t('trouble-stays')}</p>
      </div>
      <div className="row wrap">
        <button type="button" className="button main" aria-disabled={opening} onClick={again}>
          {t('try-again')}
        </button>
        <a className="button" href={call.url} target="_blank" rel="noopener noreferrer">
          {t('open-in-browser')}
          <Icon name="outside" />
        </a>
      </div>
    </div>
  );
}
