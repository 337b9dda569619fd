/** How every connection to the server goes: which proxies, in which order, and what to do when one is dead. */
import type { Socket } from 'node:net';
import { appError } from '../../shared/errors.ts';
import type { Settings } from '../../shared/settings.ts';
import type { Log, SystemProxy } from '../ports.ts';
import type { Place } from '../trueconf/place.ts';
import { parseProxyAddress } from './address.ts';
import { isDead, ProxyFailure } from './failure.ts';
import { authorityOf, direct, isThisComputer, keyOf, type Hop, type ProxyHop } from './hop.ts';
import { createSparing, type Sparing } from './sparing.ts';
import { openTunnel, type TunnelOptions } from './tunnel.ts';

export interface Way {
  /**
   * The hops to this place in the order in which they are tried. Asked anew each time: the network may be another one
   * by now. Errors: rejects with a `ProxyFailure` (`proxy-address-unusable`).
   */
  hops(place: Place): Promise<readonly Hop[]>;
  /**
   * A connection through the first proxy that works; `null`: straight, which is the caller's to do.
   * Errors: rejects with a `ProxyFailure`.
   */
  open(place: Place, options: TunnelOptions): Promise<Tunnel | null>;
}

export interface Tunnel {
  /** Through which. */
  readonly hop: ProxyHop;
  /** Ready for TLS with the server; the caller's to end. */
  readonly socket: Socket;
}

export interface WayParts {
  readonly proxy: Settings['server']['proxy'];
  readonly system: SystemProxy;
  /** `undefined`: none is stored. Errors: rejects with `SecretUnavailable`. Asked for at each connection and not kept. */
  readonly password: () => Promise<string | undefined>;
  /** Which credentials were refused; by default known to this way alone. */
  readonly sparing?: Sparing;
  /** A person tries, who may show credentials again that were refused. */
  readonly byHand?: boolean;
  readonly log: Log;
  /** Epoch ms. */
  readonly now: () => number;
}

/** Straight to wherever it is. */
export const straightWay: Way = { hops: async () => [direct], open: async () => null };

/** How long a proxy that was dead is asked last. */
const deadMs = 60_000;
/** What a proxy has when another may be tried after it. */
const firstTryMs = 3_000;

export function createWay(parts: WayParts): Way {
  const { log, now, sparing = createSparing(), byHand = false } = parts;
  const deadUntil = new Map<string, number>();
  const seemsDead = (hop: Hop): boolean => hop.kind !== 'direct' && (deadUntil.get(keyOf(hop)) ?? 0) > now();

  async function hops(place: Place): Promise<readonly Hop[]> {
    if (isThisComputer(place.host)) return [direct];
    const found = await hopsBySettings(parts, place);
    // Never left out: they may all have been dead for a moment.
    return [...found.filter((hop) => !seemsDead(hop)), ...found.filter(seemsDead)];
  }

  async function open(place: Place, options: TunnelOptions): Promise<Tunnel | null> {
    const startedAt = performance.now();
    const inOrder = await hops(place);
    let first: ProxyFailure | undefined;
    for (const [index, hop] of inOrder.entries()) {
      if (hop.kind === 'direct') return null;
      const isLast = index === inOrder.length - 1;
      const dig = () => {
        const restMs = Math.max(options.timeoutMs - (performance.now() - startedAt), 1);
        const timeoutMs = Math.ceil(isLast ? restMs : Math.min(firstTryMs, restMs / 2));
        return openTunnel(hop, place, { ...options, timeoutMs });
      };
      try {
        const socket = await sparing.show(hop, byHand, dig);
        deadUntil.delete(keyOf(hop));
        return { hop, socket };
      } catch (thrown) {
        if (!(thrown instanceof ProxyFailure)) throw thrown;
        log.warn('proxy.failed', { proxy: authorityOf(hop), code: thrown.appError.code });
        if (!isDead(thrown) || options.signal?.aborted) throw thrown;
        deadUntil.set(keyOf(hop), now() + deadMs);
        first ??= thrown;
      }
    }
    throw first ?? new ProxyFailure(appError('proxy-address-unusable'));
  }

  return { hops, open };
}

async function hopsBySettings(
  { proxy, system, password, log }: WayParts,
  place: Place,
): Promise<readonly Hop[]> {
  switch (proxy.mode) {
    case 'none':
      return [direct];
    case 'explicit':
      return [await explicitHop(proxy, password)];
    case 'system':
      return systemHops(system, place, log);
  }
}

/** What stands in the address itself counts for nothing: the schema refuses credentials there. */
async function explicitHop(
  { address, user }: Settings['server']['proxy'],
  password: () => Promise<string | undefined>,
): Promise<ProxyHop> {
  const hop = parseProxyAddress(address);
  if (!hop) throw new ProxyFailure(appError('proxy-address-unusable'));
  const { kind, host, port } = hop;
  if (user === '') return { kind, host, port };
  return { kind, host, port, credentials: { user, password: await readPassword(password) } };
}

async function readPassword(password: () => Promise<string | undefined>): Promise<string> {
  try {
    return (await password()) ?? '';
  } catch {
    throw new ProxyFailure(appError('secret-unavailable'));
  }
}

/** A system that cannot say, or not in time, is taken as browsers take it: without a proxy. */
async function systemHops(system: SystemProxy, place: Place, log: Log): Promise<readonly Hop[]> {
  const { promise: late, resolve } = Promise.withResolvers<'late'>();
  const timer = setTimeout(() => resolve('late'), firstTryMs);
  try {
    const found = await Promise.race([late, system.resolve(`https://${authorityOf(place)}/`)]);
    if (found !== 'late') return found.length > 0 ? found : [direct];
    log.warn('proxy.system-silent');
  } catch (thrown) {
    if (thrown instanceof ProxyFailure) throw thrown;
    log.warn('proxy.system-failed');
  } finally {
    clearTimeout(timer);
  }
  return [direct];
}
