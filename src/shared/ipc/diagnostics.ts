/** What IT looks at when something is wrong: the log, a bundle for support, conferences that somebody left behind. */
import { z } from 'zod';
import { logLevels } from '../logLevels.ts';
import { epochMs } from './visitView.ts';

export { logLevels, type LogLevel } from '../logLevels.ts';

/** Of one line: its fields are short (`log/redact.ts`). */
export const mostLineChars = 20_000;

export const logLineSchema = z.strictObject({
  at: epochMs,
  level: z.enum(logLevels),
  /** `event key=value …`; free of names and secrets (`log/redact.ts`). */
  text: z.string().max(mostLineChars),
});
export type LogLine = z.output<typeof logLineSchema>;

/** Of one answer. */
export const mostLogLines = 200;

/** An installation of which nothing was seen for a week, and whose conferences are still on the server. */
export const leftoverSchema = z.strictObject({
  installation: z.string().regex(/^visit-desk-[0-9a-f]{16}$/),
  conferences: z.int().positive(),
  /** When its latest conference was made. */
  lastAt: epochMs,
});
export type Leftover = z.output<typeof leftoverSchema>;

const nothing = z.strictObject({});

export const diagnosticsRequests = {
  /** The latest lines first. `more`: there are older ones that fit. */
  'log:read': {
    input: z.strictObject({
      /** Lines of this level and of more severe ones. */
      level: z.enum(logLevels),
      /** A part of a line, in any case; empty: all. */
      search: z.string().max(100),
      /** How many that fit were had before. */
      skip: z.int().min(0).max(100_000),
    }),
    output: z.strictObject({ lines: z.array(logLineSchema).max(mostLogLines), more: z.boolean() }),
  },
  /** A text for whoever helps: everything in it is shown before it is saved. */
  'bundle:make': { input: nothing, output: z.strictObject({ text: z.string().max(2_000_000) }) },
  'leftovers:list': {
    input: nothing,
    output: z.strictObject({ leftovers: z.array(leftoverSchema).max(1_000) }),
  },
  /** Stops and deletes them. `left`: those that the server would not delete. */
  'leftovers:remove': {
    input: leftoverSchema.pick({ installation: true }),
    output: z.strictObject({ removed: z.int().nonnegative(), left: z.int().nonnegative() }),
  },
} as const;
