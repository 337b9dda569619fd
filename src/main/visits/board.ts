/** The doctor's list of visits as a stream: a list once, then each change with a revision that grows by one. */
import type { VisitView } from '../../shared/ipc/contract.ts';
import type { VisitContext } from './context.ts';
import type { Desk, VisitRecord } from './types.ts';
import { visitView, type ViewFacts } from './views.ts';

/** Ended visits stay on the board for this long. */
const doneForMs = 86_400_000;
const maxListed = 1_000;

export interface Board {
  view(record: VisitRecord): VisitView;
  /** Something that is shown of a visit changed, saved or not. */
  publish(record: VisitRecord): void;
  readonly list: Desk['list'];
  readonly onChange: Desk['onChange'];
}

/** `facts`: of the moment, without the visit's own trouble. */
export function createBoard(context: VisitContext, facts: () => Omit<ViewFacts, 'trouble'>): Board {
  const { store, clock, troubles } = context;
  const listeners = new Set<Parameters<Desk['onChange']>[0]>();
  let revision = 0;
  const view = (record: VisitRecord): VisitView =>
    visitView(record, { ...facts(), trouble: troubles.of(record.visit.id) });
  return {
    view,
    publish(record) {
      revision += 1;
      const change = { revision, visit: view(record) };
      for (const listener of listeners) listener(change);
    },
    async list() {
      // Taken before reading: a change in between is shown twice rather than never.
      const before = revision;
      const closedAfter = clock.now() - doneForMs;
      const shown = await store.repository.list({ closedAfter, limit: maxListed });
      const visits = shown.map(view);
      return { revision: before, visits };
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
