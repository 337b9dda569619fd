/** 500 patients in the waiting room of one PC: what they cost, and how soon all of them hear that they are let in. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { CrowdNews } from '../crowdProcess.ts';
import { DeskSocket } from '../deskSocket.ts';
import { lineOf, type Line } from '../lines.ts';
import { canRead, memoryOf, processorTimeOf } from '../processFacts.ts';
import { progress, take, withClinic, type Measure } from '../world.ts';

const patients = 500;
/** Visits that are being made at the same time. */
const makersAtOnce = 8;
/** Half a minute of waiting. */
const load = { periods: 6, periodMs: 5_000 } as const;

interface Result {
  /** MB; empty where the system does not tell. */
  readonly memory: Readonly<Record<'started' | 'made' | 'waiting', readonly number[]>>;
  /** Percent of one processor in each period. */
  readonly processor: readonly number[];
  /** ms since the first "let in" was asked, one per patient. */
  readonly heard: readonly number[];
  readonly inside: readonly number[];
}

export const measureCrowd: Measure = () =>
  withClinic(
    async (clinic) => {
      const run = await clinic.start();
      const desk = await DeskSocket.open(run.urls.app);
      try {
        return linesOf(await oneCrowd(desk, run.child.pid ?? 0));
      } finally {
        desk.close();
      }
    },
    { visits: { admission: 'waiting' } },
  );

async function oneCrowd(desk: DeskSocket, pid: number): Promise<Result> {
  const memory = async (): Promise<readonly number[]> => (canRead ? [await memoryOf(pid)] : []);
  const started = await memory();
  progress(`  making ${patients} visits`);
  const links = await makeVisits(desk);
  const made = await memory();
  return withCrowd(async (crowd) => {
    const waiting = crowd.next('waiting');
    crowd.child.send(links);
    await waiting;
    progress(`  ${patients} patients wait`);
    const { processor, resident } = await watchWaiting(pid);
    const rooms = await waitingRooms(desk);
    const heard = crowd.next('heard');
    const inside = crowd.next('in');
    const startedAt = Date.now();
    await Promise.all(rooms.map(({ visitId, personId }) => desk.letIn(visitId, [personId])));
    const since = (times: readonly number[]): readonly number[] => times.map((at) => at - startedAt);
    return {
      memory: { started, made, waiting: resident },
      processor,
      heard: since(await heard),
      inside: since(await inside),
    };
  });
}

async function makeVisits(desk: DeskSocket): Promise<readonly string[]> {
  const links: string[] = [];
  const numbers = Array.from({ length: patients }).keys();
  const maker = async (): Promise<void> => {
    for (const _number of numbers) links.push((await desk.newVisit()).link);
  };
  await Promise.all(Array.from({ length: makersAtOnce }, maker));
  return links;
}

interface Crowd {
  readonly child: ChildProcess;
  /** The times told with the next such news. Errors: rejects when the crowd breaks. */
  next(news: Exclude<CrowdNews['news'], 'broken'>): Promise<readonly number[]>;
}

/** Lets `use` work with a process that plays the patients, and ends it. */
async function withCrowd<T>(use: (crowd: Crowd) => Promise<T>): Promise<T> {
  const child = fork(join(import.meta.dirname, '..', 'crowdProcess.ts'));
  const next: Crowd['next'] = (wanted) =>
    new Promise((resolve, reject) => {
      child.on('message', (message: CrowdNews) => {
        if (message.news === 'broken') reject(new Error(`the crowd broke: ${message.why}`));
        else if (message.news === wanted) resolve(message.news === 'waiting' ? [] : message.at);
      });
      child.once('exit', () => reject(new Error('the crowd ended')));
    });
  const ended = once(child, 'exit');
  try {
    return await use({ child, next });
  } finally {
    if (child.connected) child.disconnect();
    await ended;
  }
}

async function watchWaiting(pid: number): Promise<{ processor: number[]; resident: number[] }> {
  const resident: number[] = [];
  if (!canRead) {
    progress('  memory and processor are told on Linux only');
    return { processor: [], resident };
  }
  const processor = await take(load.periods, async () => {
    const [before, startedAt] = [await processorTimeOf(pid), performance.now()];
    await delay(load.periodMs);
    const used = (await processorTimeOf(pid)) - before;
    const passed = performance.now() - startedAt;
    resident.push(await memoryOf(pid));
    return (used / passed) * 100;
  });
  return { processor, resident };
}

/** Errors: rejects unless everybody still waits. */
async function waitingRooms(
  desk: DeskSocket,
): Promise<readonly { readonly visitId: string; readonly personId: string }[]> {
  const rooms = (await desk.visits()).flatMap(({ id, persons }) =>
    persons
      .filter(({ state }) => state === 'waiting')
      .map((person) => ({ visitId: id, personId: person.id })),
  );
  if (rooms.length !== patients) throw new Error(`${rooms.length} of ${patients} patients wait`);
  return rooms;
}

function linesOf({ memory, processor, heard, inside }: Result): readonly Line[] {
  const name = `${patients} patients wait`;
  const resident = `${name}: memory of the process`;
  const load = [
    { name: `${resident}, before the first visit`, values: memory.started },
    { name: `${resident}, visits made, nobody there`, values: memory.made },
    {
      name: `${resident}, all waiting`,
      values: memory.waiting,
      note: 'resident, of the web shell, which is the core and its servers; a visit, a stream and a pulse each 12 s per patient, no browser; patients and server are other processes',
    },
  ].map((line) => ({ ...line, unit: 'MB' as const }));
  const share = { name: `${name}: processor, of one`, unit: '%' as const, values: processor };
  return [
    ...[...load, share].filter(({ values }) => values.length > 0).map(lineOf),
    lineOf({
      name: `${name}: all let in, until a patient hears it`,
      unit: 'ms',
      values: heard,
      note: 'from the first request of the desk, all asked at once through its socket, to the event in the stream, by one wall clock of whole ms',
    }),
    lineOf({ name: `${name}: until the last one hears it`, unit: 'ms', values: [Math.max(...heard)] }),
    lineOf({
      name: `${name}: until a patient has the call's address`,
      unit: 'ms',
      values: inside,
      note: 'each page presses at once; two calls of the server for each, over the two connections of presses',
    }),
    lineOf({
      name: `${name}: until the last one has the call's address`,
      unit: 'ms',
      values: [Math.max(...inside)],
    }),
  ];
}
