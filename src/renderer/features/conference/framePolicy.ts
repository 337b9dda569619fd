/**
 * The page may frame one origin, written into its CSP when it was loaded. After the server's address has changed, the page
 * is loaded again before a call is embedded, and goes on where it was.
 */
import { useCallback, useState } from 'react';
import { useDesk } from '../../state/DeskContext.tsx';

const key = 'visit-desk-join';

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

export function joinAfterReload(visitId: string): void {
  sessionStorage.setItem(key, visitId);
  location.reload();
}

/** The visit to join now, once; `null` when there is none. */
export function takeJoinAfterReload(): string | null {
  const visitId = sessionStorage.getItem(key);
  sessionStorage.removeItem(key);
  return visitId;
}
