/** The headers of every answer of the patient's page. */
import type { FastifyHelmetOptions } from '@fastify/helmet';
import type { PageAssets } from './assets.ts';

/**
 * Helmet without its defaults: those would upgrade the http form to https, send HSTS, and with `no-referrer`
 * make the form's POST send `Origin: null`. Headers that browsers ignore over http, or that speak to none of
 * the browsers we serve, are left out. `serverOrigin`: where the 303 of a press leads; Chromium checks
 * `form-action` on the redirect too. Empty until a server is set up.
 */
export function helmetOptions(assets: PageAssets, serverOrigin: () => string): FastifyHelmetOptions {
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'script-src': [assets.script.source],
        'style-src': [assets.style.source],
        'img-src': ['data:'],
        'connect-src': ["'self'"],
        'form-action': ["'self'", () => serverOrigin() || "'self'"],
        'base-uri': ["'none'"],
        'frame-ancestors': ["'none'"],
        'object-src': ["'none'"],
      },
    },
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
    xDnsPrefetchControl: false,
    xDownloadOptions: false,
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
    xPoweredBy: false,
  };
}

/** Beside helmet's. `Vary` names all that an answer depends on; nothing may be stored anywhere. */
export const plainHeaders = {
  'cache-control': 'no-store',
  'x-robots-tag': 'noindex, nofollow, noarchive',
  vary: 'Accept, Accept-Encoding, Accept-Language, Cookie',
} as const;
