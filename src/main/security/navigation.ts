/** Where a page may go. Everything else stays where it is. */
import { isLoopbackHost } from '../../shared/serverAddress.ts';
import { isAt, placeOf, type Place } from './ownPage.ts';

/** The conference that the doctor is in: what the guest may load, and in which partition. */
export interface ExpectedCall {
  /** Address that the core gave; its fragment may hold a token, so it is compared and never logged. */
  readonly url: string;
  readonly partition: string;
}

/** The app's own window never leaves the app's own page, in any frame. */
export function mayWindowNavigate(url: string, page: Place): boolean {
  return isAt(url, page);
}

/** The place of a conference server: https, or http on this computer (emulator). `null`: not one. */
export function conferencePlace(url: string): Place | null {
  const place = placeOf(url);
  if (place?.protocol === 'https:') return place;
  const host = URL.parse(url)?.hostname ?? '';
  return place?.protocol === 'http:' && isLoopbackHost(host) ? place : null;
}

/** Frames of the guest may be empty documents of its own making; these have no address of their own. */
const emptyDocuments: ReadonlySet<string> = new Set(['about:blank', 'about:srcdoc']);

/** The guest stays on the origin of the call it was opened for; without a call it goes nowhere. */
export function mayGuestNavigate(url: string, isMainFrame: boolean, call: ExpectedCall | null): boolean {
  const place = call && conferencePlace(call.url);
  if (!place) return false;
  return isAt(url, place) || (!isMainFrame && emptyDocuments.has(url));
}
