/** The doctor's list of visits as a stream: a list once, then each change with a revision that grows by one. */
import type { VisitView } from '../../shared/ipc/contract.ts';
import { callMeOf } from '../../shared/stage.ts';
import type { VisitContext } from './context.ts';
import { sha256Hex } from './links.ts';
import { createRefreshing } from './refreshing.ts';
import { mapInSlices } from '../slices.ts';
import type { Desk, VisitRecord } from './types.ts';
import { visitView, type ViewFacts } from './views.ts';

/** Ended visits stay on the board for this long. */
const doneForMs = 86_400_000;
const maxListed = 1_000;

export interface Board {
  view(record: VisitRecord): VisitView;
  /** Something that is shown of a visit changed, saved or not. */
  publish(record: VisitRecord): void;
  /**
   * What these open visits are shown by may have changed: those are published that look different now, in slices where there are many.
   */
  refresh(records: readonly VisitRecord[]): void;
  readonly list: Desk['list'];
  readonly onChange: Desk['onChange'];
}

/** `facts`: of the moment, without the visit's own trouble. */
export function createBoard(context: VisitContext, facts: () => Omit<ViewFacts, 'trouble'>): Board {
  const { store, clock, troubles, tasks } = context;
  const listeners = new Set<Parameters<Desk['onChange']>[0]>();
  let revision = 0;
  const view = (record: VisitRecord): VisitView =>
    visitView(record, { ...facts(), trouble: troubles.of(record.visit.id) });
  /** What was last told of each open visit: thousands are planned, and few of them look different after a change of settings. */
  const told = new Map<string, string>();
  const tell = (visit: VisitView, text: string): void => {
    if (visit.phase === 'closed') told.delete(visit.id);
    else told.set(visit.id, text);
    revision += 1;
    for (const listener of listeners) listener({ revision, visit });
  };
  const refresh = createRefreshing(tasks, (visitId) => {
    // Saved or closed since it was wanted, perhaps.
    const record = store.openOne(visitId);
    if (!record) return;
    const visit = view(record);
    const text = sha256Hex(JSON.stringify(visit));
    if (told.get(visitId) !== text) tell(visit, text);
  });
  return {
    view,
    publish(record) {
      const visit = view(record);
      tell(visit, sha256Hex(JSON.stringify(visit)));
    },
    refresh: (records) => refresh(records.map(({ visit }) => visit.id)),
    async list({ ownerIds, plannedBefore } = {}) {
      // Taken before reading: a change in between is shown twice rather than never.
      const before = revision;
      const closedAfter = clock.now() - doneForMs;
      const owned = { ownerIds: ownerIds ?? undefined, limit: maxListed };
      const [begun, planned] = await Promise.all([
        store.repository.list({ ...owned, planned: false, closedAfter }),
        store.repository.list({ ...owned, planned: true, startsBefore: plannedBefore }),
      ]);
      const asking =
        plannedBefore === undefined
          ? []
          : later(store.open(), plannedBefore, ownerIds).filter(
              (record) => isAsking(record) || troubles.of(record.visit.id) !== undefined,
            );
      const visits = await mapInSlices([...begun, ...planned, ...asking], view);
      return { revision: before, visits };
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Visits planned for later than a board shows. */
const later = (
  records: readonly VisitRecord[],
  plannedBefore: number,
  ownerIds: readonly string[] | null | undefined,
): readonly VisitRecord[] =>
  records.filter(
    ({ visit }) =>
      visit.state.name === 'planned' &&
      (visit.startsAt ?? 0) >= plannedBefore &&
      (!ownerIds || ownerIds.includes(visit.ownerId)),
  );

/** Whoever asks to be called is on the board, however far the visit is; so is what would fail. */
const isAsking = ({ visit, persons }: VisitRecord): boolean => callMeOf(visit, persons) !== null;
