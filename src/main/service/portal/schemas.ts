/** What the portal's API takes and gives: the one source of its checks and of `docs/openapi.json`. */
import { z } from 'zod';

const time = z.iso.datetime({ offset: true });
const startsAt = time.meta({
  description: 'When the visit begins, RFC 3339 with an offset.',
  example: '2027-03-01T09:30:00+03:00',
});

export const newVisit = z
  .strictObject({
    doctorId: z.string().min(1).max(64).meta({ description: "The doctor's TrueConf ID." }),
    startsAt: startsAt.optional().meta({
      description: 'When the visit begins, RFC 3339 with an offset. Absent: now.',
      example: '2027-03-01T09:30:00+03:00',
    }),
    label: z.string().max(100).optional().meta({
      description:
        "What the doctor's board calls the visit. It is kept sealed and given back by nothing here.",
    }),
  })
  .meta({ id: 'NewVisit' });

export const movedVisit = z.strictObject({ startsAt }).meta({ id: 'MovedVisit' });

export const newLink = z
  .strictObject({
    label: z.string().max(100).optional().meta({
      description:
        "Whom it is for, as the doctor's board says it. It is kept sealed and given back by nothing here.",
    }),
  })
  .meta({ id: 'NewLink' });

const helpCode = z.string().meta({
  description: 'Six characters that whoever has the link can read out on the telephone; they open nothing.',
});

export const portalLink = z
  .strictObject({
    number: z.int().meta({ description: 'The same for as long as the visit lasts; the first link is 1.' }),
    link: z.url().nullable().meta({
      description: 'For one more person; whoever has it gets in. null: it is dead, or cannot be shown.',
    }),
    helpCode,
  })
  .meta({ id: 'Link' });
export type PortalLink = z.output<typeof portalLink>;

export const visitId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);

export const portalVisit = z
  .strictObject({
    id: visitId,
    doctorId: z.string(),
    phase: z.enum(['planned', 'live', 'failed', 'closing', 'closed']).meta({
      description:
        'planned: can be moved and cancelled. live: the link lets in. failed: could not be made on TrueConf Server, the doctor can try again. closing, closed: the link is dead.',
    }),
    stage: z.string().meta({
      description:
        'Where the patient is, in one word: planned, not-opened, page-open, waiting, going-in, in-call, left, … New words may come.',
    }),
    createdAt: time,
    startsAt: time.nullable().meta({ description: 'null: it was made for now.' }),
    expiresAt: time.meta({ description: 'When the link ends its life.' }),
    link: z.url().nullable().meta({
      description: 'What the patient opens; whoever has it gets in. null: it is dead, or cannot be shown.',
    }),
    helpCode,
    extraLinks: z.array(portalLink).meta({ description: 'Those beside `link`, by number.' }),
    failure: z
      .string()
      .nullable()
      .meta({ description: 'Why it failed, as a code for the log. New codes may come.' }),
  })
  .meta({ id: 'Visit' });
export type PortalVisit = z.output<typeof portalVisit>;

const problemCodes = [
  'bad-request',
  'key-missing',
  'key-unknown',
  'browser-origin',
  'not-found',
  'method-not-allowed',
  'not-json',
  'too-large',
  'too-many-requests',
  'idempotency-key-missing',
  'idempotency-key-reused',
  'doctor-unknown',
  'visit-not-found',
  'visit-not-planned',
  'visit-under-way',
  'visit-closed',
  'no-more-links',
  'time-not-possible',
  'unavailable',
] as const;
export type ProblemCode = (typeof problemCodes)[number];

export const problem = z
  .object({
    type: z.string().meta({ description: '`urn:visit-desk:problem:` and the code.' }),
    title: z.string(),
    status: z.int(),
    code: z.enum(problemCodes),
    detail: z.string().optional().meta({ description: 'What to do about it.' }),
    field: z.string().optional().meta({ description: 'The field of the body that is wrong.' }),
    correlationId: z.string().optional().meta({ description: "Stands in the service's log." }),
  })
  .meta({ id: 'Problem', description: 'RFC 9457.' });
