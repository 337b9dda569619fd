/**
 * Chromium refuses a scheme that it does not know, so pages of the app's own scheme live under a name that no network has.
 * Nothing is ever looked up: the host answers each request itself. What the app said of its scheme counts: without *secure*
 * it is no secure context, without *standard* it has no host.
 */
import { seen } from '../fixtures/desktop/electronStandIn.ts';

const suffix = '.app.host.invalid';

interface Registered {
  readonly scheme: string;
  readonly privileges?: { readonly standard?: boolean; readonly secure?: boolean };
}

function privilegesOf(scheme: string): NonNullable<Registered['privileges']> {
  const isRegistered = (entry: unknown): entry is Registered =>
    typeof entry === 'object' && entry !== null && 'scheme' in entry && entry.scheme === scheme;
  return seen.schemes.find(isRegistered)?.privileges ?? {};
}

/** `app://desk/x` -> `https://desk.app.host.invalid/x`; anything else stays. Errors: throws for a scheme without a host. */
export function toChromium(address: string): string {
  const url = URL.parse(address);
  if (url?.protocol !== 'app:') return address;
  const { standard = false, secure = false } = privilegesOf('app');
  if (!standard) throw new Error(`${address}: its scheme was not registered as standard`);
  return `${secure ? 'https' : 'http'}://${url.host}${suffix}${url.pathname}${url.search}${url.hash}`;
}

/** The way back. */
export function fromChromium(address: string): string {
  const url = URL.parse(address);
  if (!url?.hostname.endsWith(suffix)) return address;
  return `app://${url.hostname.slice(0, -suffix.length)}${url.pathname}${url.search}${url.hash}`;
}

export const isOwnScheme = (address: string): boolean => fromChromium(address) !== address;
