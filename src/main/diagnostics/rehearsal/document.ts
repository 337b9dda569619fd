/** What is kept of rehearsals, by all nodes together: the one that is being played or the last one, and what it came to. */
import { z } from 'zod';
import {
  rehearsalSchema,
  rehearsalStateSchema,
  type Rehearsal,
  type RehearsalStage,
  type RehearsalState,
  type StageNote,
} from '../../../shared/ipc/rehearsal.ts';
import { epochMs, id } from '../../../shared/ipc/visitView.ts';

/** One small JSON document. Each method rejects when the store cannot answer. */
export interface RehearsalStore {
  read(): Promise<unknown>;
  /** Writes what `next` makes of what is there; `undefined`: nothing is written. It may be asked more than once. */
  change(next: (body: unknown) => unknown): Promise<void>;
}

const documentSchema = z.object({
  run: rehearsalSchema.nullable(),
  alarm: rehearsalStateSchema.shape.alarm,
  /** When whoever plays it was last heard of. */
  beatAt: epochMs,
  /** The one that is to be ended. */
  cancelId: id.nullable(),
  /** When the last scheduled one began. */
  scheduledAt: epochMs.nullable(),
});
export type RehearsalDocument = z.output<typeof documentSchema>;

export const noRehearsal: RehearsalDocument = {
  run: null,
  alarm: null,
  beatAt: 0,
  cancelId: null,
  scheduledAt: null,
};

/** What cannot be read, by an older version or because it is damaged, counts as none. */
export const readDocument = (body: unknown): RehearsalDocument =>
  documentSchema.safeParse(body).data ?? noRehearsal;

/** A stage takes six seconds at most. */
export const deadAfterMs = 30_000;

/** Whether somebody plays it now. */
export const isBeingPlayed = ({ run, beatAt }: RehearsalDocument, now: number): boolean =>
  run !== null && run.result === null && now - beatAt < deadAfterMs;

/** As it is shown. `minePlays`: by this process, whose word counts. */
export function shownRun(
  document: RehearsalDocument,
  now: number,
  minePlays: boolean,
  isShared: boolean,
): RehearsalState['run'] {
  const { run, beatAt } = document;
  if (run === null || run.result !== null || minePlays) return run;
  if (isShared && isBeingPlayed(document, now)) return run;
  return { ...run, result: 'interrupted', endedAt: beatAt, current: null, ending: false };
}

/** Stages that nobody needs here. */
const needless: ReadonlySet<StageNote | null> = new Set<StageNote | null>(['no-phone', 'navigates']);

export function resultOf(
  stages: readonly RehearsalStage[],
  cancelled: boolean,
): NonNullable<Rehearsal['result']> {
  if (stages.some(({ outcome, note }) => outcome === 'not-tried' && note === 'cancelled')) return 'cancelled';
  if (stages.some(({ outcome }) => outcome === 'failed')) return 'failed';
  const whole = stages.every(
    ({ outcome, note }) => outcome === 'passed' || (outcome === 'not-tried' && needless.has(note)),
  );
  if (whole && stages.length > 0) return 'passed';
  return cancelled ? 'cancelled' : 'doubtful';
}

/** After a rehearsal: one that is cancelled says nothing of what was wrong before. */
export function alarmAfter(run: Rehearsal, before: RehearsalState['alarm']): RehearsalState['alarm'] {
  if (run.result === 'passed' || run.result === 'doubtful') return null;
  if (run.result !== 'failed' || run.by !== 'schedule') return before;
  const failed = run.stages.find(({ outcome }) => outcome === 'failed');
  return failed ? { at: run.startedAt, stage: failed.stage, error: failed.error } : before;
}
