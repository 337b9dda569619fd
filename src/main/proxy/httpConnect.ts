/** Asks an HTTP proxy for a tunnel (`CONNECT`, RFC 9110 §9.3.6) over a connection that stands. */
import http from 'node:http';
import type { Socket } from 'node:net';
import type { Place } from '../trueconf/place.ts';
import { proxyFailure, type ProxyErrorCode, type ProxyFailure } from './failure.ts';
import { authorityOf, type ProxyHop } from './hop.ts';

/** Resolves with the tunnel. Errors: rejects with a `ProxyFailure`, or with what broke the socket. */
export function connectThrough(socket: Socket, hop: ProxyHop, place: Place): Promise<Socket> {
  const { promise, resolve, reject } = Promise.withResolvers<Socket>();
  const authority = authorityOf(place);
  const request = http.request({
    method: 'CONNECT',
    path: authority,
    headers: { host: authority, ...credentialsHeader(hop) },
    createConnection: () => socket,
  });
  request.on('error', (error) => reject(isParseError(error) ? proxyFailure(hop, 'proxy-bad-answer') : error));
  request.once('connect', (response, tunnel: Socket, head: Buffer) => {
    const refused = judge(response, head, hop);
    if (refused) {
      reject(refused);
      return;
    }
    if (head.length > 0) tunnel.unshift(head);
    resolve(tunnel);
  });
  request.end();
  return promise;
}

function credentialsHeader({ credentials }: ProxyHop): Record<string, string> {
  if (!credentials) return {};
  const pair = Buffer.from(`${credentials.user}:${credentials.password}`, 'utf8').toString('base64');
  return { 'proxy-authorization': `Basic ${pair}` };
}

/** llhttp's codes begin with HPE_: what answers speaks no HTTP. */
const isParseError = (error: Error): boolean =>
  'code' in error && typeof error.code === 'string' && error.code.startsWith('HPE_');

function judge(
  { statusCode = 0, headers }: http.IncomingMessage,
  head: Buffer,
  hop: ProxyHop,
): ProxyFailure | undefined {
  const isPage = /^text\/html\b/i.test(headers['content-type'] ?? '');
  if (statusCode < 200 || statusCode >= 300)
    return proxyFailure(hop, codeOf(statusCode, headers, isPage, hop), statusCode);
  // A page to sign in comes with 200, and no tunnel behind it; some proxies name a type and send no page.
  const hasBody = Number(headers['content-length'] ?? 0) > 0 || headers['transfer-encoding'] !== undefined;
  const isPortal = isPage && (hasBody || head.subarray(0, 1).toString() === '<');
  return isPortal ? proxyFailure(hop, 'proxy-web-page', statusCode) : undefined;
}

function codeOf(
  status: number,
  headers: http.IncomingHttpHeaders,
  isPage: boolean,
  hop: ProxyHop,
): ProxyErrorCode {
  if (status === 407) return credentialsCode(headers['proxy-authenticate'], hop);
  if (status === 502 || status === 503 || status === 504) return 'proxy-no-way';
  const isWebServer = [400, 404, 405, 501].includes(status) || (status >= 300 && status < 400);
  return isWebServer && isPage ? 'proxy-web-page' : 'proxy-refused';
}

function credentialsCode(offered: unknown, { credentials }: ProxyHop): ProxyErrorCode {
  const schemes = authenticationSchemes(typeof offered === 'string' ? offered : '');
  if (schemes.length > 0 && !schemes.includes('basic')) return 'proxy-sign-in-unsupported';
  return credentials ? 'proxy-credentials-rejected' : 'proxy-credentials-needed';
}

/** The schemes of a `Proxy-Authenticate` header, in lower case: words that no `=` follows, outside quotes. */
export function authenticationSchemes(header: string): readonly string[] {
  return header
    .replace(/"(?:[^"\\]|\\.)*"/g, '""')
    .split(',')
    .map((part) => /^\s*([a-z][a-z0-9_-]*)(?:\s|$)(?!\s*=)/i.exec(part)?.[1]?.toLowerCase())
    .filter((scheme) => scheme !== undefined);
}
