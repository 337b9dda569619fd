/** The headers of every answer of the patient's page. */
import type { FastifyHelmetOptions } from '@fastify/helmet';
import type { PageAssets } from './assets.ts';

/**
 * Helmet without its defaults: those would upgrade the http form to https, send HSTS, and with `no-referrer`
 * make the form's POST send `Origin: null`. Headers that browsers ignore over http, that say what the policy of contents
 * says already (`frame-ancestors`), or that speak to none of
 * the browsers we serve, are left out. The policy of contents differs by request: see `policies`.
 */
export const helmetOptions: FastifyHelmetOptions = {
  contentSecurityPolicy: false,
  strictTransportSecurity: false,
  referrerPolicy: { policy: 'same-origin' },
  xFrameOptions: false,
  crossOriginOpenerPolicy: false,
  crossOriginResourcePolicy: false,
  originAgentCluster: false,
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false,
  xPoweredBy: false,
};

/** Beside helmet's. Nothing may be stored anywhere; whoever does it all the same may not take it for another's answer. */
export const plainHeaders = {
  'cache-control': 'no-store',
  'x-robots-tag': 'noindex, nofollow',
  vary: '*',
} as const;

/**
 * What the check of camera and sound needs, and the call in its frame. Whatever else a call uses is its page's own
 * anyway, and goes to no frame but that which `allow` names; to name it here would cost the page bytes of its 14,000.
 */
const callFeatures = ['camera', 'microphone'];
const refusedFeatures = ['geolocation', 'payment', 'usb'];

/**
 * What the page may load and use. `serverOrigin`: where the 303 of a press leads, because Chromium checks
 * `form-action` on the redirect too; empty until a server is set up. `embed`: the call may be a frame of the page.
 * The preview of the camera is a stream of the page's own and needs no `media-src`.
 */
export function policies(
  assets: PageAssets,
  serverOrigin: string,
  embed: boolean,
): Readonly<Record<'content-security-policy' | 'permissions-policy', string>> {
  const framed = embed && serverOrigin !== '' ? serverOrigin : null;
  const contents = [
    "default-src 'none'",
    `script-src ${assets.script.source}`,
    `style-src ${assets.style.source}`,
    'img-src data:',
    "connect-src 'self'",
    ...(framed === null ? [] : [`frame-src ${framed}`]),
    `form-action 'self'${serverOrigin === '' ? '' : ` ${serverOrigin}`}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  const allowed = framed === null ? '(self)' : `(self "${framed}")`;
  const features = [
    ...callFeatures.map((feature) => `${feature}=${allowed}`),
    ...refusedFeatures.map((feature) => `${feature}=()`),
  ];
  return { 'content-security-policy': contents.join(';'), 'permissions-policy': features.join(', ') };
}
