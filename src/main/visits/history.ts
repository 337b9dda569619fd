/** What the desk asks about visits that have ended, and how they are erased when somebody says so. */
import { appError, type AppError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { searchFor } from '../../shared/search.ts';
import type { VisitContext } from './context.ts';
import { eraseInSlices } from './erasing.ts';
import { historyEntry } from './historyView.ts';
import type { Desk } from './types.ts';

export type History = Pick<Desk, 'history' | 'countClosed' | 'eraseClosed'>;

export function createHistory({ store, clock, log }: VisitContext): History {
  const { repository } = store;
  return {
    history: ({ search = '', ...query }) =>
      guarded(async () => {
        const { records, next } = await repository.history({ ...query, matches: searchFor(search) });
        return { entries: records.flatMap((record) => historyEntry(record) ?? []), next };
      }),
    countClosed: (before) => guarded(() => repository.countClosed(before)),
    eraseClosed: (before, by) =>
      guarded(async () => {
        const erased = await eraseInSlices(repository, Math.min(before, clock.now()));
        log.info('visits.erased', { count: erased, why: 'asked', ...(by !== null && { accountId: by }) });
        return erased;
      }),
  };
}

async function guarded<T>(work: () => Promise<T>): Promise<Result<T, AppError>> {
  try {
    return ok(await work());
  } catch {
    return err(appError('storage-failed'));
  }
}
