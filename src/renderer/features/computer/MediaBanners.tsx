/** What the operating system keeps from the call, and the way to where it is allowed. */
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequestOutput } from '../../../shared/ipc/contract.ts';
import type { MediaKind } from '../../../shared/ipc/life.ts';
import { useApi } from '../../state/DeskContext.tsx';
import { Banner } from '../../ui/Banner.tsx';

/** Not from the contract, whose schemas would come with it. */
const kinds = ['camera', 'microphone'] as const satisfies readonly MediaKind[];

export function MediaBanners() {
  const { t } = useTranslation('computer');
  const api = useApi();
  const access = useMediaAccess();
  if (!access) return null;
  const settings = (kind: MediaKind) => ({
    label: t('media-settings'),
    run: () => void api.request('shell:mediaSettings', { kind }),
  });
  return (
    <div className="banners">
      {kinds.map((kind) => {
        const how = access[kind];
        if (how === 'allowed') return null;
        return (
          <Banner key={kind} tone="alarm" {...(how === 'denied' && { action: settings(kind) })}>
            {t(`${kind}-${how}`)} {how === 'denied' && t('media-how')}
          </Banner>
        );
      })}
    </div>
  );
}

/** Asked anew whenever the person comes back, perhaps from the system's settings. */
function useMediaAccess(): RequestOutput<'shell:media'> | null {
  const api = useApi();
  const [access, setAccess] = useState<RequestOutput<'shell:media'> | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    const look = () =>
      void api.request('shell:media', {}).then((answer) => {
        if (answer.ok && !stop.signal.aborted) setAccess(answer.value);
      });
    look();
    window.addEventListener('focus', look, { signal: stop.signal });
    return () => stop.abort();
  }, [api]);
  return access;
}
