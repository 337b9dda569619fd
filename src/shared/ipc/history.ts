/** What the history shows of a visit that has ended: no typed name, no note, no link. */
import { z } from 'zod';
import { errorCodes } from '../errors.ts';
import { cameraOutcomes } from '../page.ts';
import { epochMs, id } from './visitView.ts';

/** Where a page of the history ended: the next one begins after it. */
export const historyCursorSchema = z.strictObject({ closedAt: epochMs, id });
export type HistoryCursor = z.output<typeof historyCursorSchema>;

/**
 * What came of a visit. came: somebody got into the call. not-met: somebody pressed Join, and nobody got in. no-show: nobody pressed, or
 * the doctor said so. cancelled: before anybody got in, or the server refused it and nobody pressed: nobody could have come.
 */
export const visitOutcomes = ['came', 'not-met', 'no-show', 'cancelled'] as const;
export type VisitOutcome = (typeof visitOutcomes)[number];

export const historyEntrySchema = z.strictObject({
  id,
  ownerId: z.string().max(64),
  label: z.string().max(100),
  createdAt: epochMs,
  startsAt: epochMs.nullable(),
  /** When the server had confirmed it: what the history is ordered by. */
  closedAt: epochMs,
  endedAt: epochMs,
  reason: z.enum(['ended', 'cancelled', 'expired', 'no-show', 'gone']),
  outcome: z.enum(visitOutcomes),
  /** When Join was first pressed; `null`: never. */
  pressedAt: epochMs.nullable(),
  /** Of the first who pressed, until let in (ms); `null`: nobody pressed, or that person was not let in. */
  waitMs: epochMs.nullable(),
  /** Of whoever was in the call longest (ms); `null`: nobody was seen in it. */
  inCallMs: epochMs.nullable(),
  persons: z.int().nonnegative(),
  /** Why the conference could last not be made; `null`: it always could. */
  failedWith: z.enum(errorCodes).nullable(),
  /** Checks of a camera that failed, each kind once. */
  cameras: z.array(z.enum(cameraOutcomes)),
  /** Somebody was let in and did not come into the call. */
  stuck: z.boolean(),
});
export type HistoryEntry = z.output<typeof historyEntrySchema>;

/** Entries of one answer at most. */
export const maxHistoryPage = 500;

export const historyRequests = {
  /** What has ended, newest first. A search that had to look far gives what it has found: `next` says where to go on. */
  'history:list': {
    input: z.strictObject({
      /** Words that a label has, in any order. */
      search: z.string().max(100).optional(),
      /** Closed then (epoch ms) or later. */
      from: epochMs.optional(),
      /** Closed before (epoch ms). */
      to: epochMs.optional(),
      before: historyCursorSchema.optional(),
      limit: z.int().min(1).max(maxHistoryPage),
      ownerId: z.string().max(64).optional(),
    }),
    output: z.strictObject({
      entries: z.array(historyEntrySchema).max(maxHistoryPage),
      /** `null`: there is no more. */
      next: historyCursorSchema.nullable(),
    }),
  },
  /** How many visits were closed before (epoch ms): what `history:erase` would erase. */
  'history:count': {
    input: z.strictObject({ closedBefore: epochMs }),
    output: z.strictObject({ count: z.int().nonnegative() }),
  },
  /** Erases them for ever; a time to come counts as now. */
  'history:erase': {
    input: z.strictObject({ closedBefore: epochMs }),
    output: z.strictObject({ erased: z.int().nonnegative() }),
  },
} as const;
