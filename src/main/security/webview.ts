/** Whether a `<webview>` may attach, and with which preferences. */
import { hardenedPreferences } from './hardened.ts';
import { conferencePlace, type ExpectedCall } from './navigation.ts';

/**
 * The guest's preferences, whole: what the page asked for is thrown away, not patched, because the attribute
 * `webpreferences` is spread last over everything else. `disablePopups` is Electron's own key of a webview
 * without `allowpopups`; its types leave it out.
 */
export const guestPreferences = {
  ...hardenedPreferences,
  plugins: false,
  disablePopups: true,
} as const;

export type GuestPreferences = typeof guestPreferences & { readonly partition: string };

export interface AttachRequest {
  readonly src: string;
  readonly partition: string;
  /** Whether a guest is attached already. */
  readonly guestAttached: boolean;
}

function withoutFragment(address: string): string | null {
  const url = URL.parse(address);
  if (!url) return null;
  url.hash = '';
  return url.href;
}

/**
 * One guest at a time, in the partition and at the address that the core gave for the call (the fragment apart:
 * an address may be normalised there). `null`: do not attach.
 */
export function decideWebviewAttach(
  request: AttachRequest,
  call: ExpectedCall | null,
): GuestPreferences | null {
  if (!call || request.guestAttached || request.partition !== call.partition) return null;
  if (!conferencePlace(call.url) || !conferencePlace(request.src)) return null;
  if (withoutFragment(request.src) !== withoutFragment(call.url)) return null;
  return { ...guestPreferences, partition: call.partition };
}
