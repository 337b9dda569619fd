/**
 * Whether planned visits could be made: the server is asked for their owners long before their time, so that what would fail
 * is red in the morning and not before the patient's eyes.
 */
import type { AppError } from '../../shared/errors.ts';
import type { Visit } from '../../shared/visit.ts';
import type { Clock } from '../ports.ts';
import type { VisitContext } from './context.ts';
import { createOwnerQuestion } from './ownerQuestion.ts';
import type { VisitRecord } from './types.ts';

export interface PlanCheck {
  /** Asks for the owners of what is planned already. */
  start(): void;
  /** A visit was saved; to be called before the board shows it. */
  saved(record: VisitRecord): void;
  /** Settings or credentials changed: everything is asked anew. */
  again(): void;
}

/** A user is seldom removed from the server. */
const askEveryMs = 10 * 60_000;
/** While something is wrong somebody may be mending it. */
const askAgainMs = 60_000;

const soonMs = 36 * 3_600_000;

/** Where the server as a whole refuses, a banner says so: not every visit of the coming months has to. */
const concerns = ({ code }: AppError, { startsAt }: Visit, now: number): boolean =>
  code === 'owner-unknown' || (startsAt ?? 0) - now <= soonMs;

/** `touched`: what is shown of these visits changed although nothing was saved. */
export function createPlanCheck(
  context: VisitContext,
  touched: (records: readonly VisitRecord[]) => void,
): PlanCheck {
  const { store, clock, tasks } = context;
  const verdicts = createVerdicts(clock);
  const marks = createMarks(context, verdicts);
  const ask = createOwnerQuestion(context);
  let asked = Promise.resolve();
  let isRoundWaiting = false;
  let cancel: (() => void) | undefined;

  const planned = (): readonly VisitRecord[] =>
    store.open().filter(({ visit }) => visit.state.name === 'planned');

  /** `away`: so are the others' answers. */
  const askFor = async (ownerId: string): Promise<'answered' | 'away'> => {
    const answer = await ask.of(ownerId);
    if (answer === 'away') {
      verdicts.away(ownerId);
      return 'away';
    }
    verdicts.set(ownerId, answer);
    const theirs = planned().filter(({ visit }) => visit.ownerId === ownerId);
    touched(theirs.filter(({ visit }) => marks.mark(visit)));
    return 'answered';
  };
  const askForAll = async (): Promise<void> => {
    isRoundWaiting = false;
    const owners = new Set(planned().map(({ visit }) => visit.ownerId));
    if (owners.size === 0) {
      verdicts.nobody();
      ask.forget();
    }
    try {
      for (const ownerId of verdicts.silentLast(owners)) {
        if (tasks.signal.aborted) return;
        if (verdicts.isOld(ownerId) && (await askFor(ownerId)) === 'away') return;
      }
    } finally {
      cancel?.();
      if (owners.size > 0) cancel = tasks.after('plan-check', verdicts.everyMs(owners), async () => round());
    }
  };
  /** One after another, and one waits at most: whoever plans ten visits for one doctor asks once. */
  const round = (): void => {
    if (isRoundWaiting) return;
    isRoundWaiting = true;
    tasks.run('plan-check', () => (asked = asked.then(askForAll, askForAll)));
  };
  return {
    start: round,
    saved({ visit }) {
      if (visit.state.name !== 'planned') {
        marks.takeBack(visit.id);
        return;
      }
      marks.mark(visit);
      // While the server is away the timer alone asks: each save would wait for another timeout.
      if (verdicts.isOld(visit.ownerId) && !verdicts.isAway()) round();
    },
    again() {
      verdicts.forget();
      round();
    },
  };
}

/** What stands on the cards of planned visits because of their owners. */
function createMarks({ troubles, clock }: VisitContext, verdicts: Pick<Verdicts, 'of'>) {
  const marked = new Set<string>();
  return {
    /** Whether it looks different now. */
    mark(visit: Visit): boolean {
      const error = verdicts.of(visit.ownerId);
      const shown = error && concerns(error, visit, clock.now()) ? error : undefined;
      const former = troubles.of(visit.id)?.code;
      troubles.set(visit.id, shown);
      if (shown) marked.add(visit.id);
      else marked.delete(visit.id);
      return former !== shown?.code;
    },
    /** It is planned no more. Whoever made it took the trouble back already; another node may have made it. */
    takeBack(visitId: string): void {
      if (marked.delete(visitId)) troubles.set(visitId, undefined);
    },
  };
}

type Verdicts = ReturnType<typeof createVerdicts>;

/** What the server said of each owner, and how long ago. */
function createVerdicts(clock: Pick<Clock, 'now'>) {
  const known = new Map<string, { readonly at: number; readonly error: AppError | undefined }>();
  let isServerAway = false;
  /** Asked for in vain since they were last answered for. */
  const silent = new Set<string>();
  const maxAgeMs = (error: AppError | undefined): number => (error ? askAgainMs : askEveryMs);
  const of = (ownerId: string): AppError | undefined => known.get(ownerId)?.error;
  const forget = (): void => {
    known.clear();
    silent.clear();
    isServerAway = false;
  };
  return {
    of,
    set(ownerId: string, error: AppError | undefined): void {
      isServerAway = false;
      silent.delete(ownerId);
      known.set(ownerId, { at: clock.now(), error });
    },
    away(ownerId: string): void {
      isServerAway = true;
      silent.add(ownerId);
    },
    /** A server that stumbles over one owner does not keep the others from being asked for. */
    silentLast: (owners: ReadonlySet<string>): readonly string[] =>
      [...owners].sort((a, b) => Number(silent.has(a)) - Number(silent.has(b))),
    isAway: (): boolean => isServerAway,
    isOld(ownerId: string): boolean {
      const verdict = known.get(ownerId);
      return !verdict || clock.now() - verdict.at >= maxAgeMs(verdict.error);
    },
    everyMs: (owners: ReadonlySet<string>): number =>
      isServerAway || [...owners].some(of) ? askAgainMs : askEveryMs,
    /** Nothing is planned: no timer asks until something is. */
    nobody: forget,
    forget,
  };
}
