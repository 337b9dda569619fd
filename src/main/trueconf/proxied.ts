/** How a connection to the server is made: straight or through a proxy, and in both cases with the same trust. */
import type { LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import { manyAddresses } from '../proxy/tunnel.ts';
import { straightWay, type Tunnel, type Way } from '../proxy/way.ts';
import { placeOf } from './place.ts';
import { systemRoots } from './systemRoots.ts';
import type { TlsOptions, TlsTarget } from './tlsOptions.ts';

export interface ConnectingTarget extends TlsTarget {
  /** `connectMs`: until the connection stands, proxy and TLS included. */
  readonly limits: { readonly connectMs: number };
  /** Proxies on the way; straight by default. */
  readonly way?: Way | undefined;
  /** How a name becomes addresses; the system's by default. */
  readonly lookup?: LookupFunction | undefined;
}

export type Connecting = buildConnector.connector;

/**
 * undici's own ProxyAgent hides what a proxy answers, so the tunnel is made here and undici speaks TLS through it.
 * `signal` ends what is under way.
 */
export function connecting(target: ConnectingTarget, trust: TlsOptions, signal: AbortSignal): Connecting {
  const { limits, origin } = target;
  const place = placeOf(origin);
  // Plain http is for this computer only (`serverAddress.ts`).
  const way = origin.startsWith('https:') ? (target.way ?? straightWay) : straightWay;
  const roots = () => [...(target.roots ?? systemRoots)(), ...(target.authorities ?? [])];
  return (options, callback) => {
    const startedAt = performance.now();
    const begin = (tunnel: Tunnel | null) => {
      const timeout = Math.max(Math.ceil(limits.connectMs - (performance.now() - startedAt)), 1);
      // A resumed session skips checkServerIdentity (measured), and with it the comparison of the fingerprint.
      const shake = buildConnector({
        timeout,
        allowH2: false,
        maxCachedSessions: 0,
        ...manyAddresses,
        ...(target.lookup && { lookup: target.lookup }),
        ...trust,
      });
      shake(tunnel ? { ...options, httpSocket: tunnel.socket } : options, callback);
    };
    way
      .open(place, { timeoutMs: limits.connectMs, roots, signal })
      .then(begin)
      .catch((thrown: unknown) => callback(thrown instanceof Error ? thrown : new Error('no way'), null));
  };
}
