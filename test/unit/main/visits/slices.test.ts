/** Thousands of visits that are shown anew: whoever else has something to do comes in between. */
import { describe, expect, it } from 'vitest';
import { sliceSize } from '../../../../src/main/slices.ts';
import type { VisitRepository } from '../../../../src/main/visits/types.ts';
import { aPerson, aVisit } from '../../../fixtures/repositoryContract.ts';
import { clinicSettings, must, startHarness, type Harness } from '../../../fixtures/visitsHarness.ts';
import { createNodes } from '../../../fixtures/visitsNodes.ts';

const many = 6 * sliceSize + 7;
const idOf = (index: number): string => `v${index}`;
const all = Array.from({ length: many }, (_, index) => idOf(index));

async function plan(repository: VisitRepository): Promise<void> {
  for (const id of all) {
    const visit = aVisit(id, { state: { name: 'planned' }, startsAt: 3e12, expiresAt: 4e12 });
    await repository.save({ visit, persons: [], version: 0 });
  }
}

/** How much was told in each turn of the event loop, until all of it is. */
async function turnsOf(told: readonly unknown[], count: number): Promise<readonly number[]> {
  const turns: number[] = [];
  let before = 0;
  while (before < count) {
    turns.push(told.length - before);
    before = told.length;
    if (turns.length > 1_000) throw new Error(`told ${before} of ${count}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return turns;
}

/** Of which every card tells. */
function enterAsGuest(harness: Harness): void {
  harness.settings = { ...clinicSettings, doctors: { ...clinicSettings.doctors, entry: 'named-guest' } };
}

async function manyPlanned() {
  const harness = await startHarness();
  await plan(harness.repository);
  await harness.visits.reload();
  const told: string[] = [];
  const words: string[] = [];
  harness.visits.desk.onChange(({ visit }) => {
    told.push(visit.id);
    words.push(visit.stage.word);
  });
  return { harness, told, words };
}

describe('after a change of the settings', () => {
  it('all open visits are told anew, once each, never more than a slice in one turn', async () => {
    const { harness, told } = await manyPlanned();
    enterAsGuest(harness);
    harness.visits.refresh();
    expect(told).toHaveLength(sliceSize);
    // Another change on the heels of the first.
    harness.visits.refresh();
    expect(Math.max(...(await turnsOf(told, many)))).toBe(sliceSize);
    expect(told.toSorted()).toEqual(all.toSorted());
    harness.visits.refresh();
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(told).toHaveLength(many);
  });

  it('a visit that changes or ends meanwhile is told as it is last', async () => {
    const { harness, told, words } = await manyPlanned();
    const { desk } = harness.visits;
    enterAsGuest(harness);
    harness.visits.refresh();
    const [relabelled, ended] = [idOf(many - 1), idOf(many - 2)];
    must(await desk.setLabel(relabelled, 'Room 5'));
    must(await desk.end(ended));
    await turnsOf(told, many);
    expect(told.filter((id) => id === relabelled)).toHaveLength(1);
    expect(told.filter((id) => id === ended)).toHaveLength(1);
    expect(words[told.indexOf(ended)]).toBe('cancelled');
  });

  it('the end of the visits is not waited for', async () => {
    const { harness, told } = await manyPlanned();
    enterAsGuest(harness);
    harness.visits.refresh();
    await harness.visits.stop();
    expect(told.length).toBeLessThan(many);
  });
});

it('a guest place that is free moves a long queue in slices, and everybody is told the place once', async () => {
  const harness = await startHarness();
  harness.settings = { ...clinicSettings, visits: { ...clinicSettings.visits, guestSeats: 1 } };
  const [first, ...others] = all;
  for (const [index, id] of [first, ...others].entries()) {
    const waits = { state: 'waiting', queuedAt: index } as const;
    const person = aPerson(id ?? '', `p${index}`, index === 0 ? { state: 'in-call' } : waits);
    await harness.repository.save({
      visit: aVisit(id ?? '', { expiresAt: 4e12 }),
      persons: [person],
      version: 0,
    });
  }
  await harness.visits.reload();
  // Their places are told already while they are taken.
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  const told: (readonly [string, number | null | undefined])[] = [];
  harness.visits.desk.onChange(({ visit }) => told.push([visit.id, visit.persons[0]?.queue]));
  must(await harness.visits.desk.decline(idOf(1), ['p1']));
  expect(told.length).toBeLessThanOrEqual(sliceSize + 1);
  // The card of whoever was declined, and all behind.
  expect(Math.max(...(await turnsOf(told, many - 1)))).toBeLessThanOrEqual(sliceSize + 1);
  expect(told).toEqual([[idOf(1), null], ...others.slice(1).map((id, index) => [id, index + 1])]);
});

it('what other nodes have planned meanwhile is taken in slices', async () => {
  const nodes = createNodes();
  const node = await nodes.start(false);
  nodes.deaf = true;
  await plan(nodes.repository);
  const told: string[] = [];
  node.visits.desk.onChange(({ visit }) => told.push(visit.id));
  const reloading = node.visits.reload();
  expect(Math.max(...(await turnsOf(told, many)))).toBeLessThanOrEqual(sliceSize);
  await reloading;
  expect(told.toSorted()).toEqual(all.toSorted());
});
