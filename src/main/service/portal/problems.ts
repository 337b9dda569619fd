/** Failures of the portal's API as RFC 9457 says: the status, a code to program by, and what to do. Never a name, never a server's text. */
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import type { problem, ProblemCode } from './schemas.ts';

type Problem = z.output<typeof problem>;

interface Words {
  readonly status: number;
  readonly title: string;
  readonly detail?: string;
}

export const problems: Readonly<Record<ProblemCode, Words>> = {
  'bad-request': { status: 400, title: 'The request is not what the API expects' },
  'key-missing': {
    status: 401,
    title: 'No key',
    detail: 'Send "Authorization: Bearer" with the key of your system.',
  },
  'key-unknown': {
    status: 401,
    title: 'The key is not known here',
    detail: 'It may be revoked: ask the administrator of Visit Desk for another.',
  },
  'browser-origin': {
    status: 403,
    title: 'Asked from a page in a browser',
    detail: 'The key must not be in a page. Ask from your server, and give the page the link only.',
  },
  'not-found': { status: 404, title: 'There is nothing at this address' },
  'method-not-allowed': { status: 405, title: 'This cannot be done here' },
  'not-json': {
    status: 415,
    title: 'The body is not JSON',
    detail: 'Send "Content-Type: application/json".',
  },
  'too-large': { status: 413, title: 'The body is too large' },
  'too-many-requests': {
    status: 429,
    title: 'Too many requests',
    detail: 'Wait for as long as "Retry-After" says.',
  },
  'idempotency-key-missing': {
    status: 400,
    title: 'No Idempotency-Key',
    detail:
      'Send one of 1 to 255 visible characters, the same when you try again; else a lost answer would make two visits.',
  },
  'idempotency-key-reused': {
    status: 409,
    title: 'This Idempotency-Key came with another body before',
    detail: 'Use a new key for each new visit.',
  },
  'doctor-unknown': {
    status: 422,
    title: 'No such doctor at the sites of this key',
    detail:
      'doctorId is the TrueConf ID of an account with the role doctor. The account must work at a site of this key.',
  },
  'visit-not-found': { status: 404, title: 'No such visit at the sites of this key' },
  'visit-not-planned': {
    status: 409,
    title: 'The visit is made already',
    detail: 'Only a planned visit can be moved. Cancel it and create another.',
  },
  'visit-under-way': { status: 409, title: 'Somebody is in the call', detail: 'The doctor ends it.' },
  'visit-closed': { status: 409, title: 'The visit is over' },
  'no-more-links': {
    status: 409,
    title: 'This visit can have no further link',
    detail:
      'A visit has at most five, and no more than its places and the guest places of the licence allow.',
  },
  'time-not-possible': {
    status: 422,
    title: 'No visit can begin then',
    detail: 'The time is over, or more than two years ahead.',
  },
  unavailable: {
    status: 503,
    title: 'The service cannot do this now',
    detail: 'Try again with the same Idempotency-Key.',
  },
};

export const problemType = 'application/problem+json';

export function sendProblem(
  reply: FastifyReply,
  code: ProblemCode,
  more: Pick<Problem, 'field' | 'correlationId'> = {},
): FastifyReply {
  const { status, title, detail } = problems[code];
  if (status === 401) void reply.header('www-authenticate', 'Bearer realm="Visit Desk"');
  const body: Problem = {
    type: `urn:visit-desk:problem:${code}`,
    title,
    status,
    code,
    ...(detail !== undefined && { detail }),
    ...more,
  };
  return reply.code(status).header('content-type', problemType).send(JSON.stringify(body));
}
