/** What only one of several processes over one store does, for as long as it leads: keep appointments, poll, close, sweep. */
import { appError } from '../../shared/errors.ts';
import { defaultLimits } from '../trueconf/dispatcher.ts';
import type { Calls } from './calls.ts';
import { createCloser, type Closer } from './closing.ts';
import type { VisitContext } from './context.ts';
import type { Maker } from './creating.ts';
import { createEraser, type Eraser } from './erasing.ts';
import type { Leadership } from './leadership.ts';
import type { Presence } from './presence.ts';
import { createQueue } from './queueing.ts';
import { createRoster, type Roster } from './roster.ts';
import type { Sights } from './sights.ts';
import { createSweeper, type Sweeper } from './sweeper.ts';
import { createTasks, type Tasks } from './tasks.ts';
import { createTimeline, type Timeline } from './timeline.ts';
import type { VisitRecord } from './types.ts';

export interface LeadingParts {
  readonly maker: Maker;
  readonly calls: Pick<Calls, 'guest'>;
  readonly presence: Presence;
  readonly sights: Pick<Sights, 'best'>;
  /** What is shown of these visits changed although nothing was saved. */
  readonly touched: (records: readonly VisitRecord[]) => void;
}

export interface Leading {
  /** Takes up the work if this process leads, and whenever it begins to. */
  start(): void;
  /** Takes back all timers and aborts what is under way. */
  stop(): Promise<void>;
  /** A visit was saved, here or elsewhere. */
  saved(record: VisitRecord): void;
  /** An ended attempt may have left a conference on the server. */
  sweep(): void;
  /** The settings changed: what waits is tried again now. */
  hurry(): void;
  /** A guest place may have become free although nothing was saved. */
  seatsChanged(): void;
  /** The server refuses the roster, as far as this process knows. */
  rosterForbidden(): boolean;
}

/**
 * Longer than an attempt to make a conference may take: it asks the server up to three times, and for a token once. A
 * visit that is `creating` for longer was left behind by a process that died.
 */
export const longestAttemptMs = 4 * defaultLimits.totalMs;
const tryAgainMs = 60_000;
/** A leader that cannot prove it for a moment asks again; nobody else has taken over then. */
const askAgainMs = 1_000;

export function createLeading(context: VisitContext, parts: LeadingParts, leadership: Leadership): Leading {
  let term: Term | undefined;
  const ends = new Set<Promise<void>>();

  const begin = (isFirst: boolean): void => {
    term ??= createTerm(context, parts, leadership);
    term.takeOver(isFirst);
  };
  const end = (): void => {
    if (!term) return;
    const ending = term.tasks.stop();
    term = undefined;
    ends.add(ending);
    void ending.then(() => ends.delete(ending));
  };
  let unsubscribe = (): void => undefined;

  return {
    start() {
      unsubscribe = leadership.onChange((leads) => (leads ? begin(false) : end()));
      if (leadership.leads()) begin(true);
    },
    async stop() {
      unsubscribe();
      end();
      await Promise.all(ends);
    },
    saved: (record) => term?.saved(record),
    sweep: () => term?.sweeper.sweep(),
    hurry() {
      term?.closer.hurry();
      term?.eraser.settingsChanged();
    },
    seatsChanged: () => term?.letIn(),
    rosterForbidden: () => term?.roster.forbidden() ?? false,
  };
}

interface Term {
  readonly tasks: Tasks;
  readonly roster: Roster;
  readonly closer: Closer;
  readonly sweeper: Sweeper;
  readonly eraser: Eraser;
  /** Whoever waits for a guest place that is free. */
  letIn(): void;
  takeOver(isFirst: boolean): void;
  saved(record: VisitRecord): void;
}

function createTerm(outer: VisitContext, parts: LeadingParts, leadership: Leadership): Term {
  const tasks = whileLeading(createTasks(outer.clock, outer.log), leadership);
  const context: VisitContext = { ...outer, tasks };
  const { store } = context;
  const roster: Roster = createRoster(context, {
    maker: parts.maker,
    doctor: parts.calls.guest,
    touched() {
      parts.touched(store.open());
      timeline.plan();
    },
  });
  const timeline: Timeline = createTimeline(context, {
    presence: parts.presence,
    sights: parts.sights,
    rosterForbidden: roster.forbidden,
    begin: (visitId) => parts.maker.begin(visitId, 'in-time'),
  });
  const closer = createCloser(context, parts.maker, (visitId) => {
    const record = store.openOne(visitId);
    if (record) parts.touched([record]);
  });
  const sweeper = createSweeper(context);
  const eraser = createEraser(context);
  const resume = createResumer(context, parts.maker);
  const tryAgain = createRetrier(context, parts.maker);

  const letIn = createQueue(context);

  const saved = (record: VisitRecord): void => {
    roster.watch(record);
    timeline.saved(record);
    if (!context.alone) resume(record);
    tryAgain(record);
    letIn();
    if (record.visit.state.name === 'closing') closer.close(record.visit.id);
  };
  const takeOver = async (isFirst: boolean): Promise<void> => {
    // What others have saved since this process last heard of them, while it started too; tried again until the store answers.
    if (!(isFirst && context.alone) && !(await reloaded(context))) {
      tasks.after('take-over', askAgainMs, () => takeOver(false));
      return;
    }
    for (const record of store.open()) {
      saved(record);
      if (context.alone) resume(record);
    }
    timeline.plan();
    sweeper.sweep();
    eraser.start();
  };
  return {
    tasks,
    roster,
    closer,
    sweeper,
    eraser,
    letIn,
    saved,
    takeOver: (isFirst) => tasks.run('take-over', () => takeOver(isFirst)),
  };
}

async function reloaded({ store, log }: VisitContext): Promise<boolean> {
  try {
    await store.reload();
    return true;
  } catch {
    log.warn('visits.not-reloaded');
    return false;
  }
}

/** Finishes what a process that died has left `creating`: at once where there is no other process, else after its time. */
function createResumer(context: VisitContext, maker: Maker): (record: VisitRecord) => void {
  const { store, tasks, clock } = context;
  const waiting = new Map<string, () => void>();
  return ({ visit: { id, state, since } }) => {
    const isWaiting = waiting.has(id);
    if (state.name !== 'creating') {
      waiting.get(id)?.();
      waiting.delete(id);
    } else if (!isWaiting && !maker.isMaking(id)) {
      const later = async (): Promise<void> => {
        waiting.delete(id);
        if (store.openOne(id)?.visit.state.name === 'creating') await maker.make(id, true);
      };
      const ms = Math.max(since + longestAttemptMs - clock.now(), 0);
      if (context.alone) tasks.run('resume', later);
      else waiting.set(id, tasks.after('resume', ms, later));
    }
  };
}

/** Of a planned visit that could not be made: nobody may sit before the board then. What waiting does not mend is left. */
function createRetrier({ store, tasks }: VisitContext, maker: Maker): (record: VisitRecord) => void {
  const waiting = new Set<string>();
  return ({ visit: { id, state, startsAt } }) => {
    const isHopeful = state.name === 'failed' && startsAt !== null && appError(state.code).retryable;
    if (!isHopeful || waiting.has(id)) return;
    waiting.add(id);
    tasks.after('try-again', tryAgainMs, async () => {
      waiting.delete(id);
      if (store.openOne(id)?.visit.state.name === 'failed') await maker.retry(id);
    });
  };
}

/** The same tasks, run only by the leader. */
function whileLeading(tasks: Tasks, leadership: Leadership): Tasks {
  const led = (name: string, work: () => Promise<void>) => async (): Promise<void> => {
    if (leadership.leads()) await work();
    else tasks.after(name, askAgainMs, led(name, work));
  };
  return {
    signal: tasks.signal,
    run: (name, work) => tasks.run(name, led(name, work)),
    after: (name, ms, work) => tasks.after(name, ms, led(name, work)),
    stop: tasks.stop,
  };
}
