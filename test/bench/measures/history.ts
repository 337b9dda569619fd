/** 10,000 visits that have ended: the first page of the history, the next ones, and a search through all of them. */
import type { HistoryWanted } from '../../../src/main/visits/types.ts';
import { fillStore, openStore, visitCount } from '../fullStore.ts';
import { limits } from '../limits.ts';
import { lineOf, type Line } from '../lines.ts';
import { progress, take, timed, withClinic, type Measure } from '../world.ts';

const pageSize = 50;
const name = '10,000 visits: history';

export const measureHistory: Measure = () =>
  withClinic(async (clinic) => {
    progress(`  writing ${visitCount} visits`);
    const store = await fillStore(clinic.folder, clinic.keysFolder);
    const visits = await openStore(store);
    const page = async (wanted: Partial<HistoryWanted> = {}) => {
      const answer = await visits.desk.history({ limit: pageSize, ...wanted });
      if (!answer.ok) throw new Error(answer.error.code);
      return answer.value;
    };
    const firsts = await take(20, () => timed(() => page()));
    const { nexts, listed } = await pages(page);
    const searches = await take(5, () => timed(() => search(page, 'ivan 4999', 1)));
    const misses = await take(5, () => timed(() => search(page, 'nobody', 0)));
    await visits.stop();
    const note = `${listed} of them have ended`;
    const line = (what: string, values: readonly number[], limit: number): Line =>
      lineOf({ name: `${name}, ${what}`, unit: 'ms', values, limit, note });
    return [
      line('first page', firsts, limits.historyPageMs),
      line('each next page', nexts, limits.historyPageMs),
      line('a name searched in all', searches, limits.historySearchMs),
      line('a name that is not there', misses, limits.historySearchMs),
    ];
  });

type ReadPage = (wanted?: Partial<HistoryWanted>) => Promise<{
  readonly entries: readonly unknown[];
  readonly next: HistoryWanted['before'] | null;
}>;

/** From the newest to the oldest. */
async function pages(page: ReadPage): Promise<{ nexts: readonly number[]; listed: number }> {
  const nexts: number[] = [];
  let { entries, next } = await page();
  let listed = entries.length;
  while (next) {
    const before = next;
    nexts.push(
      await timed(async () => {
        ({ entries, next } = await page({ before }));
      }),
    );
    listed += entries.length;
  }
  return { nexts, listed };
}

/** As the screen does it: part after part, to the end. */
async function search(page: ReadPage, text: string, wanted: number): Promise<void> {
  let found = 0;
  let next: HistoryWanted['before'] | null = undefined;
  do {
    const part: Awaited<ReturnType<ReadPage>> = await page({ search: text, ...(next && { before: next }) });
    found += part.entries.length;
    next = part.next;
  } while (next);
  if (found !== wanted) throw new Error(`the search found ${found} of ${wanted}`);
}
