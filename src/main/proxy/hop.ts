/** One way a connection can go: straight, or through a proxy. */

export const proxyKinds = ['http', 'https', 'socks5', 'socks4'] as const;
export type ProxyKind = (typeof proxyKinds)[number];

/** For this proxy alone: no other, and never the server, is shown them. */
export interface ProxyCredentials {
  readonly user: string;
  readonly password: string;
}

export interface ProxyHop {
  /** `http` and `https`: how the proxy itself is spoken to; either carries TLS through `CONNECT`. */
  readonly kind: ProxyKind;
  /** Without brackets. */
  readonly host: string;
  readonly port: number;
  readonly credentials?: ProxyCredentials;
}

export type Hop = ProxyHop | { readonly kind: 'direct' };

export const direct: Hop = { kind: 'direct' };

/** The port that a proxy has where its address names none. */
export const defaultPorts: Readonly<Record<ProxyKind, number>> = {
  http: 80,
  https: 443,
  socks5: 1080,
  socks4: 1080,
};

/** `host:port`, as people and `CONNECT` write it. */
export function authorityOf({ host, port }: { readonly host: string; readonly port: number }): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

/** Tells proxies apart, whatever is shown to them. */
export const keyOf = (hop: ProxyHop): string => `${hop.kind} ${authorityOf(hop)}`;

/**
 * This computer itself: no proxy could reach it, and none is asked to.
 * @param host without brackets.
 */
export function isThisComputer(host: string): boolean {
  const name = host.toLowerCase().replace(/\.$/, '');
  return (
    name === 'localhost' ||
    name.endsWith('.localhost') ||
    name === '::1' ||
    name === '0:0:0:0:0:0:0:1' ||
    /^(?:::ffff:)?127(?:\.\d{1,3}){3}$/.test(name)
  );
}
