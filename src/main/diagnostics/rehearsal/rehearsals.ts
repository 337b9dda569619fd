/** One rehearsal at a time, for all desks and all nodes: begins it, tells how it goes, ends it, keeps what it came to. */
import { appError, type AppError } from '../../../shared/errors.ts';
import type { Rehearsal, RehearsalState } from '../../../shared/ipc/rehearsal.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { causeOf } from '../../log/cause.ts';
import type { Clock, Log, Random } from '../../ports.ts';
import { alarmAfter, resultOf } from './document.ts';
import { createKeeping, type Keeping, type KeepingParts } from './keeping.ts';
import type { Played, RehearsalWatch } from './play.ts';

type Answer = Promise<Result<RehearsalState, AppError>>;

export interface Rehearsals {
  state(): RehearsalState;
  /** When the last scheduled one began (epoch ms); `null`: there was none. */
  scheduledAt(): number | null;
  /**
   * While one is being played, wherever, it is that one. Errors: `not-configured` before the visits are open and after `stop`,
   * `storage-failed`.
   */
  start(by: Rehearsal['by']): Answer;
  /** Resolves when it is asked for; the end is told. Errors: `storage-failed`. */
  cancel(): Answer;
  /** Reads what is kept; what cannot be read counts as none. */
  load(): Promise<void>;
  /** Another node wrote. Errors: rejects when the store cannot answer. */
  changedElsewhere(): Promise<void>;
  /** Ends the one that is being played here and waits a little for the server to be cleaned up. */
  stop(): Promise<void>;
}

export interface RehearsalsParts extends Omit<KeepingParts, 'isMine' | 'onCancel'> {
  /** Plays one; `undefined`: the visits are not open yet. */
  readonly play: (by: Rehearsal['by'], watch: RehearsalWatch) => Promise<Played> | undefined;
  /** Something may be left on the server. */
  readonly sweep: () => void;
  readonly random: Random;
}

/** The one that is being played here. */
interface Mine {
  readonly id: string;
  readonly ending: AbortController;
  readonly done: Promise<void>;
}

const stopMs = 4_000;

export function createRehearsals(parts: RehearsalsParts): Rehearsals {
  const { clock, log } = parts;
  let mine: Mine | undefined;
  let starting: Answer | undefined;
  let stopped = false;
  const endMine = (): void => {
    if (!mine || mine.ending.signal.aborted) return;
    mine.ending.abort();
    keeping.update({ ending: true });
  };
  const keeping = createKeeping({
    ...parts,
    isMine: () => mine !== undefined,
    onCancel: (runId) => {
      if (runId === mine?.id) endMine();
    },
  });
  async function play(run: Rehearsal, { signal }: AbortController): Promise<void> {
    const stages = () => keeping.document().run?.stages ?? [];
    const played = await parts.play(run.by, {
      signal,
      onBegin: (stage) => keeping.update({ current: stage }),
      onEnd: (stage) => keeping.update({ current: null, stages: [...stages(), stage] }),
    });
    const { left } = played ?? { left: false };
    const result = resultOf(stages(), signal.aborted);
    log.info('rehearsal.played', { by: run.by, result, ms: clock.now() - run.startedAt, left });
    const alarm = alarmAfter({ ...run, stages: stages(), result }, keeping.document().alarm);
    keeping.update({ result, endedAt: clock.now(), current: null, ending: false }, alarm);
    mine = undefined;
    if (left) parts.sweep();
    await keeping.written();
  }

  async function begin(by: Rehearsal['by']): Answer {
    if (stopped || parts.installationTag() === '') return err(appError('not-configured'));
    const run = newRun(by, parts);
    return inStore(keeping, log, async () => {
      if (!(await keeping.claim(run))) return;
      if (stopped) {
        keeping.update({ result: 'cancelled', endedAt: clock.now() });
        return keeping.written();
      }
      const ending = new AbortController();
      // `mine` before its first stage.
      const done = Promise.resolve().then(() => play(run, ending));
      mine = { id: run.id, ending, done };
    });
  }

  return {
    state: keeping.state,
    scheduledAt: () => keeping.document().scheduledAt,
    async start(by) {
      if (mine) return ok(keeping.state());
      return (starting ??= begin(by).finally(() => (starting = undefined)));
    },
    async cancel() {
      if (!mine) return inStore(keeping, log, keeping.cancelElsewhere);
      endMine();
      return ok(keeping.state());
    },
    async load() {
      await keeping.read().catch((error: unknown) => {
        log.warn('rehearsal.unreadable', { cause: causeOf(error) });
      });
    },
    async changedElsewhere() {
      await keeping.read();
      keeping.tell();
    },
    async stop() {
      stopped = true;
      keeping.close();
      endMine();
      const begun = starting ?? Promise.resolve();
      const ended = begun.then(() => mine?.done ?? keeping.written());
      await atMost(stopMs, clock, ended);
    },
  };
}

function newRun(
  by: Rehearsal['by'],
  { clock, random }: Pick<RehearsalsParts, 'clock' | 'random'>,
): Rehearsal {
  const id = random.bytes(12).toString('hex');
  const open = { endedAt: null, result: null, ending: false, current: null, stages: [] };
  return { id, by, startedAt: clock.now(), ...open };
}

/** Resolves with the work, or without it when the time is over. */
async function atMost(ms: number, clock: Clock, work: Promise<void>): Promise<void> {
  const { promise: late, resolve } = Promise.withResolvers<void>();
  const cancel = clock.after(ms, resolve);
  await Promise.race([work, late]);
  cancel();
}

/** What needs the store that all nodes share. */
async function inStore(keeping: Keeping, log: Log, work: () => Promise<void>): Answer {
  try {
    await work();
    keeping.tell();
    return ok(keeping.state());
  } catch (error) {
    log.warn('rehearsal.store-failed', { cause: causeOf(error) });
    return err(appError('storage-failed'));
  }
}
