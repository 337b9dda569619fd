/** The link as a code for a phone's camera over the whole screen: to be read by somebody three metres away. */
import { useEffect, useEffectEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../state/DeskContext.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { QrCode } from '../sending/QrCode.tsx';
import { usePatientLanguage } from '../sending/patientLanguage.ts';
import { patientWords } from '../sending/templates.ts';
import { useReach } from '../sending/useReach.ts';

export function QrDialog({ url, onClose }: { readonly url: string; readonly onClose: () => void }) {
  const { t } = useTranslation('sending');
  const [language] = usePatientLanguage();
  const words = patientWords(language);
  const clinic = useDesk(({ status }) => status?.sending.clinicName ?? '');
  const reach = useReach();
  useFullScreen(onClose);
  return (
    <Dialog
      className="qr-screen"
      title={words['qr-instruction']}
      titleLang={language}
      onClose={onClose}
      actions={
        <>
          <p className="qr-reach">{reach}</p>
          <button type="button" className="button" onClick={onClose}>
            {t('close')}
          </button>
        </>
      }
    >
      <p lang={language}>{words['qr-instruction-then']}</p>
      <QrCode text={url} level="L" name={t('qr-alt')} />
      {clinic !== '' && <p className="qr-clinic">{clinic}</p>}
    </Dialog>
  );
}

/** The code fills the window; where the system lets it, the screen. Escape, which leaves the full screen, closes it. */
function useFullScreen(onClose: () => void): void {
  const close = useEffectEvent(onClose);
  useEffect(() => {
    const isAlready = document.fullscreenElement !== null;
    if (isAlready || !document.fullscreenEnabled) return undefined;
    const stop = new AbortController();
    const changed = (): void => {
      if (document.fullscreenElement === null) close();
    };
    document.addEventListener('fullscreenchange', changed, { signal: stop.signal });
    const leave = (): void => {
      if (document.fullscreenElement) void document.exitFullscreen();
    };
    // Refused where the click is too long ago: the window is filled all the same.
    const entered = document.documentElement.requestFullscreen().catch(() => undefined);
    return () => {
      stop.abort();
      void entered.then(leave);
    };
  }, []);
}
