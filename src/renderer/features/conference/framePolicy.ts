/**
 * The page may frame one origin, written into its CSP when it was loaded. After the server's address has changed, the page
 * is loaded again before a call is embedded, and goes on where it was.
 */
import { useCallback, useEffect, useState } from 'react';
import { useAtService, useDesk } from '../../state/DeskContext.tsx';
import { keptInTab } from '../../state/kept.ts';

const key = 'visit-desk-join';
const reloadedKey = 'visit-desk-framed';

/** Whether this page, as it was loaded, can embed an address. */
export function useFramePolicy(): (url: string) => boolean {
  const shell = useDesk((state) => state.info?.shell);
  const address = useDesk((state) => state.settings?.values.server.address);
  const [atLoad, setAtLoad] = useState<string | undefined>(undefined);
  if (atLoad === undefined && address !== undefined) setAtLoad(address);
  return useCallback(
    (url) => shell !== 'web' || address === atLoad || new URL(url).origin === atLoad,
    [shell, address, atLoad],
  );
}

/**
 * At the clinic's service a desk does not know the server's address: that the policy of its page is an older one shows when
 * the browser refuses the frame. Once for each address: were it refused again, a further reload would not help.
 */
export function useRefusedFrame(url: string, visitId: string): void {
  const atService = useAtService();
  useEffect(() => {
    if (!atService) return undefined;
    const { origin } = new URL(url);
    const hear = (event: SecurityPolicyViolationEvent) => {
      const isThis =
        event.effectiveDirective === 'frame-src' && URL.parse(event.blockedURI)?.origin === origin;
      if (!isThis || keptInTab.getItem(reloadedKey) === origin) return;
      keptInTab.setItem(reloadedKey, origin);
      joinAfterReload(visitId);
    };
    document.addEventListener('securitypolicyviolation', hear);
    return () => document.removeEventListener('securitypolicyviolation', hear);
  }, [atService, url, visitId]);
}

let reloading = false;

/** The page is being loaded anew by its own will: nobody is to be asked about it. */
export const isReloadingItself = (): boolean => reloading;

export function joinAfterReload(visitId: string): void {
  keptInTab.setItem(key, visitId);
  reloading = true;
  location.reload();
}

/** The visit to join now, once; `null` when there is none. */
export function takeJoinAfterReload(): string | null {
  const visitId = keptInTab.getItem(key);
  keptInTab.removeItem(key);
  return visitId;
}
