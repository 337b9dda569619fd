/** Lets in whoever is first in the queue for a guest place, whenever one is free. */
import { applyPersonEvent } from '../../shared/person.ts';
import { isOpen } from '../../shared/visit.ts';
import type { VisitContext } from './context.ts';
import type { Waiting } from './seats.ts';
import type { Change } from './visitStore.ts';

/** Returns what is to be called whenever a place may have become free. */
export function createQueue(context: VisitContext): () => void {
  const { seats, store, tasks } = context;
  let running = false;
  const letIn = async (): Promise<void> => {
    try {
      for (let next = seats.next(); next; next = seats.next()) {
        const { visitId } = next;
        const change = letInFirst(context, next);
        const outcome = await seats.inTurn(() => store.change(visitId, change));
        // Another node was first with this one, which is known here by now; whoever is still found would be found again.
        if (!outcome?.changed && seats.next()?.personId === next.personId) return;
      }
    } finally {
      running = false;
    }
  };
  return () => {
    if (running || !seats.next()) return;
    running = true;
    tasks.run('queue', letIn);
  };
}

function letInFirst({ seats, clock }: VisitContext, { personId }: Waiting): Change {
  return (record) => {
    const { visit, persons } = record;
    const first = persons.find(({ id }) => id === personId);
    if (!isOpen(visit.state) || first?.state !== 'waiting' || first.queuedAt === null) return undefined;
    const next = seats.roomForFirst(record).admit()
      ? applyPersonEvent(first, 'let-in', clock.now())
      : undefined;
    return next && { visit, persons: persons.map((person) => (person === first ? next : person)) };
  };
}
