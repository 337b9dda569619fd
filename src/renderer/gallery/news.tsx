/** What says how things are: times, banners, alerts. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNotify } from '../ui/Alerts.tsx';
import { Banner } from '../ui/Banner.tsx';
import { ErrorCode, ErrorText } from '../ui/ErrorCode.tsx';
import { RunningTime } from '../ui/RunningTime.tsx';
import { State } from './State.tsx';

const minutesWaited = [2, 6, 17, 44] as const;

export function RunningTimeStates() {
  // The states are shown as they were when the page was opened, and go on.
  const [openedAt] = useState(Date.now);
  return (
    <>
      {minutesWaited.map((minutes) => (
        <State key={minutes} name={`waiting for ${minutes} minutes`}>
          <RunningTime since={openedAt - minutes * 60_000} word="waiting" />
        </State>
      ))}
      <State name="in the call for hours">
        <RunningTime since={openedAt - 7_500_000} word="in-call" />
      </State>
      <State name="told by the hour">
        <RunningTime since={openedAt - 600_000} word="asleep" />
      </State>
    </>
  );
}

export function BannerStates() {
  const { t } = useTranslation('board');
  const [pressed, setPressed] = useState(0);
  return (
    <div className="gallery-wide">
      <Banner tone="alarm" action={{ label: t('banner-choose-port'), run: () => setPressed(pressed + 1) }}>
        {t('banner-join-failed')}
      </Banner>
      <Banner tone="ask" action={{ label: t('banner-fill-in'), run: () => setPressed(pressed + 1) }}>
        {t('banner-not-set-up', { fields: 'Client ID, Client Secret' })}
      </Banner>
      <Banner tone="info">{t('banner-demo')}</Banner>
      <Banner tone="quiet">{t('banner-lost-kept', { time: '10:42' })}</Banner>
    </div>
  );
}

export function AlertStates() {
  const { t } = useTranslation('board');
  const notify = useNotify();
  return (
    <>
      <State name="with cause, remedy and code">
        <button
          type="button"
          className="button small"
          onClick={() =>
            notify(t('error-visit'), {
              code: 'certificate-changed',
              retryable: false,
              correlationId: 'k7f2a1',
              details: { host: 'video.clinic.example' },
            })
          }
        >
          {t('error-visit')}
        </button>
      </State>
      <State name="in a sentence of its own">
        <button
          type="button"
          className="button small"
          onClick={() => notify(t('not-signed-out'), undefined, t('not-signed-out-why'))}
        >
          {t('not-signed-out')}
        </button>
      </State>
      <State name="nothing but a title">
        <button type="button" className="button small" onClick={() => notify(t('error-action'))}>
          {t('error-action')}
        </button>
      </State>
    </>
  );
}

export function ErrorCodeStates() {
  const error = {
    code: 'certificate-changed',
    retryable: false,
    details: { host: 'video.clinic.example' },
  } as const;
  return (
    <>
      <State name="with cause and remedy">
        <p>
          <ErrorText error={error} />
        </p>
      </State>
      <State name="with the mark of one line of the log">
        <ErrorCode error={{ ...error, correlationId: 'k7f2a1' }} />
      </State>
    </>
  );
}
