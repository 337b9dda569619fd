/** Plays stages one after the other: what each needs, how long it may take, and what becomes of the rest when one fails. */
import { appError, type AppError } from '../../shared/errors.ts';
import type { TestStage } from '../../shared/ipc/contract.ts';
import type { RehearsalStageName } from '../../shared/ipc/rehearsal.ts';
import { causeOf } from '../log/cause.ts';
import type { Log } from '../ports.ts';
import { failed, notTried, type Finding } from './findings.ts';

export type AnyStage = TestStage['stage'] | RehearsalStageName;

export interface StagePlan<Name extends AnyStage, Context> {
  readonly stage: Name;
  /** Stages without which this one can find nothing; those that are not played hinder nobody. */
  readonly needs: readonly AnyStage[];
  /** Not broken off when the whole is ended: a conference that is being made must be known, to be removed. */
  readonly unbroken?: true;
  /** Played after the whole was ended, too. */
  readonly cleansUp?: true;
  readonly look: (context: Context, signal: AbortSignal) => Promise<Finding>;
}

export interface PlayOptions<Name extends AnyStage> {
  /** The longest that one stage may take. */
  readonly limitMs: number;
  /** Ends the whole: by somebody's wish, or because it took too long. */
  readonly signal: AbortSignal;
  /** What is said of the stages that are not played any more. */
  readonly endedAs: () => Finding;
  /** Said of a stage that took longer than it may. */
  readonly lateAs: AppError;
  readonly log: Log;
  readonly onBegin?: (stage: Name) => void;
  readonly onEnd?: (stage: Name, finding: Finding, ms: number) => void;
}

/** Every stage with what was found. Never rejects. */
export async function playStages<Name extends AnyStage, Context>(
  plans: readonly StagePlan<Name, Context>[],
  context: Context,
  options: PlayOptions<Name>,
): Promise<ReadonlyMap<Name, Finding>> {
  const found = new Map<Name, Finding>();
  const outcomes = new Map<AnyStage, Finding['outcome']>();
  const hinders = (name: AnyStage): boolean => {
    const outcome = outcomes.get(name);
    return outcome === 'failed' || outcome === 'not-tried';
  };
  for (const plan of plans) {
    const startedAt = performance.now();
    const finding = await findingOf(plan, context, plan.needs.some(hinders), options);
    const ms = finding.outcome === 'not-tried' ? 0 : Math.round(performance.now() - startedAt);
    found.set(plan.stage, finding);
    outcomes.set(plan.stage, finding.outcome);
    options.onEnd?.(plan.stage, finding, ms);
  }
  return found;
}

async function findingOf<Name extends AnyStage, Context>(
  plan: StagePlan<Name, Context>,
  context: Context,
  hindered: boolean,
  { limitMs, signal, endedAs, lateAs, log, onBegin }: PlayOptions<Name>,
): Promise<Finding> {
  if (hindered) return { ...notTried, note: 'after-failed' };
  if (signal.aborted && !plan.cleansUp) return endedAs();
  onBegin?.(plan.stage);
  const limit = AbortSignal.timeout(limitMs);
  const goesOn = plan.unbroken === true || plan.cleansUp === true;
  const ends = goesOn ? limit : AbortSignal.any([signal, limit]);
  const looked = plan.look(context, ends).catch((error: unknown) => {
    log.warn('diagnostics.stage-failed', { stage: plan.stage, cause: causeOf(error) });
    return failed(appError('internal'));
  });
  const finding = await Promise.race([looked, aborted(ends)]);
  if (!goesOn && signal.aborted && finding?.outcome !== 'passed') return endedAs();
  return finding ?? failed(lateAs);
}

/** Not everything hears the signal: a name that is being looked up does not. */
function aborted(signal: AbortSignal): Promise<undefined> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  if (signal.aborted) resolve(undefined);
  else signal.addEventListener('abort', () => resolve(undefined), { once: true });
  return promise;
}
