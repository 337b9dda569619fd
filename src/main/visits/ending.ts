/** The doctor ends a visit, cancels it, says that nobody came, or takes a cancellation back. */
import { appError, type AppError } from '../../shared/errors.ts';
import { didNotCome } from '../../shared/person.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { applyVisitEvent, canReopen } from '../../shared/visit.ts';
import type { VisitContext } from './context.ts';
import type { VisitRecord } from './types.ts';

type Ending = Pick<VisitContext, 'store' | 'clock'>;
type Outcome = Promise<Result<VisitRecord, AppError>>;

const reasonOf = ({ visit }: VisitRecord): string | undefined =>
  'reason' in visit.state ? visit.state.reason : undefined;

/**
 * Ends a live visit, cancels one that is planned or failed; on an ended one nothing happens. `noShow`: only while nobody is there:
 * whoever pressed just before the click is not thrown out by it. Errors: `visit-not-found`, `somebody-came`.
 */
export async function ended({ store, clock }: Ending, visitId: string, noShow: boolean): Outcome {
  const outcome = await store.change(visitId, ({ visit, persons }) => {
    if (noShow && !persons.every(({ state }) => didNotCome(state))) return undefined;
    const now = clock.now();
    const next =
      applyVisitEvent(visit, { type: 'end', reason: noShow ? 'no-show' : 'ended' }, now) ??
      applyVisitEvent(visit, { type: 'cancel' }, now);
    return next && { visit: next, persons };
  });
  if (!outcome) return err(appError('visit-not-found'));
  const isStillOpen = reasonOf(outcome.record) === undefined;
  return noShow && isStillOpen ? err(appError('somebody-came')) : ok(outcome.record);
}

/** Errors: `visit-not-found`, `visit-closed` (it is too late, or it was not a planned one). */
export async function reopened({ store, clock }: Ending, visitId: string): Outcome {
  const outcome = await store.change(visitId, ({ visit, persons }) => {
    const now = clock.now();
    const next = canReopen(visit, now) ? applyVisitEvent(visit, { type: 'reopen' }, now) : undefined;
    return next && { visit: next, persons };
  });
  if (!outcome) return err(appError('visit-not-found'));
  // Asked for twice, it is planned already, and that is as good.
  return reasonOf(outcome.record) === undefined ? ok(outcome.record) : err(appError('visit-closed'));
}
