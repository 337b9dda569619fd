/** 10,000 visits in the store: how long the board and a link take. */
import { DoctorPage } from '../doctorPage.ts';
import { fillStore, openStore, visitCount, type FullStore } from '../fullStore.ts';
import { limits } from '../limits.ts';
import { lineOf, type Line } from '../lines.ts';
import { progress, take, timed, withClinic, type Measure } from '../world.ts';

export const measureStore: Measure = ({ browser }) =>
  withClinic(async (clinic) => {
    progress(`  writing ${visitCount} visits`);
    const store = await fillStore(clinic.folder, clinic.keysFolder);
    const lines = await insideLines(store);
    const starts = await take(3, async () => {
      const doctor = await DoctorPage.open(browser);
      const startedAt = performance.now();
      const run = await clinic.start();
      await doctor.board(run.urls.app);
      const ms = performance.now() - startedAt;
      await doctor.close();
      await run.stop();
      return ms;
    });
    const whole = lineOf({
      name: '10,000 visits: start of the process to usable board',
      unit: 'ms',
      values: starts,
      limit: limits.startMs,
      note: `held to the limit of any start; the board shows ${store.shown} of them, the rest is older than a day`,
    });
    return [...lines, whole];
  });

async function insideLines(store: FullStore): Promise<readonly Line[]> {
  const opened: number[] = [];
  const listed: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const startedAt = performance.now();
    const visits = await openStore(store);
    await visits.start();
    const { visits: shown } = await visits.desk.list();
    opened.push(performance.now() - startedAt);
    if (shown.length !== store.shown) throw new Error(`the board shows ${shown.length} visits`);
    listed.push(...(await take(4, () => timed(() => visits.desk.list()))));
    await visits.stop();
  }
  const { hits, misses } = await lookups(store);
  return [
    lineOf({
      name: '10,000 visits: board with all it shows, cold (store opened)',
      unit: 'ms',
      values: opened,
      limit: limits.fullBoardMs,
      note: 'inside the process: open and check the store, resume, list, compute the cards',
    }),
    lineOf({
      name: '10,000 visits: board with all it shows, warm',
      unit: 'ms',
      values: listed,
      limit: limits.fullBoardMs,
    }),
    lineOf({
      name: '10,000 visits: link lookup, found',
      unit: 'ms',
      values: hits,
      limit: limits.lookupMs,
      note: 'by the hash of its token, with names and labels opened; all links in a random order',
    }),
    lineOf({
      name: '10,000 visits: link lookup, unknown',
      unit: 'ms',
      values: misses,
      limit: limits.lookupMs,
    }),
  ];
}

async function lookups(store: FullStore): Promise<{ hits: number[]; misses: number[] }> {
  const repository = store.repository();
  const lookup = async (hash: string, found: boolean): Promise<number> => {
    const startedAt = performance.now();
    const answer = await repository.loadByTokenHash(hash);
    const ms = performance.now() - startedAt;
    if ((answer !== undefined) !== found) throw new Error('a lookup went wrong');
    return ms;
  };
  const hits: number[] = [];
  const misses: number[] = [];
  for (const hash of store.tokenHashes) {
    hits.push(await lookup(hash, true));
    misses.push(await lookup(hash.split('').reverse().join(''), false));
  }
  await repository.close();
  return { hits, misses };
}
