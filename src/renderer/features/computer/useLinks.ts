/** The desk was called by an address. It brings forward what was asked for, and makes or enters nothing. */
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeepLink } from '../../../shared/ipc/life.ts';
import { useApi, useDesk, useStore } from '../../state/DeskContext.tsx';
import { useNotify } from '../../ui/Alerts.tsx';
import { bringForward } from '../alerts/bringForward.ts';

export interface CalledForNew {
  /** The desk was called for a new visit, and nobody has made one since. */
  readonly isCalled: boolean;
  readonly forget: () => void;
}

/** @param ready until then the address waits where it came in. */
export function useLinks(ready: boolean, toBoard: (then: () => void) => void): CalledForNew {
  const api = useApi();
  const store = useStore();
  const notify = useNotify();
  const { t } = useTranslation('computer');
  const count = useDesk((state) => state.visits?.size ?? 0);
  /** How many visits there were when the desk was called. */
  const [called, setCalled] = useState<number | null>(null);
  useEffect(() => {
    if (!ready) return undefined;
    const follow = (link: DeepLink) =>
      toBoard(() => {
        if (link.kind === 'new') {
          document.querySelector<HTMLElement>('.header .new-visit')?.focus();
          setCalled(store.state().visits?.size ?? 0);
        } else if (!bringForward(store, link.visitId)) notify(t('link-gone'), undefined, t('link-gone-text'));
      });
    const take = () =>
      void api.request('shell:takeLink', {}).then((answer) => {
        if (answer.ok && answer.value.link) follow(answer.value.link);
      });
    take();
    return api.on('shell:linked', take);
  }, [ready, api, store, notify, toBoard, t]);
  const forget = useCallback(() => setCalled(null), []);
  return { isCalled: called === count, forget };
}
