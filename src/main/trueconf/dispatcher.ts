/** The connections to one TrueConf server: two pools, so that no click waits behind a hung poll. */
import { Pool } from 'undici';
import { connecting, type Connecting, type ConnectingTarget } from './proxied.ts';
import { tlsOptions } from './tlsOptions.ts';
import type { Lane } from './types.ts';

/** Bounds of one call; undici's own are 300 s and no limit of size. */
export interface Limits {
  /** Until the connection stands, TLS included. */
  readonly connectMs: number;
  /** From the request to the answer's headers. */
  readonly headersMs: number;
  /** Between two pieces of the body. */
  readonly bodyMs: number;
  /** The whole call with its wait for a free connection. */
  readonly totalMs: number;
  /** Bytes of a body. */
  readonly maxBytes: number;
}

export const defaultLimits: Limits = {
  connectMs: 10_000,
  headersMs: 15_000,
  bodyMs: 30_000,
  totalMs: 45_000,
  maxBytes: 1_000_000,
};

export interface ServerTarget extends ConnectingTarget {
  readonly limits: Limits;
}

export interface Dispatcher {
  /** Errors: throws after `close`, and when the trusted certificate or an authority cannot be read. */
  pool(lane: Lane): Pool;
  /** Ends all connections at once, those in use too: what was trusted may not be so any more. */
  close(): Promise<void>;
}

/** Measured: a press makes two calls side by side, so two; polls and sweeps share one. */
const connections: Readonly<Record<Lane, number>> = { interactive: 2, background: 1 };

export function createDispatcher(target: ServerTarget): Dispatcher {
  const trust = tlsOptions(target);
  const pools = new Map<Lane, Pool>();
  const closing = new AbortController();
  return {
    pool(lane) {
      const known = pools.get(lane);
      if (known) return known;
      if (closing.signal.aborted) throw new Error('closed');
      const made = createPool(target, connections[lane], connecting(target, trust(), closing.signal));
      pools.set(lane, made);
      return made;
    },
    async close() {
      closing.abort();
      await Promise.all([...pools.values()].map((pool) => pool.destroy()));
    },
  };
}

function createPool({ origin, limits }: ServerTarget, size: number, connect: Connecting): Pool {
  return new Pool(origin, {
    connections: size,
    allowH2: false,
    headersTimeout: limits.headersMs,
    bodyTimeout: limits.bodyMs,
    maxResponseSize: limits.maxBytes,
    connect,
  });
}
