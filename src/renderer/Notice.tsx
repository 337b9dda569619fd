/** Why there is no desk here, and what to do. */
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Connection } from './bridge.ts';
import { ServiceAddress } from './features/setup/ServiceAddress.tsx';
import { useApi, useStore } from './state/DeskContext.tsx';
import { signInAddress } from './web/serviceWay.ts';

type Why = Exclude<Connection, 'opening' | 'up' | 'lost'>;

const texts = {
  refused: ['old-tab-title', 'old-tab-text'],
  'signed-out': ['signed-out-title', 'signed-out-text'],
  'account-changed': ['account-changed-title', 'account-changed-text'],
  'too-old': ['too-old-title', 'too-old-text'],
} as const satisfies Readonly<Record<Why, readonly [string, string]>>;

/** Where signing in has a window of its own, and a newer page comes with a newer app. */
const textsInApp = {
  'signed-out': ['sign-in', 'sign-in-window-text'],
  'too-old': ['too-old-title', 'too-old-app-text'],
} as const satisfies Readonly<Partial<Record<Why, readonly [string, string]>>>;

export function Notice({ why }: { readonly why: Why }) {
  const { t } = useTranslation('board');
  const { isClinicApp = false } = useStore().bridge;
  const [title, text] = isClinicApp ? { ...texts, ...textsInApp }[why] : texts[why];
  useWayOn(why, isClinicApp);
  return (
    <main className="notice">
      <h1>{t(title)}</h1>
      <p>{t(text)}</p>
      {why === 'too-old' && !isClinicApp && (
        <button type="button" className="button main" onClick={() => location.reload()}>
          {t('reload')}
        </button>
      )}
      {isClinicApp && why !== 'account-changed' && <AppWays mayAsk={why === 'signed-out'} />}
      {why === 'signed-out' && !isClinicApp && (
        <a className="button main" href={signInAddress}>
          {t('sign-in')}
        </a>
      )}
    </main>
  );
}

/** On the desktop: the window of signing in, and the way back from an address that was wrong. */
function AppWays({ mayAsk }: { readonly mayAsk: boolean }) {
  const { t, i18n } = useTranslation('board');
  const api = useApi();
  const language = i18n.language === 'ru' ? 'ru' : 'en';
  const [isChanging, setChanging] = useState(false);
  return (
    <>
      {mayAsk && (
        <button
          type="button"
          className={isChanging ? 'button' : 'button main'}
          onClick={() => void api.request('clinic:open', { page: 'sign-in', language })}
        >
          {t('sign-in')}
        </button>
      )}
      {isChanging ? (
        <div className="panel">
          <ServiceAddress />
        </div>
      ) : (
        <button type="button" className="button ghost" onClick={() => setChanging(true)}>
          {t('other-service')}
        </button>
      )}
    </>
  );
}

/** Goes on by itself where there is only one way; a call that was here asks nobody any more by then. */
function useWayOn(why: Why, isClinicApp: boolean): void {
  useEffect(() => {
    if (why === 'signed-out' && !isClinicApp) location.assign(signInAddress);
    if (why === 'account-changed') location.reload();
  }, [why, isClinicApp]);
}
