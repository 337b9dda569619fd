/** Several nodes over one store: one rehearsal for all, seen and ended from everywhere. And when it is due. */
import { describe, expect, test } from 'vitest';
import { resultOf, type RehearsalStore } from '../../../../src/main/diagnostics/rehearsal/document.ts';
import type { RehearsalWatch } from '../../../../src/main/diagnostics/rehearsal/play.ts';
import { createRehearsals, type Rehearsals } from '../../../../src/main/diagnostics/rehearsal/rehearsals.ts';
import { dueAt, minuteOfDay } from '../../../../src/main/diagnostics/rehearsal/schedule.ts';
import { startScheduler } from '../../../../src/main/diagnostics/rehearsal/scheduler.ts';
import { spares } from '../../../../src/main/diagnostics/rehearsal/sparing.ts';
import type { RehearsalStage } from '../../../../src/shared/ipc/rehearsal.ts';
import { FakeClock, settle } from '../../../fixtures/fakeClock.ts';
import { fakeRandom } from '../../../fixtures/fakeRandom.ts';
import { recordingLog } from '../../../fixtures/recordingLog.ts';

const stage: RehearsalStage = {
  ...{ stage: 'settings', outcome: 'passed', ms: 1, error: null, note: null, facts: {} },
};

/** A document of which every node is told. */
function sharedStore() {
  let body: unknown = null;
  const nodes: Rehearsals[] = [];
  const state = { isAway: false };
  const store: RehearsalStore = {
    read: async () => structuredClone(body),
    async change(next) {
      if (state.isAway) throw new Error('away');
      const after = next(structuredClone(body));
      if (after === undefined) return;
      body = structuredClone(after);
      for (const node of nodes) void node.changedElsewhere();
    },
  };
  return { store, nodes, state };
}

function node(shared: ReturnType<typeof sharedStore>, clock: FakeClock, name: string) {
  const played: RehearsalWatch[] = [];
  let end = (): void => undefined;
  const rehearsals = createRehearsals({
    ...{ store: shared.store, isShared: true, clock, log: recordingLog(), random: fakeRandom(name) },
    installationTag: () => 'visit-desk-0123456789abcdef',
    sweep: () => undefined,
    onChange: () => undefined,
    play: async (_by, watch) => {
      played.push(watch);
      await new Promise<void>((resolve) => {
        end = resolve;
        watch.signal.addEventListener('abort', () => resolve());
      });
      watch.onEnd(watch.signal.aborted ? { ...stage, outcome: 'not-tried', note: 'cancelled' } : stage);
      return { left: false };
    },
  });
  shared.nodes.push(rehearsals);
  return { rehearsals, played, end: () => end() };
}

const world = () => {
  const shared = sharedStore();
  const clock = new FakeClock();
  return { shared, clock, a: node(shared, clock, 'a'), b: node(shared, clock, 'b') };
};

describe('two nodes', () => {
  test('two administrators press at once: one is played, and both see it', async () => {
    const { a, b } = world();
    await Promise.all([a.rehearsals.start('hand'), b.rehearsals.start('hand')]);
    await settle();
    expect(a.played.length + b.played.length).toBe(1);
    expect(b.rehearsals.state().run).toMatchObject({ result: null });
    expect(b.rehearsals.state().run?.id).toBe(a.rehearsals.state().run?.id);
    a.end();
    b.end();
    await settle();
    for (const { rehearsals } of [a, b]) expect(rehearsals.state().run?.result).toBe('passed');
  });

  test('ended from the other node', async () => {
    const { a, b } = world();
    await a.rehearsals.start('hand');
    await settle();
    expect((await b.rehearsals.cancel()).ok).toBe(true);
    await settle();
    expect(a.played[0]?.signal.aborted).toBe(true);
    for (const { rehearsals } of [a, b]) expect(rehearsals.state().run?.result).toBe('cancelled');
  });

  test('a node that dies: the others say so, and another one can be begun', async () => {
    const { shared, clock, a, b } = world();
    await a.rehearsals.start('schedule');
    await settle();
    shared.nodes.splice(0, 1);
    expect(b.rehearsals.state().run?.result).toBeNull();
    await clock.advance(30_000);
    expect(b.rehearsals.state().run).toMatchObject({ result: 'interrupted', current: null });
    expect(b.rehearsals.scheduledAt()).not.toBeNull();
    await b.rehearsals.start('hand');
    await settle();
    expect(b.played).toHaveLength(1);
  });

  test('a store that is away: nothing is begun, and it is said', async () => {
    const { shared, a } = world();
    shared.state.isAway = true;
    expect(await a.rehearsals.start('hand')).toMatchObject({ ok: false, error: { code: 'storage-failed' } });
    await settle();
    expect(a.played).toEqual([]);
  });

  test('stopped while it asks the store: nothing is played, and others see that it was ended', async () => {
    const { a, b } = world();
    const begun = a.rehearsals.start('hand');
    await a.rehearsals.stop();
    await begun;
    await settle();
    expect(a.played).toEqual([]);
    expect(b.rehearsals.state().run?.result).toBe('cancelled');
    await a.rehearsals.start('schedule');
    await settle();
    expect(a.played).toEqual([]);
  });

  test('by schedule only the one that leads plays it', async () => {
    const { clock, a, b } = world();
    const parts = (one: typeof a, leads: boolean) => ({
      ...{ rehearsals: one.rehearsals, clock, leads: () => leads, isReady: () => true, isBusy: () => false },
      settings: () => ({ diagnostics: { rehearsal: 'daily' as const } }),
    });
    const ends = [startScheduler(parts(a, false)), startScheduler(parts(b, true))];
    await clock.advance(24 * 3_600_000);
    expect([a.played.length, b.played.length]).toEqual([0, 1]);
    for (const end of ends) end();
  });
});

test('a rehearsal of which nothing was played has not passed', () => {
  expect(resultOf([], false)).toBe('doubtful');
  expect(resultOf([stage], false)).toBe('passed');
});

describe('when it is due', () => {
  const at = (day: number, hour: number, minute = 0): number =>
    new Date(2026, 10, day, hour, minute).getTime();
  const facts = { startedAt: at(20, 0), lastAt: null, minuteOfDay: 6 * 60 + 10 };

  test.each([
    ['before its time: today', { now: at(25, 5) }, at(25, 6, 10)],
    [
      'its time is over and it was played: tomorrow',
      { now: at(25, 7), lastAt: at(25, 6, 10) },
      at(26, 6, 10),
    ],
    ['it was busy at that time: at once', { now: at(25, 7), lastAt: at(24, 6, 10) }, at(25, 6, 10)],
    ['the PC was off: soon after its start', { now: at(25, 8), startedAt: at(25, 8) }, at(25, 8, 20)],
    [
      'the program has just started: a little later',
      { now: at(25, 6, 5), startedAt: at(25, 6, 5) },
      at(25, 6, 15),
    ],
    ['played late, next day on time', { now: at(26, 3), lastAt: at(25, 8, 20) }, at(26, 6, 10)],
  ])('%s', (_name, change, expected) => {
    expect(dueAt({ ...facts, ...change })).toBe(expected);
  });

  test('PCs are spread over half an hour, each with a minute of its own', () => {
    const minutes = Array.from({ length: 600 }, (_, index) => minuteOfDay(`visit-desk-${index}`));
    expect(Math.min(...minutes)).toBe(360);
    expect(Math.max(...minutes)).toBe(389);
    const counts = Map.groupBy(minutes, (minute) => minute);
    expect(counts.size).toBe(30);
    for (const [, some] of counts) expect(some.length).toBeLessThan(50);
    expect(minuteOfDay('visit-desk-7')).toBe(minuteOfDay('visit-desk-7'));
  });

  test.each([
    ['schedule', { present: true, freeSeats: null }, 'busy'],
    ['schedule', { present: false, freeSeats: 1 }, 'few-seats'],
    ['schedule', { present: false, freeSeats: 2 }, null],
    ['schedule', { present: false, freeSeats: null }, null],
    ['hand', { present: true, freeSeats: 1 }, 'few-seats'],
    ['hand', { present: true, freeSeats: 2 }, null],
    ['hand', { present: false, freeSeats: 1 }, null],
  ] as const)('%s with %o asks for a place unless %s', (by, occupancy, expected) => {
    expect(spares(by, occupancy)).toBe(expected);
  });
});
