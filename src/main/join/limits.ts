/** Limits of the patient's page, and the counters behind them. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { field } from './request.ts';

export const joinLimits = {
  bodyBytes: 16 * 1024,
  /** The first line and the headers of a request. */
  headBytes: 8 * 1024,
  /** A head, or a TLS handshake, that does not arrive in this time ends the connection (ms). */
  headersMs: 5_000,
  /** A whole request (ms). It counts until the request is here; an answer, and a stream, may take longer. */
  requestMs: 10_000,
  /** An idle connection is kept open (ms): longer than a waiting page is silent between two reports. */
  keepAliveMs: 30_000,
  /** Nothing is read or written (ms): whoever does not take an answer is dropped. Streams have their comments. */
  silentMs: 120_000,
  /** 500 patients with a stream and a second connection each, and room for others. */
  connections: 4_096,
  windowMs: 60_000,
  /** Presses and reports: each per known link and window. */
  postsPerLink: 60,
  /** Unknown links and paths, per address and window. */
  missesPerAddress: 60,
  streamsPerLink: 4,
  /** A comment keeps proxies and phones from closing a stream that has nothing to say (ms). */
  commentMs: 15_000,
  /** What a stream's reader may leave unread in our memory. */
  unreadBytes: 64 * 1024,
  cachedPages: 500,
} as const;

/** `null`: within the limit; else the seconds until the next try. */
export type Limiter = (request: FastifyRequest) => Promise<number | null>;

export interface Limiters {
  /** What people press: Join, "Call me", and the way to another browser. */
  readonly press: Limiter;
  /** What open pages send by themselves: counted apart, so that pages left open never stand in the way of a press. */
  readonly report: Limiter;
  /** Misses of one address; IPv6 by its /64. */
  readonly miss: Limiter;
}

/** The link of a request, under which its POSTs are counted. */
const tokenOf = (request: FastifyRequest): string => field(request.params, 'token');

/** Needs `@fastify/rate-limit`, registered with `global: false`. */
export function createLimiters(app: FastifyInstance): Limiters {
  const limiter = (max: number, byLink: boolean): Limiter => {
    const count = app.createRateLimit({
      max,
      timeWindow: joinLimits.windowMs,
      ...(byLink && { keyGenerator: tokenOf }),
    });
    return async (request) => {
      // Gone meanwhile: its address is not known any more, and nobody takes the answer.
      if (!byLink && request.raw.socket.destroyed) return null;
      const outcome = await count(request);
      return outcome.isAllowed || !outcome.isExceeded ? null : outcome.ttlInSeconds;
    };
  };
  return {
    press: limiter(joinLimits.postsPerLink, true),
    report: limiter(joinLimits.postsPerLink, true),
    miss: limiter(joinLimits.missesPerAddress, false),
  };
}
