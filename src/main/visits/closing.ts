/** Stops and deletes the conference of each visit in `closing`, and does not give up before it is done. */
import { appError, type AppError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { applyVisitEvent, type Visit } from '../../shared/visit.ts';
import type { TrueConfClient } from '../trueconf/types.ts';
import type { VisitContext } from './context.ts';
import type { Maker } from './creating.ts';
import { removeConference } from './removing.ts';

/** Pauses between tries; the last one repeats. */
export const retryPausesMs: readonly number[] = [1_000, 2_000, 5_000, 10_000, 30_000];

export const pauseAfter = (tries: number): number =>
  retryPausesMs[Math.min(tries, retryPausesMs.length - 1)] ?? 30_000;

export interface Closer {
  /** Works on a visit in `closing` until it is closed; a second call for the same visit changes nothing. */
  close(visitId: string): void;
  /** Tries all that wait again now: the settings changed. */
  hurry(): void;
}

/** `touched`: what is shown of the visit changed although nothing was saved. */
export function createCloser(
  context: VisitContext,
  maker: Maker,
  touched: (visitId: string) => void,
): Closer {
  const { tasks, troubles, log } = context;
  const active = new Set<string>();
  const waiting = new Map<string, () => void>();

  const attempt = async (visitId: string, tries: number): Promise<void> => {
    waiting.delete(visitId);
    const outcome = await closeOnce(context, maker, visitId).catch(() => err(appError('storage-failed')));
    if (tasks.signal.aborted) return;
    if (outcome.ok) {
      active.delete(visitId);
      return;
    }
    log.warn('visit.close', { visitId, outcome: outcome.error.code, tries: tries + 1 });
    troubles.set(visitId, outcome.error);
    touched(visitId);
    const cancel = tasks.after('close', pauseAfter(tries), () => attempt(visitId, tries + 1));
    waiting.set(visitId, cancel);
  };

  const start = (visitId: string): void => tasks.run('close', () => attempt(visitId, 0));

  return {
    close(visitId) {
      if (active.has(visitId)) return;
      active.add(visitId);
      start(visitId);
    },
    hurry() {
      for (const [visitId, cancel] of [...waiting]) {
        cancel();
        waiting.delete(visitId);
        start(visitId);
      }
    },
  };
}

async function closeOnce(
  context: VisitContext,
  maker: Maker,
  visitId: string,
): Promise<Result<void, AppError>> {
  const { store, troubles, clock } = context;
  // A conference that is being made now is found by its visit when it is there.
  await maker.settled(visitId);
  const visit = (await store.repository.load(visitId))?.visit;
  if (visit?.state.name !== 'closing') return ok(undefined);
  const removed = await removeFromServer(context, visit);
  troubles.setServer(removed.ok ? null : removed.error);
  if (!removed.ok) return removed;
  troubles.set(visitId, undefined);
  await store.change(visitId, (record) => {
    const next = applyVisitEvent(record.visit, { type: 'removed' }, clock.now());
    return next && { visit: next, persons: record.persons };
  });
  return ok(undefined);
}

async function removeFromServer(context: VisitContext, visit: Visit): Promise<Result<void, AppError>> {
  if (visit.conference === null && visit.marker === null) return ok(undefined);
  const client = await context.client();
  if (!client.ok) return client;
  if (visit.conference) return removeConference(context, client.value, visit.conference.id);
  return removeMarked(context, client.value, visit.marker ?? '');
}

async function removeMarked(
  context: VisitContext,
  client: TrueConfClient,
  marker: string,
): Promise<Result<void, AppError>> {
  const found = await client.findByTag(marker, { lane: 'background', signal: context.tasks.signal });
  if (!found.ok) return found;
  for (const { id } of found.value) {
    const removed = await removeConference(context, client, id);
    if (!removed.ok) return removed;
  }
  return ok(undefined);
}
