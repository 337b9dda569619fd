/** What `npm run bench -- service` measures. */
import { lineOf, percentile, type Line } from '../lines.ts';
import { canRead, memoryOf } from '../processFacts.ts';
import { progress } from '../world.ts';
import { measureEnded } from './history.ts';
import { withHouse } from './house.ts';
import { killOne, type Killed } from './killing.ts';
import { goToWork, measureLoaded, type AtWork, type Loaded } from './load.ts';
import { days, dayMs, planVisits } from './plannedVisits.ts';
import type { Scale, ServiceMeasure } from './scale.ts';

const limits = {
  /** Beside one round trip of the server. */
  pressMs: 50,
  stageMs: 500,
  dayMs: 300,
} as const;

type Measure = (scale: Scale) => Promise<readonly Line[]>;

/** 400 desks and all patients on one node. */
const measureOne: Measure = (scale) =>
  withHouse(scale.desks, async (house) => {
    const work = await goToWork(house, 1, scale);
    return loadedLines('one node', work, await measureLoaded(work));
  });

/** The same on two, one of which dies. */
const measureTwo: Measure = (scale) =>
  withHouse(scale.desks, async (house) => {
    const work = await goToWork(house, 2, scale);
    const loaded = loadedLines('two nodes', work, await measureLoaded(work));
    return [...loaded, ...killedLines(await killOne(work))];
  });

function loadedLines(name: string, { scale, trips, connected }: AtWork, loaded: Loaded): readonly Line[] {
  const { presses, stages, memory, used, note } = loaded;
  const trip = percentile(trips, 50);
  const crowd = `${scale.desks} desks, ${scale.waiting} waiting, ${scale.inCalls} in calls`;
  const share = Object.entries(used.parts).filter(([part]) => part.startsWith('node'));
  return [
    lineOf({
      name: `${name}: press to the call's address`,
      unit: 'ms',
      values: presses.map(({ ms }) => ms),
      limit: trip + limits.pressMs,
      note: `${crowd}; limit: one round trip (p50 without load: ${Math.round(trip)} ms) + ${limits.pressMs} ms; ${note}`,
    }),
    lineOf({
      name: `${name}: what a page says to the card at the doctor's desk`,
      unit: 'ms',
      values: stages.owner,
      limit: limits.stageMs,
    }),
    lineOf({
      name: `${name}: the same to the last desk that shows it`,
      unit: 'ms',
      values: stages.last,
      limit: limits.stageMs,
    }),
    lineOf({
      name: `${name}: a desk connects and has its board`,
      unit: 'ms',
      values: connected,
      note: 'twenty at a time, before there are visits',
    }),
    ...(memory.length > 0 ? [lineOf({ name: `${name}: memory of a node`, unit: 'MB', values: memory })] : []),
    ...(share.length > 0
      ? [
          lineOf({
            name: `${name}: processor of a node, of one`,
            unit: '%',
            values: share.map(([, percent]) => percent),
          }),
        ]
      : []),
  ];
}

function killedLines(killed: Killed): readonly Line[] {
  const name = 'kill -9 of the leading node';
  const ms = (what: string, values: readonly number[], note?: string): readonly Line[] =>
    values.length === 0
      ? []
      : [lineOf({ name: `${name}: ${what}`, unit: 'ms', values, ...(note !== undefined && { note }) })];
  const { visits, persons, places, doubles, clicks } = killed.losses;
  const lost = visits + persons + places + doubles + clicks;
  return [
    ...ms('until all are served', [Math.max(...killed.desks, ...killed.patients, killed.leader)]),
    ...ms('until a desk of it has its board again', killed.desks),
    ...ms(
      'until a patient of it has a stream again',
      killed.patients,
      'a page that lost its stream asks again after 5 s',
    ),
    ...ms('until the other node leads', [killed.leader]),
    ...ms(
      "press to the call's address, around it",
      killed.presses,
      `${killed.pressedAgain} had to press again, a second later each time`,
    ),
    ...ms('click to a new visit, around it', killed.clicks),
    lineOf({
      name: `${name}: lost`,
      unit: 'times',
      values: [lost],
      limit: 0,
      note: `${visits} visits, ${persons} persons, ${places} places in the waiting room, ${clicks} clicks; ${doubles} visits made twice`,
    }),
  ];
}

/** Ten thousand planned visits, of which reception looks at one day. */
const measurePlanned: Measure = (scale) =>
  withHouse(2, async (house) => {
    const now = Date.now();
    progress(`  planning ${scale.planned} visits`);
    await planVisits(
      house.pool,
      now,
      scale.planned,
      house.staff.desks.flatMap(({ ownerId }) => ownerId ?? []),
    );
    const startedAt = performance.now();
    const node = await house.startNode();
    const started = performance.now() - startedAt;
    await house.desks.ask('connect', { specs: house.staff.desks, nodes: [node.staff] });
    const [desk = 0] = house.staff.receptionDesks;
    const look = (plannedBefore: number) =>
      house.desks.ask('timeBoard', { desk, plannedBefore, count: scale.presses });
    const day = await look(now + dayMs);
    const most = await look(now + days * dayMs);
    const name = `${scale.planned} planned visits`;
    const memory = canRead ? [await memoryOf(node.pid)] : [];
    return [
      lineOf({
        name: `${name}: board of a day`,
        unit: 'ms',
        values: day.ms,
        limit: limits.dayMs,
        note: `reception's, with ${day.visits} visits: from the desk's question to the whole answer, read`,
      }),
      lineOf({
        name: `${name}: the largest board`,
        unit: 'ms',
        values: most.ms,
        note: `${most.visits} visits: a board holds no more`,
      }),
      lineOf({ name: `${name}: start of a node to its addresses`, unit: 'ms', values: [started] }),
      ...(memory.length > 0
        ? [lineOf({ name: `${name}: memory of the node`, unit: 'MB', values: memory })]
        : []),
    ];
  });

export const measures: Readonly<Record<ServiceMeasure, Measure>> = {
  one: measureOne,
  two: measureTwo,
  planned: measurePlanned,
  ended: measureEnded,
};
