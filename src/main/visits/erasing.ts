/** What is forgotten, and when: typed names as a visit ends, whole visits after the days that IT has set. */
import { setImmediate } from 'node:timers/promises';
import { isOpen } from '../../shared/visit.ts';
import type { VisitContext } from './context.ts';
import type { VisitRecord, VisitRepository } from './types.ts';

/** From the first moment of closing nobody's typed name is kept (docs/security.md, "Where a patient’s name and the secret may be"). */
export function withoutEndedNames(record: VisitRecord): VisitRecord {
  if (isOpen(record.visit.state)) return record;
  return { ...record, persons: record.persons.map((person) => ({ ...person, name: '', message: null })) };
}

const dayMs = 86_400_000;
const everyMs = 3_600_000;
/** Deleted at once; patients' requests come through between two slices. */
const sliceSize = 200;

/** Erases what was closed before (epoch ms); gives how many. Errors: rejects when the store fails. */
export async function eraseInSlices(
  repository: Pick<VisitRepository, 'erase'>,
  closedBefore: number,
  signal?: AbortSignal,
): Promise<number> {
  let erased = 0;
  while (signal?.aborted !== true) {
    const count = await repository.erase(closedBefore, sliceSize);
    erased += count;
    if (count < sliceSize) break;
    await setImmediate();
  }
  return erased;
}

export interface Eraser {
  /** Erases what is old enough now, and every hour from then on. */
  start(): void;
  /** The settings changed. If the days did, whoever mistyped them has a whole hour to notice. */
  settingsChanged(): void;
}

export function createEraser({ store, settings, clock, tasks, log }: VisitContext): Eraser {
  let cancel = (): void => undefined;
  let days = settings().privacy.keepDays;
  const wait = (): void => {
    cancel();
    cancel = tasks.after('erase', everyMs, erase);
  };
  const erase = async (): Promise<void> => {
    // First: what fails is tried again in an hour.
    wait();
    const closedBefore = clock.now() - days * dayMs;
    // Of a change that nobody told of: the next time.
    days = settings().privacy.keepDays;
    const count = await eraseInSlices(store.repository, closedBefore, tasks.signal);
    if (count > 0) log.info('visits.erased', { count, why: 'age' });
  };
  return {
    start: () => tasks.run('erase', erase),
    settingsChanged() {
      const { keepDays } = settings().privacy;
      if (keepDays === days) return;
      days = keepDays;
      wait();
    },
  };
}
