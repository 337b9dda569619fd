/** What the board shows of a visit: the largest part of the contract (`contract.ts`), with its types. */
import { z } from 'zod';
import { errorCodes } from '../errors.ts';
import { helpKeys } from '../help.ts';
import { browserKinds, callReasons, cameraOutcomes, sights, systemKinds } from '../page.ts';
import { identifications, personStates } from '../person.ts';
import { admissions, entryWays } from '../settings.ts';
import { stageTones, stageWords } from '../stage.ts';

/** Of visits and persons. */
export const id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
export const epochMs = z.number().int().nonnegative();
export const url = z.url().max(2_000);

export const errorSchema = z.strictObject({
  code: z.enum(errorCodes),
  retryable: z.boolean(),
  /** In the log beside the cause; a person can read it out on the telephone. */
  correlationId: z.string().max(16),
  details: z.record(z.string().max(40), z.union([z.string().max(500), z.number()])).optional(),
});

const stage = z.strictObject({ word: z.enum(stageWords), tone: z.enum(stageTones), since: epochMs });

const callMe = z.strictObject({ reason: z.enum(callReasons), at: epochMs });

/** What the patient's page reported of its browser. */
const page = z.strictObject({
  sight: z.enum(sights),
  /** Since when (epoch ms). */
  sightAt: epochMs,
  device: z.strictObject({ browser: z.enum(browserKinds), system: z.enum(systemKinds) }).nullable(),
  camera: z
    .strictObject({
      outcome: z.enum(cameraOutcomes),
      sound: z.boolean(),
      at: epochMs,
      /** The sentence to read aloud (`app:info`, `help`); `null`: nothing failed. */
      help: z.enum(helpKeys).nullable(),
    })
    .nullable(),
  /** Where this browser keeps a refused camera: to read aloud where the cause is not known. */
  help: z.enum(helpKeys),
});

export const minutes = z.int().min(1).max(120);
export const messageText = z.string().trim().min(1).max(200);
/** For the doctor only: the clinic's service sends it to nobody else's desk (`main/service/staff/shown.ts`). */
export const noteText = z.string().max(1_000);

const person = z.strictObject({
  id,
  linkNumber: z.int().positive(),
  /** As typed. */
  name: z.string().max(100),
  state: z.enum(personStates),
  stage,
  pressedAt: epochMs,
  /** Let in, but all guest places of the clinic are taken: the place in the queue, from 1; `null`: not in it. */
  queue: z.int().positive().nullable(),
  page: page.nullable(),
  /** This person asks to be called. */
  callMe: callMe.nullable(),
  /** What the doctor last told who waits. */
  message: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('minutes'), minutes, at: epochMs }),
      z.strictObject({ kind: z.literal('text'), text: messageText, at: epochMs }),
    ])
    .nullable(),
  /** How the doctor knows who this is; `null`: nothing was said. */
  identified: z.enum(identifications).nullable(),
});

/** A link beside the first: for a relative, an interpreter, a second doctor. It ends with the visit. */
const extraLink = z.strictObject({
  number: z.int().positive(),
  /** `null`: it cannot be shown (closed, or the link key did not last: then `visits:newLink` with its number makes one). */
  url: url.nullable(),
  /** Whom it is for. */
  label: z.string().max(100),
  /** As the visit's, of this link's page. */
  helpCode: z.string().max(6),
  /** What the page of a browser that has not pressed reported; `null` once somebody has pressed by this link. */
  page: page.nullable(),
  /** Somebody who has not pressed by this link asks to be called. */
  callMe: callMe.nullable(),
});

/** How the doctor's call opens: beside the board, in a tab of the browser (own account in the web shell), or in TrueConf's app. */
const callWay = z.strictObject({ kind: z.enum(['embedded', 'tab', 'app']), entry: z.enum(entryWays) });

export const visitViewSchema = z.strictObject({
  id,
  ownerId: z.string().max(64),
  /** The owner's, as patients read it; empty: IT does not name the doctor to them. */
  doctorName: z.string().max(100),
  createdAt: epochMs,
  expiresAt: epochMs,
  label: z.string().max(100),
  note: noteText,
  admission: z.enum(admissions),
  /** When a planned visit begins; `null`: it was made for now. */
  startsAt: epochMs.nullable(),
  /** So many minutes later the doctor said to begin; `null`: as planned. */
  lateMinutes: minutes.nullable(),
  /**
   * `planned`: not made on the server yet, can be moved and cancelled. `live`: links work and the visit can be ended.
   * `failed`: it can be retried. `closing`, `closed`: links are dead.
   */
  phase: z.enum(['planned', 'live', 'failed', 'closing', 'closed']),
  stage,
  /** Why it failed; in `planned`, why it would; in `closing`, why the server has not confirmed yet. */
  failure: errorSchema.omit({ correlationId: true }).nullable(),
  /** `null`: no link can be shown (closed, or the link key did not last: then `visits:newLink` makes one). */
  link: z.strictObject({ number: z.int().positive(), url }).nullable(),
  /** Six characters that a patient reads out on the telephone; they find the visit and open nothing. */
  helpCode: z.string().max(6),
  /** What the page of a browser that has not pressed reported; of the first link, like the two above. */
  page: page.nullable(),
  /** Somebody who has not pressed by the first link asks to be called. While anybody asks, the card is red. */
  callMe: callMe.nullable(),
  /** By number; those of persons (`linkNumber`) are these and the first. */
  extraLinks: z.array(extraLink),
  persons: z.array(person),
  call: callWay.extend({
    /** The page that the button opens (`tab`), or by which one can enter where the app does not ring (`app`); else `null`. */
    url: url.nullable(),
  }),
});

export type ErrorView = z.output<typeof errorSchema>;
export type VisitView = z.output<typeof visitViewSchema>;
export type ExtraLinkView = VisitView['extraLinks'][number];
export type PersonView = VisitView['persons'][number];
export type PageView = NonNullable<PersonView['page']>;
