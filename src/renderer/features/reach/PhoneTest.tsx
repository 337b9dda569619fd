import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Heard } from '../../../shared/ipc/reach.ts';
import { clockTime, dayTime } from '../../ui/times.ts';
import { useKeptFocus } from '../../ui/useKeptFocus.ts';
import { QrCode } from '../sending/QrCode.tsx';
import type { ReachTest } from './useReachTest.ts';

export function PhoneTest({ test }: { readonly test: ReachTest }) {
  const { t, i18n } = useTranslation('reach');
  const { reach, busy } = test;
  const page = reach?.page ?? null;
  const start = useRef<HTMLButtonElement>(null);
  useKeptFocus(start, page === null);
  return (
    <div className="reach-test">
      <h4>{t('test-title')}</h4>
      <p className="hint">{t('test-intro')}</p>
      {page && (
        <div className="reach-code">
          <QrCode text={page.address} level="M" name={t('test-qr')} />
          <div>
            <p className="reach-address" translate="no">
              {page.address}
            </p>
            <p className="hint">{t('test-until', { time: clockTime(page.until, i18n.language) })}</p>
          </div>
        </div>
      )}
      <div className="reach-buttons">
        <button ref={start} type="button" className="button" aria-disabled={busy} onClick={test.start}>
          {t(page ? 'test-again' : 'test-start')}
        </button>
        {page && (
          <button type="button" className="button" aria-disabled={busy} onClick={test.stop}>
            {t('test-stop')}
          </button>
        )}
      </div>
      <div role="status">
        {reach && reach.heard.length > 0 && <HeardList heard={reach.heard} />}
        {page && reach?.heard.length === 0 && <p className="hint">{t('test-waiting')}</p>}
      </div>
    </div>
  );
}

function HeardList({ heard }: { readonly heard: readonly Heard[] }) {
  const { t, i18n } = useTranslation('reach');
  return (
    <>
      <h5>{t('heard-title')}</h5>
      <ul className="reach-heard">
        {heard.map((each) => (
          <li key={`${each.at} ${each.address}`}>
            <time dateTime={new Date(each.at).toISOString()} title={dayTime(each.at, i18n.language)}>
              {clockTime(each.at, i18n.language)}
            </time>
            <span>
              {t(`heard-${each.space}`, { address: each.address })} {t(secrecyOf(each))}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

function secrecyOf({ https, warned }: Heard): 'heard-http' | 'heard-trusted' | 'heard-warned' {
  if (!https) return 'heard-http';
  return warned === true ? 'heard-warned' : 'heard-trusted';
}
