/** What is refused before a route of the sign-in pages, and how failures are told. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { addWrongMethods as addMethodGuards, statusOf } from '../../brokenRequests.ts';
import { causeOf } from '../../log/cause.ts';
import { accessError, type AccessError } from './errors.ts';
import { accessLimits, languageOf, ownOrigin, pageHeaders, statusFor } from './guard.ts';
import type { AccessHttpOptions } from './http.ts';
import { renderProblem } from './pages.ts';
import { AccountChanged } from './sessions.ts';
import { addressKey } from './throttle.ts';
import type { Language } from '../../../shared/settings.ts';

/** One field of a form or a query; a repeated one counts by its first value. */
export function field(container: unknown, name: string): string {
  if (typeof container !== 'object' || container === null) return '';
  const value: unknown = Object.entries(container).find(([key]) => key === name)?.[1];
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' ? first : '';
}

export const languageFor = (request: FastifyRequest): Language =>
  languageOf(field(request.body, 'lang') || field(request.query, 'lang'), request.headers['accept-language']);

/** Our origin at which this request was made; the guard has seen that there is one. */
export function originFor(request: FastifyRequest, origins: readonly string[]): string | undefined {
  const { host, origin } = request.headers;
  return ownOrigin({ method: request.method, host, origin, isUpgrade: false }, origins);
}

export function sendPage(reply: FastifyReply, status: number, html: string): FastifyReply {
  return reply.code(status).header('content-type', 'text/html; charset=utf-8').send(html);
}

/** Status, `Retry-After` where a wait is known. */
export function prepareRefusal(reply: FastifyReply, error: AccessError): number {
  if (error.waitMs !== undefined) void reply.header('retry-after', Math.ceil(error.waitMs / 1_000));
  return statusFor(error.code);
}

/** A page with the sentence and a way back. */
export function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  error: AccessError,
  language = languageFor(request),
): FastifyReply {
  return sendPage(reply, prepareRefusal(reply, error), renderProblem(language, error));
}

export function addGuards(app: FastifyInstance, { origins, log }: AccessHttpOptions): void {
  const count = app.createRateLimit({
    max: accessLimits.requestsPerAddress,
    timeWindow: accessLimits.windowMs,
    keyGenerator: (request) => addressKey(request.ip),
  });
  app.addHook('onRequest', async (request, reply) => {
    void reply.headers(pageHeaders);
    if (originFor(request, origins()) === undefined) {
      log.debug('access.foreign-origin', { method: request.method });
      return sendProblem(request, reply, accessError('foreign-origin'));
    }
    const outcome = await count(request);
    if (outcome.isAllowed || !outcome.isExceeded) return undefined;
    return sendProblem(request, reply, accessError('too-many-attempts', outcome.ttlInSeconds * 1_000));
  });
  app.setErrorHandler(async (error, request, reply) => {
    if (error instanceof AccountChanged) return sendProblem(request, reply, accessError('sign-in-overtaken'));
    const status = statusOf(error);
    if (status < 500)
      return sendPage(reply, status, renderProblem(languageFor(request), accessError('bad-request')));
    log.error('access.failed', { cause: causeOf(error) });
    return sendProblem(request, reply, accessError('storage-failed'));
  });
}

/** Other methods on the paths of the pages. */
export const addWrongMethods = (
  app: FastifyInstance,
  allowed: Readonly<Record<string, readonly string[]>>,
): void =>
  addMethodGuards(app, allowed, (request, reply) => {
    void sendPage(reply, 405, renderProblem(languageFor(request), accessError('bad-request')));
  });
