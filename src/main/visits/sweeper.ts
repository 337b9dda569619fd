/** What a crash left on the server: conferences that bear this installation's tag and belong to no open visit. */
import { causeOf } from '../log/cause.ts';
import type { Conference } from '../trueconf/types.ts';
import { pauseAfter } from './closing.ts';
import type { VisitContext } from './context.ts';
import { removeConference } from './removing.ts';
import { testLifeMs, testUntil } from './testMark.ts';

export interface Sweeper {
  /** Sweeps once, in the background; goes on trying while the server is away. */
  sweep(): void;
}

export function createSweeper(context: VisitContext): Sweeper {
  const { tasks, log } = context;
  let wanted = false;
  let later = (): void => undefined;
  /** A test visit is under way: when its time is over, what is left of it is swept. */
  const sweepLater = (ms: number): void => {
    later();
    later = tasks.after('sweep-test', ms, async () => sweep());
  };
  const attempt = async (tries: number): Promise<void> => {
    const done = await sweepOnce(context, sweepLater).catch((error: unknown) => {
      // The store may be away as the server may.
      log.warn('visits.sweep-failed', { cause: causeOf(error) });
      return false;
    });
    wanted = false;
    if (done) return;
    wanted = true;
    tasks.after('sweep', pauseAfter(tries), () => attempt(tries + 1));
  };
  const sweep = (): void => {
    if (wanted) return;
    wanted = true;
    tasks.run('sweep', () => attempt(0));
  };
  return { sweep };
}

/** Whether all is swept; `false`: the server did not answer as it should. */
async function sweepOnce(context: VisitContext, sweepLater: (ms: number) => void): Promise<boolean> {
  const { tasks, troubles, log, clock } = context;
  const client = await context.client();
  // Nothing can be swept without a server; its settings being saved starts another sweep.
  if (!client.ok) return true;
  const options = { lane: 'background', signal: tasks.signal } as const;
  const listed = await client.value.findByTag(context.installationTag, options);
  if (tasks.signal.aborted) return true;
  troubles.setServer(listed.ok ? null : listed.error);
  if (!listed.ok) return !listed.error.retryable;
  const isTest = (conference: Conference): boolean => (testUntil(conference) ?? 0) > clock.now();
  const isSuspect = (conference: Conference): boolean => isOrphan(context, conference) && !isTest(conference);
  if (listed.value.some(isTest)) sweepLater(testLifeMs);
  const suspects = listed.value.filter(isSuspect);
  // Another node may have made it. The store is read after the list: whatever is on it had its marker stored before.
  if (suspects.length > 0) await context.store.reload();
  const orphans = suspects.filter(isSuspect);
  let done = true;
  for (const { id } of orphans) {
    const removed = await removeConference(context, client.value, id);
    log.info('visits.swept', { conferenceId: id, outcome: removed.ok ? 'removed' : removed.error.code });
    done = done && (removed.ok || !removed.error.retryable);
  }
  return done;
}

function isOrphan(context: VisitContext, conference: Conference): boolean {
  // Asked again here: a server may ignore the filter, and what is not ours is not to be touched.
  if (!bears(conference, context.installationTag)) return false;
  return !context.store
    .open()
    .some(
      ({ visit }) =>
        visit.conference?.id === conference.id || (visit.marker !== null && bears(conference, visit.marker)),
    );
}

/** In the tags, or where a list does not show them, in the description. */
const bears = ({ tags, description }: Conference, mark: string): boolean =>
  tags.includes(mark) || description.includes(mark);
