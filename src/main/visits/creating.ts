/**
 * Making conferences, so that a crash or a lost answer leaves neither two nor none: the intent is stored first with
 * a marker that the conference will bear, and after a doubt the server is asked for the marker. The API has no
 * idempotency key (ARCHITECTURE.md, "Creating is crash-safe").
 */
import { appError, type AppError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { applyVisitEvent } from '../../shared/visit.ts';
import type { Answer, Conference, TrueConfClient } from '../trueconf/types.ts';
import type { VisitContext } from './context.ts';
import { newMarker } from './installation.ts';
import { removeConference } from './removing.ts';
import { newConference } from './topic.ts';
import type { VisitRecord } from './types.ts';

/** How long a press waits for a conference that is being made. */
const readyWithinMs = 20_000;

/** What the server may have carried out although no answer came. */
const leavesDoubt = (error: AppError): boolean =>
  error.code === 'timeout' || error.code === 'connection-lost';

export interface Maker {
  /** Makes the conference of a visit that is `creating`; one attempt at a time. `doubt`: an earlier one may have succeeded. */
  make(visitId: string, doubt: boolean): Promise<void>;
  /** Resolves when no attempt is under way. */
  settled(visitId: string): Promise<void>;
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

  const retry = async (visitId: string): Promise<void> => {
    const outcome = await store.change(visitId, ({ visit, persons }) => {
      const next = applyVisitEvent(visit, { type: 'retry' }, clock.now());
      return next && { visit: next, persons };
    });
    if (outcome?.record.visit.state.name === 'creating') await make(visitId, true);
  };

  const lost = async (visitId: string, conferenceId: string): Promise<void> => {
    const outcome = await store.change(visitId, ({ visit, persons }) => {
      if (visit.conference?.id !== conferenceId) return undefined;
      const next = applyVisitEvent(visit, { type: 'lost' }, clock.now());
      return next && { visit: { ...next, marker: null }, persons };
    });
    if (outcome?.changed) log.warn('visit.conference-lost', { visitId });
    if (outcome?.record.visit.state.name === 'creating') await make(visitId, !outcome.changed);
  };

  const ready = async (visitId: string): Promise<Result<ReadyVisit, AppError>> => {
    const found = await store.repository.load(visitId);
    const state = found?.visit.state;
    if (state?.name === 'failed') {
      const error = context.troubles.of(visitId) ?? appError(state.code);
      if (!error.retryable) return err(error);
    }
    if (state?.name === 'failed' || state?.name === 'creating') {
      const work = state.name === 'failed' ? retry(visitId) : make(visitId, true);
      if (!(await finishedWithin(context, work, readyWithinMs))) return err(appError('visit-not-ready'));
    }
    return readyOf(context, await store.repository.load(visitId));
  };

  return {
    make,
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
  return err(appError(state.name === 'creating' ? 'visit-not-ready' : 'visit-closed'));
}

async function finishedWithin(context: VisitContext, work: Promise<void>, ms: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const cancel = context.clock.after(ms, () => resolve(false));
    work.then(() => resolve(true), reject).finally(cancel);
  });
}

async function attemptOnce(context: VisitContext, visitId: string, doubt: boolean): Promise<void> {
  const { store, tasks, log, clock } = context;
  const visit = (await store.repository.load(visitId))?.visit;
  if (visit?.state.name !== 'creating') return;
  const startedAt = clock.now();
  const client = await context.client();
  if (!client.ok) return refuse(context, visitId, client.error);
  if (doubt && visit.marker !== null) {
    const found = await findMarked(context, client.value, visit.marker);
    if (tasks.signal.aborted) return;
    if (!found.ok) return refuse(context, visitId, found.error);
    if (found.value) return adopt(context, client.value, visitId, found.value);
  }
  const marker = doubt || visit.marker === null ? await storeMarker(context, visitId) : visit.marker;
  if (marker === undefined) return;
  const answer = await createOrFind(context, client.value, visitId, marker);
  // The intent stays in the store; the next start asks the server for the marker.
  if (tasks.signal.aborted) return;
  log.info('visit.create', {
    visitId,
    ms: clock.now() - startedAt,
    outcome: answer.ok ? 'ready' : answer.error.code,
  });
  return answer.ok
    ? adopt(context, client.value, visitId, answer.value)
    : refuse(context, visitId, answer.error);
}

/** A new attempt bears a new marker: what a late answer of the former leaves on the server is then nobody's, and swept. */
async function storeMarker(context: VisitContext, visitId: string): Promise<string | undefined> {
  const marker = newMarker(context.installationTag, context.random);
  const outcome = await context.store.change(visitId, ({ visit, persons }) =>
    visit.state.name === 'creating' ? { visit: { ...visit, marker }, persons } : undefined,
  );
  return outcome?.changed ? marker : undefined;
}

async function createOrFind(
  context: VisitContext,
  client: TrueConfClient,
  visitId: string,
  marker: string,
): Answer<Conference> {
  const { signal } = context.tasks;
  const visit = (await context.store.repository.load(visitId))?.visit;
  if (!visit) return err(appError('visit-not-found'));
  const tags = { installation: context.installationTag, marker };
  const answer = await client.create(newConference(visit, context.settings(), tags), { signal });
  if (answer.ok || !leavesDoubt(answer.error) || signal.aborted) return answer;
  const found = await findMarked(context, client, marker);
  return found.ok && found.value ? ok(found.value) : answer;
}

async function findMarked(
  context: VisitContext,
  client: TrueConfClient,
  marker: string,
): Answer<Conference | undefined> {
  const found = await client.findByTag(marker, { signal: context.tasks.signal });
  return found.ok ? ok(found.value[0]) : found;
}

async function adopt(
  context: VisitContext,
  client: TrueConfClient,
  visitId: string,
  conference: Conference,
): Promise<void> {
  const { store, troubles, clock, tasks } = context;
  troubles.set(visitId, undefined);
  const outcome = await store.change(visitId, ({ visit, persons }) => {
    const held = { ...visit, conference: { id: conference.id, pageUrl: conference.pageUrl } };
    // Ended while it was being made: closing removes what it finds here.
    if (visit.state.name === 'closing') return { visit: held, persons };
    const next = applyVisitEvent(held, { type: 'created' }, clock.now());
    return next && { visit: next, persons };
  });
  if (outcome?.changed) return;
  // Nobody's any more. What fails here is swept at the next start.
  tasks.run('remove-orphan', async () => {
    await removeConference(context, client, conference.id);
  });
}

async function refuse(context: VisitContext, visitId: string, error: AppError): Promise<void> {
  const { store, troubles, clock } = context;
  troubles.set(visitId, error);
  await store.change(visitId, ({ visit, persons }) => {
    const next = applyVisitEvent(visit, { type: 'refused', code: error.code }, clock.now());
    return next && { visit: next, persons };
  });
}
