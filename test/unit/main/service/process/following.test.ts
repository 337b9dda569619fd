/** What other nodes save while the store does not answer: nothing of it is missed in the end. */
import { expect, onTestFinished, test } from 'vitest';
import { createFollowing } from '../../../../../src/main/service/following.ts';
import type { VisitRepository } from '../../../../../src/main/visits/types.ts';
import { settle } from '../../../../fixtures/fakeClock.ts';
import { aVisit } from '../../../../fixtures/repositoryContract.ts';
import { clinicSettings, startHarness } from '../../../../fixtures/visitsHarness.ts';
import { SwitchedLeadership } from '../../../../fixtures/visitsNodes.ts';

/** A node over a store that can be away, and another one that saves into it. */
async function aFollower() {
  const { repository: store } = await startHarness();
  const state = { isAway: false, lists: 0 };
  const answers = <A extends unknown[], R>(call: (...args: A) => Promise<R>) => {
    return async (...args: A): Promise<R> => {
      if (state.isAway) throw new Error('the store is away');
      return call(...args);
    };
  };
  const repository: VisitRepository = {
    ...store,
    load: answers(store.load),
    async list(query) {
      state.lists += 1;
      return answers(store.list)(query);
    },
  };
  const node = await startHarness({
    repository,
    leadership: new SwitchedLeadership(false),
    shell: 'service',
    settings: () => clinicSettings,
  });
  state.lists = 0;
  const following = createFollowing({ app: node.visits, clock: node.clock, log: node.log });
  onTestFinished(following.end);
  const told: string[] = [];
  node.visits.desk.onChange(({ visit }) => told.push(visit.id));
  const save = async (id: string): Promise<void> => {
    await store.save({ visit: aVisit(id), persons: [], version: 0 });
    following.visitSaved(id, 1);
    await settle();
  };
  return { ...node, store, following, state, told, save };
}

test('a save is told at once, and asks for that visit only', async () => {
  const { save, told, state } = await aFollower();
  await save('a');
  expect([told, state.lists]).toEqual([['a'], 0]);
});

test('what could not be read is read with all the rest, once the store answers; then nothing more is asked', async () => {
  const { save, told, state, clock, log } = await aFollower();
  state.isAway = true;
  for (const id of ['a', 'b', 'c']) await save(id);
  await clock.advance(1_000);
  expect([told, state.lists]).toEqual([[], 1]);
  await clock.advance(2_000 + 5_000 + 10_000);
  expect(state.lists).toBe(4);
  state.isAway = false;
  await clock.advance(9_999);
  expect(told).toEqual([]);
  await clock.advance(1);
  expect(told.toSorted()).toEqual(['a', 'b', 'c']);
  const { pending } = clock;
  await clock.advance(600_000);
  expect([state.lists, clock.pending]).toEqual([5, pending]);
  expect(log.lines.filter(({ event }) => event === 'service.not-followed')).toHaveLength(7);

  // The next time it is tried again soon.
  state.isAway = true;
  await save('d');
  state.isAway = false;
  await clock.advance(1_000);
  expect(told.at(-1)).toBe('d');
});

test('a gap is read at once, as often as something may have been missed, and never twice at the same time', async () => {
  const { following, state, told, store } = await aFollower();
  const missed = { visit: aVisit('missed'), persons: [], version: 0 };
  await store.save(missed);
  for (let times = 0; times < 5; times += 1) following.gap();
  await settle();
  expect([told, state.lists]).toEqual([[missed.visit.id], 2]);
});

test('after its end nothing is asked any more', async () => {
  const { following, save, state, clock } = await aFollower();
  state.isAway = true;
  await save('a');
  following.end();
  state.isAway = false;
  await clock.advance(60_000);
  expect(state.lists).toBe(0);
});

test('a node that leads from its start takes what was saved while it read the visits', async () => {
  const { repository: store } = await startHarness();
  let isRead = false;
  const repository: VisitRepository = {
    ...store,
    async list(query) {
      const read = await store.list(query);
      if (!isRead) await store.save({ visit: aVisit('late'), persons: [], version: 0 });
      isRead = true;
      return read;
    },
  };
  const leadership = new SwitchedLeadership(true);
  const { visits } = await startHarness({
    repository,
    leadership,
    shell: 'service',
    settings: () => clinicSettings,
  });
  const told: string[] = [];
  visits.desk.onChange(({ visit }) => told.push(visit.id));
  await visits.reload();
  // Known already: a further look finds nothing new.
  expect(told).toEqual([]);
});
