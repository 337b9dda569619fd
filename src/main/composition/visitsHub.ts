/**
 * The visits that the doctor's UI and the patient's page work with now. They are exchanged as a whole when the demo
 * starts, so that a demo never touches the visits of a real server; revisions go on growing.
 */
import type { Desk, Door, Visits } from '../visits/index.ts';

export interface VisitsHub {
  readonly door: Door;
  /** Errors: throws before the first `use`. */
  desk(): Desk;
  current(): Visits | undefined;
  /** Takes these from now on; gives back the former ones, to be stopped. */
  use(visits: Visits): Visits | undefined;
  onChange(listener: Parameters<Desk['onChange']>[0]): () => void;
}

export function createVisitsHub(): VisitsHub {
  let visits: Visits | undefined;
  let base = 0;
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
        const { revision, visits: listed } = await now().desk.list(wanted);
        return { revision: base + revision, visits: listed };
      },
    }),
    current: () => visits,
    use(next) {
      const former = visits;
      unsubscribe();
      // One more than seen: the UI notices the gap and lists anew.
      base = former ? last + 1 : 0;
      visits = next;
      unsubscribe = next.desk.onChange(({ revision, visit }) => {
        last = base + revision;
        for (const listener of listeners) listener({ revision: last, visit });
      });
      return former;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
