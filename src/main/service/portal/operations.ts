/** The operations of the portal's API: routes and `docs/openapi.json` are both made of this table. */
import type { z } from 'zod';
import { movedVisit, newLink, newVisit, portalLink, portalVisit, type ProblemCode } from './schemas.ts';

export interface Operation {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** As OpenAPI writes it. */
  readonly path: '/api/v1/visits' | '/api/v1/visits/{visitId}' | '/api/v1/visits/{visitId}/links';
  readonly summary: string;
  readonly description?: string;
  readonly body?: z.ZodType;
  readonly idempotencyKey?: boolean;
  readonly success: { readonly status: 200 | 201; readonly schema: z.ZodType; readonly description: string };
  /** Beside those that every operation has. */
  readonly problems: readonly ProblemCode[];
}

export const operations = {
  createVisit: {
    method: 'POST',
    path: '/api/v1/visits',
    summary: 'Creates a visit, now or planned.',
    description:
      'Sent again with the same Idempotency-Key and the same body it gives the same visit. A planned visit has its link at once; it lets in from 15 minutes before.',
    body: newVisit,
    idempotencyKey: true,
    success: { status: 201, schema: portalVisit, description: 'The visit; its address in `Location`.' },
    problems: [
      'not-json',
      'too-large',
      'idempotency-key-missing',
      'idempotency-key-reused',
      'doctor-unknown',
      'time-not-possible',
    ],
  },
  readVisit: {
    method: 'GET',
    path: '/api/v1/visits/{visitId}',
    summary: 'The visit as it is now.',
    success: { status: 200, schema: portalVisit, description: 'The visit.' },
    problems: ['visit-not-found'],
  },
  moveVisit: {
    method: 'PATCH',
    path: '/api/v1/visits/{visitId}',
    summary: 'Another time for a planned visit; its link stays.',
    body: movedVisit,
    success: { status: 200, schema: portalVisit, description: 'The visit with its new time.' },
    problems: [
      'not-json',
      'too-large',
      'visit-not-found',
      'visit-not-planned',
      'visit-closed',
      'time-not-possible',
    ],
  },
  cancelVisit: {
    method: 'DELETE',
    path: '/api/v1/visits/{visitId}',
    summary: 'Cancels a visit: its link is dead from this moment on.',
    description: 'One that is over already stays as it is. While somebody is in the call it is refused.',
    success: { status: 200, schema: portalVisit, description: 'The visit, closing or closed.' },
    problems: ['visit-not-found', 'visit-under-way'],
  },
  addLink: {
    method: 'POST',
    path: '/api/v1/visits/{visitId}/links',
    summary: 'One more link, for one more person: a relative, an interpreter.',
    description:
      'It has a seat of its own and ends with the visit. Sent again with the same Idempotency-Key and the same body it gives the same link.',
    body: newLink,
    idempotencyKey: true,
    success: { status: 201, schema: portalLink, description: 'The link.' },
    problems: [
      'not-json',
      'too-large',
      'idempotency-key-missing',
      'idempotency-key-reused',
      'visit-not-found',
      'visit-closed',
      'no-more-links',
    ],
  },
} as const satisfies Record<string, Operation>;

export type OperationId = keyof typeof operations;

/** What every operation may answer. */
export const commonProblems: readonly ProblemCode[] = [
  'bad-request',
  'key-missing',
  'key-unknown',
  'browser-origin',
  'too-many-requests',
  'unavailable',
];
