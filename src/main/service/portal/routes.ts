/** The portal's API over HTTP. */
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify';
import type { z } from 'zod';
import type { Result } from '../../../shared/result.ts';
import { callerOf, startedAt, type PortalHttpParts } from './httpGuards.ts';
import { operations, type OperationId } from './operations.ts';
import { sendProblem } from './problems.ts';
import { movedVisit, newLink, newVisit, visitId as visitIdSchema } from './schemas.ts';
import type { Refused } from './visits.ts';

/** Which field of the body is wrong; never what stood in it. */
function fieldOf(error: z.ZodError): { readonly field?: string } {
  const [issue] = error.issues;
  const field = issue?.code === 'unrecognized_keys' ? issue.keys[0]?.slice(0, 50) : issue?.path.join('.');
  return field === undefined || field === '' ? {} : { field };
}

export function addRoutes(app: FastifyInstance, parts: PortalHttpParts): void {
  const { visits } = parts;

  add(app, parts, 'createVisit', async (request, reply) => {
    const idempotencyKey = idempotencyKeyOf(request);
    if (idempotencyKey === undefined) return sendProblem(reply, 'idempotency-key-missing');
    const body = newVisit.safeParse(request.body);
    if (!body.success) return sendProblem(reply, 'bad-request', fieldOf(body.error));
    const outcome = await visits.create(callerOf(request), idempotencyKey, body.data);
    if (outcome.ok) void reply.header('location', `/api/v1/visits/${outcome.value.id}`);
    return answer(request, reply, 'createVisit', outcome, parts);
  });
  add(app, parts, 'readVisit', async (request, reply) => {
    const outcome = await visits.read(callerOf(request), idOf(request));
    return answer(request, reply, 'readVisit', outcome, parts);
  });
  add(app, parts, 'moveVisit', async (request, reply) => {
    const body = movedVisit.safeParse(request.body);
    if (!body.success) return sendProblem(reply, 'bad-request', fieldOf(body.error));
    const outcome = await visits.move(callerOf(request), idOf(request), body.data.startsAt);
    return answer(request, reply, 'moveVisit', outcome, parts);
  });
  add(app, parts, 'cancelVisit', async (request, reply) => {
    const outcome = await visits.cancel(callerOf(request), idOf(request));
    return answer(request, reply, 'cancelVisit', outcome, parts);
  });
  add(app, parts, 'addLink', async (request, reply) => {
    const idempotencyKey = idempotencyKeyOf(request);
    if (idempotencyKey === undefined) return sendProblem(reply, 'idempotency-key-missing');
    const body = newLink.safeParse(request.body);
    if (!body.success) return sendProblem(reply, 'bad-request', fieldOf(body.error));
    const outcome = await visits.addLink(callerOf(request), idempotencyKey, idOf(request), body.data);
    return answer(request, reply, 'addLink', outcome, parts);
  });
}

function idempotencyKeyOf({ headers }: FastifyRequest): string | undefined {
  const key = headers['idempotency-key'];
  return typeof key === 'string' && /^[\x21-\x7e]{1,255}$/.test(key) ? key : undefined;
}

function add(
  app: FastifyInstance,
  parts: PortalHttpParts,
  id: OperationId,
  handler: RouteHandlerMethod,
): void {
  const { method, path } = operations[id];
  const url = path.replace('{visitId}', ':visitId');
  app.route({ method, url, handler, bodyLimit: parts.limits.bodyBytes, exposeHeadRoute: false });
}

/** What cannot be an id names no visit. */
function idOf({ params }: FastifyRequest): string {
  const named = typeof params === 'object' && params !== null && 'visitId' in params ? params.visitId : '';
  const parsed = visitIdSchema.safeParse(named);
  return parsed.success ? parsed.data : '-';
}

function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  operation: OperationId,
  done: Result<object, Refused>,
  { log, clock }: PortalHttpParts,
): FastifyReply {
  const { keyId } = callerOf(request);
  const ms = clock.now() - startedAt(request);
  log.info('portal.asked', { operation, keyId, outcome: done.ok ? 'ok' : done.error.code, ms });
  if (!done.ok) {
    const { code, correlationId } = done.error;
    return sendProblem(reply, code, correlationId === undefined ? {} : { correlationId });
  }
  return reply.code(operations[operation].success.status).send(done.value);
}
