/**
 * The visits that the doctor's UI and the patient's page work with now. They are exchanged as a whole when the demo
 * starts, so that a demo never touches the visits of a real server. Revisions are counted here: over all exchanges, and only
 * of what is shown, because what a board must not hear of would look like a gap.
 */
import type { VisitView } from '../../shared/ipc/contract.ts';
import type { Desk, Door, Visits } from '../visits/index.ts';

export interface VisitsHub {
  readonly door: Door;
  /** Errors: throws before the first `use`. */
  desk(): Desk;
  current(): Visits | undefined;
  /** Takes these from now on; gives back the former ones, to be stopped. */
  use(visits: Visits): Visits | undefined;
  /** Other visits are shown from now on: whoever has a list notices a gap with the next change and lists anew. */
  otherBoard(): void;
  onChange(listener: Parameters<Desk['onChange']>[0]): () => void;
}

/** `isShown`: whether a visit stands on the board. */
export function createVisitsHub(isShown: (visit: VisitView) => boolean): VisitsHub {
  let visits: Visits | undefined;
  let last = 0;
  let unsubscribe = (): void => undefined;
  const listeners = new Set<Parameters<Desk['onChange']>[0]>();

  const now = (): Visits => {
    if (!visits) throw new Error('the visits are not open yet');
    return visits;
  };

  return {
    door: {
      look: (...asked) => now().door.look(...asked),
      heard: (...asked) => now().door.heard(...asked),
      report: (...told) => now().door.report(...told),
      press: (...pressed) => now().door.press(...pressed),
      callMe: (...asked) => now().door.callMe(...asked),
      handOver: (...given) => now().door.handOver(...given),
      watch: (...asked) => now().door.watch(...asked),
    },
    desk: () => ({
      ...now().desk,
      async list(wanted) {
        // Taken before reading: a change in between is shown twice rather than never.
        const revision = last;
        const { visits: listed } = await now().desk.list(wanted);
        return { revision, visits: listed };
      },
    }),
    current: () => visits,
    use(next) {
      const former = visits;
      unsubscribe();
      if (former) last += 1;
      visits = next;
      unsubscribe = next.desk.onChange(({ visit }) => {
        if (!isShown(visit)) return;
        last += 1;
        for (const listener of listeners) listener({ revision: last, visit });
      });
      return former;
    },
    otherBoard() {
      last += 1;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
