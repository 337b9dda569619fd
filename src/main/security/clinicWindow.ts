/** Where the window of signing in may go. */
import { conferencePlace } from './navigation.ts';
import { isAt, placeOf } from './ownPage.ts';

export interface ClinicNavigation {
  /** Origin of the service. */
  readonly origin: string;
  /** Where the page is now; empty: nothing was loaded yet. */
  readonly from: string;
  readonly to: string;
  readonly isMainFrame: boolean;
  /** A server sends on to it: no page chose it. */
  readonly isRedirect: boolean;
}

const emptyDocuments: ReadonlySet<string> = new Set(['about:blank', 'about:srcdoc']);

/**
 * The service's own pages stay on the service; only the service itself sends on to the identity provider, which may go
 * through further https pages and back. Frames are https or empty. Everything else stays where it is.
 */
export function mayClinicNavigate({ origin, from, to, isMainFrame, isRedirect }: ClinicNavigation): boolean {
  const service = placeOf(origin);
  if (!service) return false;
  if (isAt(to, service)) return true;
  if (!isMainFrame && emptyDocuments.has(to)) return true;
  // A provider on this computer exists in development only, as the service itself over http does.
  const place = service.protocol === 'https:' ? placeOf(to) : conferencePlace(to);
  if (!place || (service.protocol === 'https:' && place.protocol !== 'https:')) return false;
  return isRedirect || (from !== '' && !isAt(from, service));
}

/** Signing in is done when the window has come to the desk. */
export function isAtDesk(url: string, origin: string): boolean {
  const service = placeOf(origin);
  return service !== null && isAt(url, service) && /^\/desk(\/|$)/.test(URL.parse(url)?.pathname ?? '');
}
