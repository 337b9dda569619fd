/** Limits of the patient's page, and the counters behind them. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { field } from './request.ts';

export const joinLimits = {
  bodyBytes: 16 * 1024,
  /** A head that does not arrive in this time ends the connection (ms). */
  headersMs: 5_000,
  /** A whole request (ms). */
  requestMs: 10_000,
  /** An idle connection is kept open (ms). */
  keepAliveMs: 10_000,
  connections: 512,
  windowMs: 60_000,
  /** Presses, and questions of open pages: each per known link and window. */
  postsPerLink: 60,
  /** Unknown links and paths, per address and window. */
  missesPerAddress: 60,
  cachedPages: 500,
} as const;

/** `null`: within the limit; else the seconds until the next try. */
export type Limiter = (request: FastifyRequest) => Promise<number | null>;

export interface Limiters {
  /** Join presses of one link. */
  readonly press: Limiter;
  /** What open pages send by themselves, counted apart so that it never stands in the way of a press. */
  readonly pulse: Limiter;
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
      const outcome = await count(request);
      return outcome.isAllowed || !outcome.isExceeded ? null : outcome.ttlInSeconds;
    };
  };
  return {
    press: limiter(joinLimits.postsPerLink, true),
    pulse: limiter(joinLimits.postsPerLink, true),
    miss: limiter(joinLimits.missesPerAddress, false),
  };
}
