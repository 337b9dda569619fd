/** What is refused before or instead of a route, and how: always with a plain page that tells nothing. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { addWrongMethods as addMethodGuards, statusOf } from '../brokenRequests.ts';
import type { Answers } from './answers.ts';
import { isOwnHost, isOwnOrigin, isUnambiguous } from './guards.ts';
import { plainHeaders, policies } from './headers.ts';
import type { Limiter } from './limits.ts';
import type { Miss } from './place.ts';
import type { JoinServerDeps } from './deps.ts';

const isRead = (request: FastifyRequest): boolean => request.method === 'GET' || request.method === 'HEAD';

/** `limiter`: counts misses per address; a guesser is told to wait. */
export function createMiss(answers: Answers, limiter: Limiter): Miss {
  return async (request, reply, json) => {
    const wait = await limiter(request);
    if (wait !== null) void reply.header('retry-after', wait);
    const status = wait === null ? 404 : 429;
    if (json) void reply.code(status).send(json);
    else answers.failed(request, reply, status, 'link-dead');
  };
}

export function addGuards(
  app: FastifyInstance,
  deps: JoinServerDeps,
  answers: Answers,
  origins: () => readonly string[],
): void {
  app.addHook('onRequest', async (request, reply) => {
    const embed = answers.embeds(request);
    void reply.headers({ ...plainHeaders, ...policies(deps.assets, deps.serverOrigin(), embed) });
    if (!isUnambiguous(request.raw)) {
      answers.failed(request, reply, 400, 'bad-request');
      return reply;
    }
    if (!isOwnHost(request.headers.host, origins())) {
      answers.failed(request, reply, 403, 'link-dead');
      return reply;
    }
    if (!isRead(request) && !isOwnOrigin(request.headers.origin, origins())) {
      answers.failed(request, reply, 403, 'foreign-origin');
      return reply;
    }
    return undefined;
  });
}

export function addFailures(app: FastifyInstance, deps: JoinServerDeps, answers: Answers, miss: Miss): void {
  app.setNotFoundHandler(async (request, reply) => {
    await miss(request, reply);
    return reply;
  });
  app.setErrorHandler(async (error, request, reply) => {
    const status = statusOf(error);
    if (status < 500) {
      answers.failed(request, reply, status, 'bad-request');
      return reply;
    }
    deps.log.error('join-failed', { error: error instanceof Error ? error.name : 'unknown' });
    answers.failed(request, reply, 503, 'internal');
    return reply;
  });
}

/** Other methods on the paths of a link. */
export const addWrongMethods = (
  app: FastifyInstance,
  answers: Answers,
  allowed: Readonly<Record<string, readonly string[]>>,
): void =>
  addMethodGuards(app, allowed, (request, reply) => answers.failed(request, reply, 405, 'link-dead'));
