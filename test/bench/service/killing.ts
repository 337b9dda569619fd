/** `kill -9` of the leading node under load: how long until everybody is served by the other, and what is lost. */
import { setTimeout as delay } from 'node:timers/promises';
import { progress } from '../world.ts';
import { compareBoards, type Losses } from './boards.ts';
import type { KeptVisit } from './deskProcess.ts';
import { doctorsFor, type AtWork } from './load.ts';

/** All in ms since the kill; only of those whom it hit. */
export interface Killed {
  readonly desks: readonly number[];
  readonly patients: readonly number[];
  readonly leader: number;
  /** From the press to the call's address, of presses around the kill. */
  readonly presses: readonly number[];
  /** Presses that had to be made again by the person. */
  readonly pressedAgain: number;
  /** From the click to the new visit, of clicks around the kill. */
  readonly clicks: readonly number[];
  readonly losses: Losses;
}

/** Presses and clicks that are under way when the node dies, and so many ms apart. */
const underWay = { count: 20, everyMs: 50 } as const;

/** In the log of a node that leads. */
const leads = '"event":"service.leader"';

/** The node that was started first leads. Errors: rejects when it does not. */
export async function killOne(work: AtWork): Promise<Killed> {
  const { house, nodes, scale } = work;
  const [victim, survivor] = nodes;
  if (!victim || !survivor) throw new Error('it takes two nodes');
  if (survivor.process.stdout().includes(leads)) throw new Error('the second node leads');
  const { desks, patients } = house;
  const count = Math.min(underWay.count, scale.presses);
  const straight = await desks.ask('make', { at: doctorsFor(house, count), admission: 'straight' });
  await patients.ask('open', { paths: straight.map(({ path }) => path) });
  const before = await boards(work);
  progress('  killing the node that leads');
  const presses = oneByOne(straight, async ({ path }) => (await patients.ask('press', { path })).tries);
  const clicks = oneByOne(doctorsFor(house, count), (desk) =>
    desks.ask('make', { at: [desk], admission: 'waiting' }),
  );
  await delay((count / 2) * underWay.everyMs);
  const killedAt = Date.now();
  const leading = survivor.process.logged('service.leader').then(() => Date.now() - killedAt);
  await house.kill(victim);
  // Whoever was at the other node was served all the time, and says an earlier moment.
  const hit = (times: readonly number[]): readonly number[] =>
    times.filter((at) => at > killedAt).map((at) => at - killedAt);
  const [deskTimes, patientTimes, leader, pressed, clicked] = await Promise.all([
    desks.ask('servedBeside', { node: victim.staff }).then(hit),
    patients.ask('servedBeside', { node: victim.patients }).then(hit),
    leading,
    presses,
    clicks,
  ]);
  progress('  everybody is served again; looking whether it stays so');
  await delay(Math.max(killedAt + scale.settleMs - Date.now(), 0));
  const made = clicked.flatMap(({ value }) => value.map(({ id }) => id));
  return {
    desks: deskTimes,
    patients: patientTimes,
    leader,
    presses: pressed.map(({ ms }) => ms),
    pressedAgain: pressed.reduce((sum, { value }) => sum + value - 1, 0),
    clicks: clicked.map(({ ms }) => ms),
    losses: compareBoards(before, await boards(work), made),
  };
}

/** What all doctors see. */
const boards = ({ house }: AtWork): Promise<KeptVisit[]> =>
  house.desks.ask('boards', { at: house.staff.doctorDesks });

interface Timed<T> {
  readonly ms: number;
  readonly value: T;
}

/** Begun one after the other, `everyMs` apart, whether or not the former has ended. */
async function oneByOne<I, T>(
  items: readonly I[],
  task: (item: I) => Promise<T>,
): Promise<readonly Timed<T>[]> {
  return Promise.all(
    items.map(async (item, index) => {
      await delay(index * underWay.everyMs);
      const startedAt = performance.now();
      const value = await task(item);
      return { ms: performance.now() - startedAt, value };
    }),
  );
}
