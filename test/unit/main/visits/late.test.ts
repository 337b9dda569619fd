/** "I am late": who is told, what stands on the page of whoever comes later, and how it is taken back. */
import { expect, it, vi } from 'vitest';
import { wordOnArrival } from '../../../../src/main/visits/late.ts';
import { parseStored } from '../../../../src/main/visits/storedVisit.ts';
import {
  clinicSettings,
  must,
  named,
  startHarness,
  tokenOf,
  viewOf,
  type Harness,
} from '../../../fixtures/visitsHarness.ts';

const minute = 60_000;
const hour = 60 * minute;

/** Two doctors, one with a waiting room that Anna and Boris sit in, and visits planned for half an hour, four hours. */
async function morning() {
  const harness = await startHarness();
  harness.settings = {
    ...clinicSettings,
    doctors: {
      ...clinicSettings.doctors,
      list: [...clinicSettings.doctors.list, { id: 'dr.wilson', name: 'Dr. Wilson' }],
    },
    visits: { ...clinicSettings.visits, admission: 'waiting' },
  };
  const { desk, door } = harness.visits;
  const plan = async (ms: number, ownerId = 'dr.house') =>
    must(await desk.create({ startsAt: harness.clock.now() + ms, ownerId }));
  const now = must(await desk.create({ ownerId: 'dr.house' }));
  for (const name of ['Anna', 'Boris']) must(await door.press(tokenOf(now), name, named(name)));
  return {
    harness,
    now,
    soon: await plan(50 * minute),
    later: await plan(4 * hour),
    others: await plan(50 * minute, 'dr.wilson'),
  };
}

const messagesOf = async (harness: Harness, visitId: string) =>
  (await viewOf(harness, visitId)).persons.map(({ message }) =>
    message?.kind === 'minutes' ? message.minutes : (message?.text ?? null),
  );
const earlyAt = (harness: Harness, view: { readonly link: { readonly url: string } | null }) =>
  harness.visits.door.look(view.link?.url.split('/v/')[1] ?? '', null, null);

it('tells whoever waits and whose visit begins within three hours, and nobody of another doctor', async () => {
  const { harness, now, soon, later, others } = await morning();
  const { desk } = harness.visits;
  expect(must(await desk.late('dr.house', 20))).toEqual({ waiting: 2, planned: 1 });
  expect(await messagesOf(harness, now.id)).toEqual([20, 20]);
  expect(await earlyAt(harness, soon)).toMatchObject({ state: 'early', lateMinutes: 20 });
  expect(await viewOf(harness, soon.id)).toMatchObject({ lateMinutes: 20, startsAt: soon.startsAt });
  for (const untold of [later, others]) {
    expect(await earlyAt(harness, untold)).not.toHaveProperty('lateMinutes');
    expect((await viewOf(harness, untold.id)).lateMinutes).toBeNull();
  }
  expect(must(await desk.late('dr.nobody', 20))).toEqual({ waiting: 0, planned: 0 });
});

it('is taken back where it was said, and the doctor’s own words stay', async () => {
  const { harness, now, soon } = await morning();
  const { desk } = harness.visits;
  must(await desk.late('dr.house', 40));
  const boris = (await viewOf(harness, now.id)).persons[1]?.id ?? '';
  must(await desk.message(now.id, [boris], { kind: 'text', text: 'Have your papers ready' }));
  expect(must(await desk.late('dr.house', null))).toEqual({ waiting: 1, planned: 1 });
  expect(await messagesOf(harness, now.id)).toEqual([null, 'Have your papers ready']);
  expect(await earlyAt(harness, soon)).not.toHaveProperty('lateMinutes');
  expect(must(await desk.late('dr.house', null))).toEqual({ waiting: 0, planned: 0 });
});

it('greets whoever comes to a late visit with the time that is left, and ends where somebody was let in', async () => {
  const { harness, soon } = await morning();
  const { desk, door } = harness.visits;
  must(await desk.late('dr.house', 20));
  await harness.clock.advance(40 * minute);
  must(await door.press(tokenOf(soon), 'vera', named('Vera')));
  // Ten minutes to the hour, and twenty more.
  expect(await messagesOf(harness, soon.id)).toEqual([30]);
  must(await desk.letIn(soon.id, [(await viewOf(harness, soon.id)).persons[0]?.id ?? '']));
  expect(must(await desk.late('dr.house', 10))).toMatchObject({ planned: 0 });
  expect((await viewOf(harness, soon.id)).lateMinutes).toBeNull();
});

/** When the doctor says so (minutes from the visit's time), how many minutes, and what whoever waits for it reads. */
it.each([
  ['before its time', -10, 20, 30],
  ['at its time', 0, 20, 20],
  ['after it', 10, 20, 10],
  // Less than a step is left of the twenty minutes: whoever still waits then is told of them anew.
  ['after the minutes are over', 30, 20, 20],
])('said %s, tells whoever waits how long it still is', async (_, at, said, read) => {
  const { harness, soon } = await morning();
  const { desk, door } = harness.visits;
  await harness.clock.advance((50 + at) * minute);
  must(await door.press(tokenOf(soon), 'vera', named('Vera')));
  expect(await messagesOf(harness, soon.id)).toEqual([null]);
  must(await desk.late('dr.house', said));
  expect(await messagesOf(harness, soon.id)).toEqual([read]);
});

it('ends by a word to nobody where somebody goes straight in', async () => {
  const { harness, soon } = await morning();
  const { desk, door } = harness.visits;
  must(await desk.late('dr.house', 20));
  must(await desk.setAdmission(soon.id, 'straight'));
  await harness.clock.advance(40 * minute);
  expect(must(await door.press(tokenOf(soon), 'vera', named('Vera'))).state).toBe('going-in');
  expect(await viewOf(harness, soon.id)).toMatchObject({ lateMinutes: null, persons: [{ message: null }] });
  must(await door.press(tokenOf(soon), 'oleg', named('Oleg')));
  expect(await messagesOf(harness, soon.id)).toEqual([null, null]);
});

it('loads no visit of later days to whom nothing was said', async () => {
  const { harness, now, soon } = await morning();
  const load = vi.spyOn(harness.repository, 'load');
  must(await harness.visits.desk.late('dr.house', 20));
  expect(load.mock.calls.map(([id]) => id).sort()).toEqual([now.id, soon.id].sort());
});

it('is forgotten when the visit is moved, and kept over a restart', async () => {
  const { harness, soon } = await morning();
  must(await harness.visits.desk.late('dr.house', 20));
  await harness.restart();
  expect((await viewOf(harness, soon.id)).lateMinutes).toBe(20);
  const moved = must(await harness.visits.desk.move(soon.id, harness.clock.now() + 2 * hour));
  expect(moved.lateMinutes).toBeNull();
});

it.each([
  ['in time', { startsAt: 0, lateMinutes: null }, 0, null],
  ['for now', { startsAt: null, lateMinutes: 20 }, 0, null],
  ['early', { startsAt: 13 * minute, lateMinutes: 20 }, 0, 35],
  ['at its time', { startsAt: 0, lateMinutes: 20 }, 4 * minute, 15],
  ['when all is over', { startsAt: 0, lateMinutes: 20 }, 19 * minute, null],
  ['very late', { startsAt: 15 * minute, lateMinutes: 120 }, 0, 120],
] as const)('says to who comes %s what is true then', (_, visit, now, minutes) => {
  expect(wordOnArrival(visit, now)).toEqual(minutes === null ? null : { kind: 'minutes', minutes, at: now });
});

it('reads what former versions stored as in time', async () => {
  const { harness, soon } = await morning();
  const { visit, persons } = (await harness.repository.load(soon.id)) ?? {};
  if (!visit) throw new Error('not stored');
  const { lateMinutes: _, ...former } = visit;
  expect(parseStored(JSON.stringify({ visit: former, persons }))?.visit.lateMinutes).toBeNull();
});
