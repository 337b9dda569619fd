/** The headers of every answer that belongs to the doctor's UI in a browser: the loopback shell and the clinic's service. */
import { contentSecurityPolicy } from './csp.ts';

export interface DeskPage {
  /** Origin under which the page is served; its socket is there too. */
  readonly origin: string;
  /** Origin that may be framed now, from the settings; `''`: none. */
  readonly frameOrigin: string;
}

export const deskHeaders = ({ origin, frameOrigin }: DeskPage): Readonly<Record<string, string>> => ({
  'content-security-policy': contentSecurityPolicy({ frameOrigin, connect: [origin.replace(/^http/, 'ws')] }),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
});
