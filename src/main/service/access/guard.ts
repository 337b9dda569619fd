/** Who may ask the staff listener at all: pure decisions on the head of a request, and the headers of every answer. */
import { languages, type Language } from '../../../shared/settings.ts';
import type { AccessErrorCode } from './errors.ts';
import { pagePolicy } from './pageFrame.ts';

export const accessLimits = {
  bodyBytes: 4_096,
  windowMs: 60_000,
  /** Per address: a whole clinic may stand behind one. What passwords may be tried is counted elsewhere (`throttle.ts`). */
  requestsPerAddress: 300,
} as const;

export const pageHeaders = {
  'content-security-policy': pagePolicy,
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  // `no-referrer` would make a form's POST send `Origin: null`.
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), display-capture=()',
  'x-robots-tag': 'noindex, nofollow, noarchive',
  vary: 'Accept, Accept-Language, Cookie',
} as const;

/** That one of our own origins which a `Host` belongs to, port included; a name that was rebound to us has none. */
export function originOfHost(host: string | undefined, origins: readonly string[]): string | undefined {
  const asked = host?.toLowerCase();
  return origins.find((origin) => isStaffOrigin(origin) && new URL(origin).host === asked);
}

const loopbackHosts: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** https; http on this computer only: passwords and sessions never cross a network in the open. */
export function isStaffOrigin(origin: string): boolean {
  const url = URL.parse(origin);
  if (url?.origin !== origin) return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && loopbackHosts.has(url.hostname));
}

export interface Head {
  readonly method: string;
  readonly host: string | undefined;
  readonly origin: string | undefined;
  /** A WebSocket: browsers always name its origin, and no cookie rule keeps another site from opening one. */
  readonly isUpgrade: boolean;
}

/**
 * The staff origin of a request that may go on. Reading by address needs no `Origin`, because browsers send none then;
 * one that is there must be that of the `Host`, and whatever changes something must have it.
 */
export function ownOrigin(head: Head, origins: readonly string[]): string | undefined {
  const own = originOfHost(head.host, origins);
  if (own === undefined || head.origin === own) return own;
  const isRead = (head.method === 'GET' || head.method === 'HEAD') && !head.isUpgrade;
  return isRead && head.origin === undefined ? own : undefined;
}

export const isSecureOrigin = (origin: string): boolean => origin.startsWith('https:');

/** The choice of the switch, else the first known one of `Accept-Language`, else English. */
export function languageOf(chosen: unknown, accept: string | undefined): Language {
  const wished = (accept ?? '')
    .split(',')
    .slice(0, 20)
    .map((range) => range.trim().slice(0, 2).toLowerCase());
  const known = (code: unknown): Language | undefined => languages.find((language) => language === code);
  return known(chosen) ?? wished.map(known).find((language) => language !== undefined) ?? 'en';
}

const statuses: Partial<Record<AccessErrorCode, number>> = {
  'wrong-password': 403,
  'old-password-wrong': 403,
  'too-many-attempts': 429,
  busy: 503,
  'local-not-allowed': 403,
  'first-code-wrong': 403,
  'provider-missing': 404,
  'provider-away': 503,
  'provider-rejected-us': 502,
  'provider-answer-bad': 502,
  'provider-refused-person': 403,
  'no-role': 403,
  'no-site': 403,
  'no-trueconf-id': 403,
  'account-disabled': 403,
  'foreign-origin': 403,
  'account-changed': 409,
  'sign-in-overtaken': 409,
  'trueconf-id-taken': 409,
  'account-of-provider': 409,
  'storage-failed': 503,
};

export const statusFor = (code: AccessErrorCode): number => statuses[code] ?? 400;
