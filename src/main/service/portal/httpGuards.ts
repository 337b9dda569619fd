/** What is refused before a route of the portal's API. */
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { statusOf } from '../../brokenRequests.ts';
import { causeOf } from '../../log/cause.ts';
import type { Clock, Log, Random } from '../../ports.ts';
import { addressKey } from '../access/throttle.ts';
import type { PortalCaller, PortalKeys } from './keys.ts';
import { sendProblem } from './problems.ts';
import type { ProblemCode } from './schemas.ts';
import type { PortalVisits } from './visits.ts';

export interface PortalLimits {
  readonly bodyBytes: number;
  readonly windowMs: number;
  /** With a key that counts, for each system in `windowMs`. */
  readonly perSystem: number;
  /** Without one, for each address. */
  readonly failuresPerAddress: number;
}

/** Five a second for an hour's queue of a large clinic; a key cannot be guessed, so failures only cost work. */
export const portalLimits: PortalLimits = {
  bodyBytes: 8_192,
  windowMs: 60_000,
  perSystem: 300,
  failuresPerAddress: 60,
};

export interface PortalHttpParts {
  readonly keys: Pick<PortalKeys, 'find'>;
  readonly visits: PortalVisits;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly limits: PortalLimits;
}

interface Shown {
  readonly caller: PortalCaller;
  readonly at: number;
}

/** By request, since it is no part of what came over the network. */
const shown = new WeakMap<FastifyRequest, Shown>();

/** Who asks; the guard has seen that there is somebody. */
export function callerOf(request: FastifyRequest): PortalCaller {
  const found = shown.get(request);
  if (!found) throw new Error('a route without its guard');
  return found.caller;
}
export const startedAt = (request: FastifyRequest): number => shown.get(request)?.at ?? 0;

const headers = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex, nofollow',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
} as const;

export async function addGuards(app: FastifyInstance, parts: PortalHttpParts): Promise<void> {
  const { keys, clock, log, limits } = parts;
  await app.register(rateLimit, { global: false });
  const counted = (max: number, keyGenerator: (request: FastifyRequest) => string) =>
    app.createRateLimit({ max, timeWindow: limits.windowMs, keyGenerator });
  const ofSystem = counted(limits.perSystem, (request) => callerOf(request).system);
  const ofAddress = counted(limits.failuresPerAddress, (request) => addressKey(request.ip));

  const limited = async (
    count: typeof ofSystem,
    request: FastifyRequest,
    reply: FastifyReply,
    otherwise: ProblemCode | undefined,
  ): Promise<FastifyReply | undefined> => {
    const outcome = await count(request);
    if (outcome.isAllowed || !outcome.isExceeded) return otherwise && sendProblem(reply, otherwise);
    void reply.header('retry-after', outcome.ttlInSeconds);
    return sendProblem(reply, 'too-many-requests');
  };

  app.addHook('onRequest', async (request, reply) => {
    void reply.headers(headers);
    // A server has no origin: this is a script in a page, where the key would be anybody's.
    if (request.headers.origin !== undefined) return sendProblem(reply, 'browser-origin');
    const [scheme, key] = (request.headers.authorization ?? '').split(' ');
    const isBearer = scheme?.toLowerCase() === 'bearer' && key !== undefined;
    const caller = isBearer ? await keys.find(key) : undefined;
    if (!caller) return limited(ofAddress, request, reply, isBearer ? 'key-unknown' : 'key-missing');
    shown.set(request, { caller, at: clock.now() });
    return limited(ofSystem, request, reply, undefined);
  });
  app.setErrorHandler((error, _request, reply) => {
    const status = statusOf(error);
    if (status === 415) return sendProblem(reply, 'not-json');
    if (status === 413) return sendProblem(reply, 'too-large');
    if (status < 500) return sendProblem(reply, 'bad-request');
    const correlationId = parts.random.bytes(5).toString('hex');
    log.error('portal.failed', { correlationId, cause: causeOf(error) });
    return sendProblem(reply, 'unavailable', { correlationId });
  });
}
