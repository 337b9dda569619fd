/** A clinic at work: desks connected, patients waiting, some in calls; and what a press and a stage take in it. */
import { cpus } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { bareRoundTrips } from '../bareCalls.ts';
import { serverLatencyMs } from '../limits.ts';
import { withPool } from '../patient.ts';
import { canRead, memoryOf, processorTimeOf } from '../processFacts.ts';
import { progress } from '../world.ts';
import type { HeardStage, MadeVisit } from './deskProcess.ts';
import type { BenchNode, House } from './house.ts';
import type { PressTime, SaidStage } from './patientProcess.ts';
import type { Scale } from './scale.ts';
import { between, limitedBy, processorTimeIn, usedNow, type Look, type Measured } from './shares.ts';
import { matchStages, type StageTimes } from './stages.ts';
import { createLagMeter } from './worker.ts';

/** Between two presses. */
const pressEveryMs = 500;
/** Fewer presses are taken on a machine that is too slow for all of them. */
const pressesWithinMs = 120_000;
/** Nobody presses sooner after the page has come; it lets the service ready its connections to the server. */
const findsButtonMs = 200;

export interface AtWork {
  readonly house: House;
  readonly nodes: readonly BenchNode[];
  readonly scale: Scale;
  /** One round trip of the server without any load (ms). */
  readonly trips: readonly number[];
  readonly waiting: readonly MadeVisit[];
  readonly inCalls: readonly MadeVisit[];
  /** ms until a desk was connected and had its board, of each. */
  readonly connected: readonly number[];
}

export interface Loaded {
  readonly presses: readonly PressTime[];
  readonly stages: StageTimes;
  /** MB of each node. */
  readonly memory: readonly number[];
  readonly used: Measured;
  readonly note: string;
}

/** Resolves when all desks are connected, all patients wait and all calls are on. */
export async function goToWork(house: House, nodeCount: number, scale: Scale): Promise<AtWork> {
  const nodes: BenchNode[] = [];
  for (let count = 0; count < nodeCount; count += 1) nodes.push(await house.startNode());
  const [first] = nodes;
  if (!first) throw new Error('no node runs');
  await house.chooseWaitingRoom(first);
  house.server.faults.latencyMs = serverLatencyMs;
  const trips = await withPool(house.server.origin, (pool) => bareRoundTrips(pool, 10));
  // What is made now is not measured.
  house.server.faults.latencyMs = 0;
  const { desks, patients, staff } = house;
  progress(`  ${staff.desks.length} desks come to ${nodes.length} nodes`);
  const connected = await desks.ask('connect', {
    specs: staff.desks,
    nodes: nodes.map((node) => node.staff),
  });
  await patients.ask('begin', { nodes: nodes.map((node) => node.patients) });
  progress(`  making ${scale.waiting + scale.inCalls} visits`);
  const waiting = await desks.ask('make', { at: doctorsFor(house, scale.waiting), admission: 'waiting' });
  const inCalls = await desks.ask('make', { at: doctorsFor(house, scale.inCalls), admission: 'straight' });
  progress(`  ${scale.inCalls} patients go into their calls, ${scale.waiting} come to wait`);
  await patients.ask('enterCalls', { paths: inCalls.map(({ path }) => path) });
  await patients.ask('wait', { paths: waiting.map(({ path }) => path) });
  house.server.faults.latencyMs = serverLatencyMs;
  return { house, nodes, scale, trips, waiting, inCalls, connected };
}

/** The visits are spread over all doctors. */
export function doctorsFor({ staff }: House, count: number): readonly number[] {
  const { doctorDesks } = staff;
  return Array.from({ length: count }, (_unused, index) => doctorDesks[index % doctorDesks.length] ?? 0);
}

export async function measureLoaded(work: AtWork): Promise<Loaded> {
  const { house, scale } = work;
  const { desks, patients } = house;
  progress(`  ${scale.presses} presses, and pages that go out of sight and come back`);
  await desks.ask('heard', undefined);
  await lags(work);
  const before = await usedNow(lookAt(work));
  await patients.ask('startTalking', undefined);
  const presses: PressTime[] = [];
  const until = performance.now() + pressesWithinMs;
  for (const desk of doctorsFor(house, scale.presses)) {
    if (performance.now() > until) break;
    const nextAt = performance.now() + pressEveryMs;
    const [visit] = await desks.ask('make', { at: [desk], admission: 'straight' });
    if (!visit) throw new Error('no visit was made');
    await patients.ask('open', { paths: [visit.path] });
    await delay(findsButtonMs);
    presses.push(await patients.ask('press', { path: visit.path }));
    await desks.ask('end', visit);
    await delay(Math.max(nextAt - performance.now(), 0));
  }
  const said = await patients.ask('stopTalking', undefined);
  const used = between(before, await usedNow(lookAt(work)));
  const late = await lags(work);
  return {
    presses,
    used,
    stages: await heardStages(work, said),
    memory: canRead ? await Promise.all(work.nodes.map(({ pid }) => memoryOf(pid))) : [],
    note: `${limitedBy(used, cpus().length)}; ${lateness(late)}`,
  };
}

/** A stage may be on its way for so long; what has not come by then never will. */
const stagePatienceMs = 30_000;

async function heardStages(work: AtWork, said: readonly SaidStage[]): Promise<StageTimes> {
  const byPath = new Map(work.waiting.map(({ path, id }) => [path, id]));
  const wanted = said.map(({ path, word, at }) => ({ visitId: byPath.get(path) ?? '', word, at }));
  const heard: HeardStage[] = [];
  const patience = performance.now() + stagePatienceMs;
  for (;;) {
    heard.push(...(await work.house.desks.ask('heard', undefined)));
    const times = matchStages(wanted, heard);
    if (times.missing === 0) return times;
    if (performance.now() > patience) throw new Error(`${times.missing} stages never came to a card`);
    await delay(100);
  }
}

const ownLag = createLagMeter();

/** How late each process comes to its work (ms, 99 of 100 turns), since this was last asked. */
async function lags({ house, nodes }: AtWork): Promise<Readonly<Record<string, number>>> {
  const ofNodes = await Promise.all(nodes.map(({ staff }) => lagOf(staff)));
  return {
    ...byNode(ofNodes),
    desks: await house.desks.ask('lag', undefined),
    patients: await house.patients.ask('lag', undefined),
    'TrueConf emulator': await ownLag(),
  };
}

/** Among the metrics of a node, which begin anew each time that they are read. */
async function lagOf(staff: string): Promise<number> {
  const text = await (await fetch(`${staff}metrics`)).text();
  return Number(/^nodejs_eventloop_lag_p99_seconds (\S+)$/m.exec(text)?.[1]) * 1_000;
}

const lateness = (late: Readonly<Record<string, number>>): string =>
  `how late each comes to its work (p99): ${Object.entries(late)
    .map(([name, ms]) => `${name} ${Math.round(ms)} ms`)
    .join(', ')}`;

const byNode = (values: readonly number[]): Readonly<Record<string, number>> =>
  Object.fromEntries(values.map((value, index) => [values.length > 1 ? `node ${index + 1}` : 'node', value]));

function lookAt({ house, nodes }: AtWork): Look {
  return async () => {
    const times = await Promise.all(nodes.map(({ pid }) => processorTimeOf(pid).catch(() => 0)));
    const { user, system } = process.cpuUsage();
    return {
      ...byNode(times),
      PostgreSQL: await processorTimeIn(house.dataFolder),
      desks: await processorTimeOf(house.desks.pid),
      patients: await processorTimeOf(house.patients.pid),
      'TrueConf emulator': (user + system) / 1_000,
    };
  };
}
