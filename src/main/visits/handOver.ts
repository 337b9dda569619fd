/**
 * Names on their way from a messenger's view to the real browser: typed there, kept here for a minute under a code
 * that the page made, taken once. In memory only.
 */
import type { Clock } from '../ports.ts';
import type { Tasks } from './tasks.ts';

export interface HandOvers {
  /** The last word counts: whoever goes back and corrects the name hands over the corrected one. An empty name keeps nothing. */
  put(visitId: string, code: string, name: string): void;
  /** The name, which stays; `undefined`: none, or its minute is over. */
  peek(visitId: string, code: string | null): string | undefined;
  /** The name, for the last time. */
  take(visitId: string, code: string | null): string | undefined;
  /** The visit ended: nothing typed for it is kept. */
  forget(visitId: string): void;
}

export const handOverLifeMs = 60_000;
/** Far more than people who change their browser in the same minute. */
const maxKept = 1_000;

interface Kept {
  readonly visitId: string;
  readonly name: string;
  readonly until: number;
}

export function createHandOvers(clock: Clock, tasks: Tasks): HandOvers {
  const kept = new Map<string, Kept>();
  const tidy = (): void => {
    for (const [code, { until }] of kept) if (until <= clock.now()) kept.delete(code);
  };
  const peek: HandOvers['peek'] = (visitId, code) => {
    const found = code === null ? undefined : kept.get(code);
    return found?.visitId === visitId && clock.now() < found.until ? found.name : undefined;
  };
  return {
    put(visitId, code, name) {
      tidy();
      const former = kept.get(code);
      // The code of another visit is not to be had.
      if (name === '' || (former && former.visitId !== visitId) || kept.size >= maxKept) return;
      kept.set(code, { visitId, name, until: clock.now() + handOverLifeMs });
      // Gone after its minute even if nothing else ever happens.
      tasks.after('hand-over', handOverLifeMs, async () => tidy());
    },
    peek,
    take(visitId, code) {
      const name = peek(visitId, code);
      if (name !== undefined && code !== null) kept.delete(code);
      return name;
    },
    forget(visitId) {
      for (const [code, one] of kept) if (one.visitId === visitId) kept.delete(code);
    },
  };
}
