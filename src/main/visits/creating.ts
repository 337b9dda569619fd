/**
 * Making conferences, so that a crash or a lost answer leaves neither two nor none: the intent is stored first with
 * a marker that the conference will bear, and after a doubt the server is asked for the marker. The API has no
 * idempotency key (ARCHITECTURE.md, "Creating is crash-safe").
 */
import { appError, type AppError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { applyVisitEvent } from '../../shared/visit.ts';
import { attemptOnce } from './attempt.ts';
import { finishedWithin, madeElsewhere } from './awaiting.ts';
import type { VisitContext } from './context.ts';
import type { VisitRecord } from './types.ts';

/** How long a press waits for a conference that is being made. */
const readyWithinMs = 20_000;

export interface Maker {
  /** Makes the conference of a visit that is `creating`; one attempt at a time. `doubt`: an earlier one may have succeeded. */
  make(visitId: string, doubt: boolean): Promise<void>;
  /** Whether this process is making it now. */
  isMaking(visitId: string): boolean;
  /** Resolves when no attempt is under way. */
  settled(visitId: string): Promise<void>;
  /** A planned visit begins to be made; resolves when that is stored. `now`: its links let in at once. */
  begin(visitId: string, how: 'in-time' | 'now'): Promise<void>;
  /** A failed visit tries again. */
  retry(visitId: string): Promise<void>;
  /** The server does not have this conference any more: it is made anew under the same links. */
  lost(visitId: string, conferenceId: string): Promise<void>;
  /**
   * The visit with its conference, waited for while it is being made. Errors: `visit-not-found`, `visit-closed`,
   * `visit-not-ready`, or why it could not be made.
   */
  ready(visitId: string): Promise<Result<ReadyVisit, AppError>>;
}

export interface ReadyVisit {
  readonly record: VisitRecord;
  readonly conferenceId: string;
  readonly pageUrl: string;
}

export function createMaker(context: VisitContext): Maker {
  const { store, clock, log } = context;
  const attempts = new Map<string, Promise<void>>();

  const make: Maker['make'] = (visitId, doubt) => {
    const running = attempts.get(visitId);
    if (running) return running;
    const attempt = attemptOnce(context, visitId, doubt).finally(() => attempts.delete(visitId));
    attempts.set(visitId, attempt);
    return attempt;
  };

  /** Until the visit is made. `mine`: nobody else makes it; else whoever does has a little time before this process tries, too. */
  const finish = async (visitId: string, mine: boolean): Promise<void> => {
    const isElsewhere = !mine && !context.alone && !attempts.has(visitId);
    if (isElsewhere && (await madeElsewhere(context, visitId))) return;
    await make(visitId, true);
  };

  const retry = async (visitId: string): Promise<void> => {
    const outcome = await store.change(visitId, ({ visit, persons }) => {
      const next = applyVisitEvent(visit, { type: 'retry' }, clock.now());
      return next && { visit: next, persons };
    });
    if (outcome?.record.visit.state.name === 'creating') await finish(visitId, outcome.changed);
  };

  const begin: Maker['begin'] = async (visitId, how) => {
    const outcome = await store.change(visitId, ({ visit, persons }) => {
      const next = applyVisitEvent(visit, { type: 'start' }, clock.now());
      return next && { visit: how === 'now' ? { ...next, opensAt: clock.now() } : next, persons };
    });
    if (outcome?.changed) context.tasks.run('begin', () => make(visitId, false));
  };

  const lost = async (visitId: string, conferenceId: string): Promise<void> => {
    const outcome = await store.change(visitId, ({ visit, persons }) => {
      if (visit.conference?.id !== conferenceId) return undefined;
      const next = applyVisitEvent(visit, { type: 'lost' }, clock.now());
      return next && { visit: { ...next, marker: null }, persons };
    });
    if (outcome?.changed) log.warn('visit.conference-lost', { visitId });
    if (outcome?.record.visit.state.name !== 'creating') return;
    await (outcome.changed ? make(visitId, false) : finish(visitId, false));
  };

  const ready = async (visitId: string): Promise<Result<ReadyVisit, AppError>> => {
    const found = await store.repository.load(visitId);
    const state = found?.visit.state;
    if (state?.name === 'failed') {
      const error = context.troubles.of(visitId) ?? appError(state.code);
      if (!error.retryable) return err(error);
    }
    if (state?.name === 'failed' || state?.name === 'creating') {
      const work = state.name === 'failed' ? retry(visitId) : finish(visitId, false);
      if (!(await finishedWithin(context, work, readyWithinMs))) return err(appError('visit-not-ready'));
    }
    return readyOf(context, await store.repository.load(visitId));
  };

  return {
    make,
    isMaking: (visitId) => attempts.has(visitId),
    begin,
    settled: async (visitId) => attempts.get(visitId)?.catch(() => undefined),
    retry,
    lost,
    ready,
  };
}

function readyOf(context: VisitContext, record: VisitRecord | undefined): Result<ReadyVisit, AppError> {
  if (!record) return err(appError('visit-not-found'));
  const { state, conference, id } = record.visit;
  if (state.name === 'ready' && conference) {
    return ok({ record, conferenceId: conference.id, pageUrl: conference.pageUrl });
  }
  if (state.name === 'failed') return err(context.troubles.of(id) ?? appError(state.code));
  const isComing = state.name === 'creating' || state.name === 'planned';
  return err(appError(isComing ? 'visit-not-ready' : 'visit-closed'));
}
