/** The rehearsal: a visit played by the machine, stage by stage. */
import { z } from 'zod';
import { languages } from '../settings.ts';
import { epochMs, errorSchema, id } from './visitView.ts';

const nothing = z.strictObject({});

/** In the order in which they are played. */
export const rehearsalStages = [
  'settings',
  'lookup',
  'connection',
  'certificate',
  'server',
  'credentials',
  'permission',
  'api',
  'owner',
  'create',
  'run',
  'guest',
  'page',
  'phones',
  'frame',
  'stop',
  'delete',
] as const;
export type RehearsalStageName = (typeof rehearsalStages)[number];

/** What a person must know of a stage beside its outcome; a sentence each in `i18n/<lang>/rehearsal.ts`. */
export const stageNotes = [
  /** A proxy looks the name up and makes the connection. */
  'by-proxy',
  /** The clocks of this computer and of the server differ by minutes. */
  'clock-off',
  /** The certificate ends within 30 days. */
  'ends-soon',
  'no-doctor',
  /** Patients wait or are in a call. */
  'busy',
  'few-seats',
  'cancelled',
  /** The whole rehearsal took too long. */
  'out-of-time',
  'answers-this-computer',
  'answers-network',
  /** What a phone at home sees is not known here. */
  'answers-from-here',
  'no-phone',
  'http-private',
  /** Phones trust it only with the clinic's authority installed. */
  'clinic-ca',
  'navigates',
  'after-failed',
] as const;
export type StageNote = (typeof stageNotes)[number];

export const stageOutcomes = ['passed', 'failed', 'unknown', 'not-tried'] as const;

export const rehearsalStageSchema = z.strictObject({
  stage: z.enum(rehearsalStages),
  outcome: z.enum(stageOutcomes),
  /** Milliseconds. */
  ms: z.number().nonnegative(),
  error: errorSchema.omit({ correlationId: true }).nullable(),
  note: z.enum(stageNotes).nullable(),
  facts: z.record(z.string().max(40), z.union([z.string().max(500), z.number()])),
});

/** doubtful: nothing failed, and not everything could be told. interrupted: the program ended meanwhile. */
export const rehearsalResults = ['passed', 'doubtful', 'failed', 'cancelled', 'interrupted'] as const;

export const rehearsalSchema = z.strictObject({
  id,
  by: z.enum(['hand', 'schedule']),
  startedAt: epochMs,
  endedAt: epochMs.nullable(),
  /** `null`: it is being played. */
  result: z.enum(rehearsalResults).nullable(),
  /** Somebody asked to end it, and the server is being cleaned up. */
  ending: z.boolean(),
  /** What is looked at now. */
  current: z.enum(rehearsalStages).nullable(),
  /** Those that are over. */
  stages: z.array(rehearsalStageSchema).max(rehearsalStages.length),
});

export const rehearsalStateSchema = z.strictObject({
  /** The one that is being played, else the last one. */
  run: rehearsalSchema.nullable(),
  /** The last scheduled one failed, and none has passed since. */
  alarm: z
    .strictObject({
      at: epochMs,
      stage: z.enum(rehearsalStages),
      error: errorSchema.omit({ correlationId: true }).nullable(),
    })
    .nullable(),
  /** When the scheduled one is played: minutes after midnight, by the clock of where it is played. */
  minuteOfDay: z.int().min(0).max(1_439),
});

export type RehearsalStage = z.output<typeof rehearsalStageSchema>;
export type Rehearsal = z.output<typeof rehearsalSchema>;
export type RehearsalState = z.output<typeof rehearsalStateSchema>;

export const rehearsalRequests = {
  'rehearsal:state': { input: nothing, output: rehearsalStateSchema },
  /** One at a time: while one is being played, it is that one. Fails with `not-configured`, `storage-failed`. */
  'rehearsal:start': { input: nothing, output: rehearsalStateSchema },
  /** What was made on the server is removed first. None is being played: nothing happens. */
  'rehearsal:cancel': { input: nothing, output: rehearsalStateSchema },
  /** The last one as a text without secrets and without patients. Fails with `bad-request` before the first. */
  'rehearsal:report': {
    input: z.strictObject({ language: z.enum(languages) }),
    output: z.strictObject({ text: z.string().max(50_000) }),
  },
} as const;
