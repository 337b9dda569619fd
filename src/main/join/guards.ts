/** Who may ask at all: pure decisions on the head of a request to the patient's page. */
import type { IncomingMessage } from 'node:http';
import { isToken } from '../visits/links.ts';

/** The cookie that names a person's browser; its path is that of the link. */
export const cookieName = 'person';

/** The value of the person's cookie, `null` when it is missing, not ours, or there twice and different. */
export function browserOf(cookieHeader: string | undefined): string | null {
  const values = (cookieHeader ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${cookieName}=`))
    .map((pair) => pair.slice(cookieName.length + 1));
  const [value] = values;
  return value !== undefined && isToken(value) && values.every((other) => other === value) ? value : null;
}

/** `Set-Cookie` for a browser at a link's path: the only cookie there is. Lives as long as a link does. */
export function personCookie(path: string, browser: string, lifeSeconds: number, secure: boolean): string {
  const attributes = [
    `${cookieName}=${browser}`,
    `Path=${path}`,
    `Max-Age=${lifeSeconds}`,
    'HttpOnly',
    'SameSite=Lax',
  ];
  return [...attributes, ...(secure ? ['Secure'] : [])].join('; ');
}

/**
 * Whether a head can be read in one way only, and its body is as it came: a second `Host` or another `Content-Type` would
 * mean one thing to us and another to a proxy (RFC 9112 §3.2, RFC 9110 §5.3), and what is packed is not unpacked here.
 * `rawHeaders`: names and values in turn.
 */
export function isUnambiguous({
  headers,
  rawHeaders,
}: Pick<IncomingMessage, 'headers' | 'rawHeaders'>): boolean {
  const valuesOf = (name: string): readonly (string | undefined)[] =>
    rawHeaders.flatMap((key, index) =>
      index % 2 === 0 && key.toLowerCase() === name ? [rawHeaders[index + 1]] : [],
    );
  const coding = headers['transfer-encoding'] ?? 'chunked';
  return (
    valuesOf('host').length < 2 &&
    new Set(valuesOf('content-type')).size < 2 &&
    headers['content-encoding'] === undefined &&
    coding.toLowerCase() === 'chunked'
  );
}

/** `Host` must be one of our own, port included: a name that was rebound to this address is not (DNS rebinding). */
export const isOwnHost = (host: string | undefined, origins: readonly string[]): boolean =>
  originOf(host, origins) !== undefined;

/** That one of our own origins which a `Host` belongs to. */
export function originOf(host: string | undefined, origins: readonly string[]): string | undefined {
  const asked = host?.toLowerCase();
  return origins.find((origin) => new URL(origin).host === asked);
}

/** A POST must say that it comes from one of our own pages. */
export function isOwnOrigin(origin: string | undefined, origins: readonly string[]): boolean {
  return origin !== undefined && origins.includes(origin);
}

/** The origins under which a listener is reached. Loopback has two names; any other address has one. */
export function ownOrigins(host: string, port: number, scheme: 'http' | 'https'): readonly string[] {
  const literal = host.includes(':') ? `[${host}]` : host;
  const names = host === '127.0.0.1' || host === '::1' ? [literal, 'localhost'] : [literal];
  return names.map((name) => new URL(`${scheme}://${name}:${port}`).origin);
}

/** What is no path (the form for proxies), cannot be decoded or is far too long is treated like any unknown one. */
export function routablePath(url: string): string {
  if (!url.startsWith('/') || url.length > 1_000) return '/';
  try {
    decodeURIComponent(url);
    return url;
  } catch {
    return '/';
  }
}
