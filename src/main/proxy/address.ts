/** Reads the address of a proxy as people and environment variables write it. */
import { defaultPorts, type ProxyCredentials, type ProxyHop, type ProxyKind } from './hop.ts';

const kindsOfScheme: ReadonlyMap<string, ProxyKind> = new Map<string, ProxyKind>([
  ['http:', 'http'],
  ['https:', 'https'],
  ['socks:', 'socks5'],
  ['socks5:', 'socks5'],
  ['socks5h:', 'socks5'],
  ['socks4:', 'socks4'],
  ['socks4a:', 'socks4'],
]);

/**
 * `[scheme://][user:password@]host[:port][/]`; without a scheme it is `http`. `undefined`: no address of a proxy.
 * Through either SOCKS the name of the server is looked up by the proxy.
 */
export function parseProxyAddress(text: string): ProxyHop | undefined {
  const trimmed = text.trim();
  const written = /^[a-z][a-z0-9+.-]*:\/\//i.exec(trimmed)?.[0] ?? '';
  const scheme = written === '' ? 'http:' : written.slice(0, -2).toLowerCase();
  const kind = kindsOfScheme.get(scheme);
  // Read as http, because only there a URL knows how hosts are written; its default port is then not told apart.
  const url = URL.parse(`http://${trimmed.slice(written.length)}`);
  if (!kind || !url || url.hostname === '' || url.pathname !== '/' || url.search + url.hash !== '')
    return undefined;
  const credentials = credentialsOf(url);
  return {
    kind,
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: portIn(trimmed, url) ?? defaultPorts[kind],
    ...(credentials && { credentials }),
  };
}

/** A URL drops the default port of its scheme, and ours may have another. */
function portIn(text: string, url: URL): number | undefined {
  if (url.port !== '') return Number(url.port);
  return /:0*80\/?$/.test(text) ? 80 : undefined;
}

function credentialsOf({ username, password }: URL): ProxyCredentials | undefined {
  if (username === '') return undefined;
  return { user: decoded(username), password: decoded(password) };
}

/** A lone `%` in a password is one. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
