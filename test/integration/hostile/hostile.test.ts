/**
 * Ten thousand hostile requests against the real core over real sockets: whatever comes, the server answers without
 * failing and without telling anything, and the visits become what the model says.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../fixtures/temporaryFolder.ts';
import { oddMark } from './draft.ts';
import { newTally, play, type Tally } from './run.ts';
import { nameMark, runs } from './specs.ts';
import { openWorld, type World } from './world.ts';

const wanted = 10_000;

it('ten thousand hostile requests', { timeout: 600_000 }, async () => {
  const world = await openWorld(temporaryFolder());
  const tally = newTally();
  try {
    while (tally.sent < wanted) {
      await fc.assert(
        fc.asyncProperty(runs({ rounds: 4, lanes: 3, exchanges: 40 }), (run) => play(world, run, tally)),
        { numRuns: 10, timeout: 60_000, interruptAfterTimeLimit: 150_000 },
      );
    }
    expectFairShares(world, tally);
    expectSilentLog(world);
    await expectNormalVisit(world);
    await world.atRest();
    expect(world.openSockets()).toBe(0);
  } finally {
    await world.close();
  }
});

/** The run would be worth nothing if the guards had answered everything, or if something had never been reached. */
function expectFairShares(world: World, tally: Tally): void {
  expect(tally.live / tally.sent).toBeGreaterThan(0.5);
  expect(tally.pipelined / tally.sent).toBeGreaterThan(0.2);
  expect(tally.half).toBeGreaterThan(200);
  const deeds = ['press', 'report', 'callMe', 'handOver', 'heard'].map((deed) => world.asked.get(deed) ?? 0);
  expect(deeds.reduce((sum, count) => sum + count) / tally.sent).toBeGreaterThan(0.2);
  for (const what of everything) expect(tally.seen.get(what) ?? 0, what).toBeGreaterThan(0);
  expect([...tally.answers.keys()].filter((status) => status >= 500)).toEqual([]);
  for (const status of [200, 204, 303, 400, 403, 404, 405, 409, 413, 415, 417, 422])
    expect(tally.answers.has(status), `no ${status}`).toBe(true);
}

const everything = [
  'nothing',
  'events',
  'page',
  'page of a person',
  'first press',
  'press again',
  'address',
  'code taken',
  'report',
  'report of a person',
  'overtaken',
  'call',
  'call of a person',
  'hand-over',
  ...(['waiting', 'asleep', 'gone', 'declined', 'going-in', 'stuck', 'left'] as const).map(
    (state) => `became ${state}`,
  ),
];

function expectSilentLog(world: World): void {
  const log = world.log.text();
  const { lines } = world.log;
  expect(lines.filter(({ event }) => event === 'join-failed' || event === 'join-press-failed')).toEqual([]);
  expect(/[?&](lang|h)=/.test(log)).toBe(false);
  for (const mark of [nameMark, oddMark, 'Анна']) expect(log.includes(mark)).toBe(false);
  const words = new Set(log.match(/(?<![\w-])[\w-]{22}(?![\w-])/g));
  expect([...world.tokens].filter((token) => words.has(token))).toEqual([]);
}

async function expectNormalVisit(world: World): Promise<void> {
  const { token } = await world.newTarget('straight');
  const origin = `http://127.0.0.1:${world.ports.direct}`;
  const page = await fetch(`${origin}/v/${token}`);
  expect(page.status).toBe(200);
  expect(await page.text()).toContain('<main data-state="form"');
  const press = await fetch(`${origin}/v/${token}/join`, {
    method: 'POST',
    headers: { origin, accept: 'application/json', connection: 'close' },
    body: new URLSearchParams({ name: 'Anna Smirnova' }),
  });
  expect(await press.json()).toMatchObject({ state: 'going-in', url: expect.stringContaining('#login=') });
}
