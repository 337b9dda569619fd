/** 10,000 visits in the store: how long the board and a link take. */
import { DeskSocket } from '../deskSocket.ts';
import { DoctorPage } from '../doctorPage.ts';
import { fillStore, openStore, visitCount, type FullStore } from '../fullStore.ts';
import { limits } from '../limits.ts';
import { lineOf, type Line } from '../lines.ts';
import { canRead, memoryOf } from '../processFacts.ts';
import { progress, take, timed, withClinic, type BenchClinic, type Measure } from '../world.ts';

/** What a busy day asks of a process that stays open: its list anew, by every tab that is opened or connected again, and searches. */
const aDay = { boards: 60, searches: 10 } as const;

export const measureStore: Measure = ({ browser }) =>
  withClinic(async (clinic) => {
    progress(`  writing ${visitCount} visits`);
    const store = await fillStore(clinic.folder, clinic.keysFolder);
    const inside = await boards(store);
    const lines = [...boardLines(inside), ...(await lookupLines(store))];
    const memory: number[] = [];
    const starts = await take(3, async () => {
      const doctor = await DoctorPage.open(browser);
      const startedAt = performance.now();
      const run = await clinic.start();
      await doctor.board(run.urls.app);
      const ms = performance.now() - startedAt;
      if (canRead && run.child.pid !== undefined) memory.push(await memoryOf(run.child.pid));
      await doctor.close();
      await run.stop();
      return ms;
    });
    const whole = lineOf({
      name: '10,000 visits: start of the process to usable board',
      unit: 'ms',
      values: starts,
      limit: limits.startMs,
      note: `held to the limit of any start; the board shows ${inside.shown} of them: what is open, and what is younger than a day`,
    });
    const later = canRead ? await take(2, () => memoryAfterADay(clinic)) : [];
    return [
      ...lines,
      whole,
      ...memoryLine('with the board shown', memory, {
        limit: limits.shellMemory,
        note: 'resident, of the whole process; one sample for each start',
      }),
      ...memoryLine('after a day', later, {
        note: `the board was listed ${aDay.boards} times and ${aDay.searches} names searched in all visits; held to no limit`,
      }),
    ];
  });

/** Where the system tells it. */
const memoryLine = (
  what: string,
  values: readonly number[],
  rest: { readonly limit?: number; readonly note: string },
): readonly Line[] =>
  values.length === 0
    ? []
    : [lineOf({ name: `10,000 visits: memory of the web shell, ${what}`, unit: 'MB', values, ...rest })];

async function memoryAfterADay(clinic: BenchClinic): Promise<number> {
  const run = await clinic.start();
  const desk = await DeskSocket.open(run.urls.app);
  for (let board = 0; board < aDay.boards; board += 1) await desk.visits();
  for (let search = 0; search < aDay.searches; search += 1) {
    if ((await desk.search(`ivan 499${search}`)) !== 1) throw new Error('a search went wrong');
  }
  const memory = await memoryOf(run.child.pid ?? 0);
  desk.close();
  await run.stop();
  return memory;
}

interface Inside {
  readonly opened: number[];
  readonly listed: number[];
  /** How many visits the board shows. */
  readonly shown: number;
}

/** The board as the process itself sees it, opened and listed again and again. */
async function boards(store: FullStore): Promise<Inside> {
  const opened: number[] = [];
  const listed: number[] = [];
  let shown = 0;
  for (let round = 0; round < 5; round += 1) {
    const startedAt = performance.now();
    const visits = await openStore(store);
    await visits.start();
    shown = (await visits.desk.list()).visits.length;
    opened.push(performance.now() - startedAt);
    listed.push(...(await take(4, () => timed(() => visits.desk.list()))));
    await visits.stop();
  }
  return { opened, listed, shown };
}

const board = '10,000 visits: board with all it shows';
const boardLines = ({ opened, listed }: Inside): readonly Line[] => [
  lineOf({
    name: `${board}, cold (store opened)`,
    unit: 'ms',
    values: opened,
    limit: limits.fullBoardMs,
    note: 'inside the process: open and check the store, resume, list, compute the cards',
  }),
  lineOf({ name: `${board}, warm`, unit: 'ms', values: listed, limit: limits.fullBoardMs }),
];

async function lookupLines(store: FullStore): Promise<readonly Line[]> {
  const { hits, misses } = await lookups(store);
  const name = '10,000 visits: link lookup';
  const note = 'by the hash of its token, with the label opened; every link once';
  return [
    lineOf({ name: `${name}, found`, unit: 'ms', values: hits, limit: limits.lookupMs, note }),
    lineOf({ name: `${name}, unknown`, unit: 'ms', values: misses, limit: limits.lookupMs }),
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
