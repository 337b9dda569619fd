/** Waiting for what somebody else does with a visit. */
import type { VisitContext } from './context.ts';
import type { VisitRecord } from './types.ts';

/** How long a conference that is to be made is left to another process that makes it. */
const othersWithinMs = 5_000;

/** Whether another process has finished in `othersWithinMs`. Two that make the same visit do no harm: one conference is removed. */
export function madeElsewhere({ store, clock }: VisitContext, visitId: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const end = (made: boolean): void => {
      unsubscribe();
      cancel();
      resolve(made);
    };
    const look = ({ visit }: VisitRecord): void => {
      if (visit.id === visitId && visit.state.name !== 'creating') end(true);
    };
    const unsubscribe = store.onSaved(look);
    const cancel = clock.after(othersWithinMs, () => end(false));
    // It may have been finished before anybody listened.
    store.repository.load(visitId).then((record) => record && look(record), reject);
  });
}

export async function finishedWithin(
  context: VisitContext,
  work: Promise<void>,
  ms: number,
): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const cancel = context.clock.after(ms, () => resolve(false));
    work.then(() => resolve(true), reject).finally(cancel);
  });
}
