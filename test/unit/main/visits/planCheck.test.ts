/** What would fail is red long before its time; a server that is away is nobody's fault. */
import { expect, it } from 'vitest';
import { appError, type ErrorCode } from '../../../../src/shared/errors.ts';
import { err } from '../../../../src/shared/result.ts';
import { settle } from '../../../fixtures/fakeClock.ts';
import { clinicSettings, must, startHarness, viewOf, type Harness } from '../../../fixtures/visitsHarness.ts';
import { createNodes } from '../../../fixtures/visitsNodes.ts';

const minute = 60_000;
const hour = 60 * minute;

const planIn = async (harness: Harness, ms: number, ownerId = 'dr.house') => {
  const startsAt = harness.clock.now() + ms;
  const view = must(await harness.visits.desk.create({ startsAt, ownerId }));
  await settle();
  return view;
};
const failureOf = async (harness: Harness, visitId: string) =>
  (await viewOf(harness, visitId)).failure?.code ?? null;

it.each([
  ['owner-unknown', 'owner-unknown', null],
  ['credentials-rejected', 'credentials-rejected', 'credentials-rejected'],
  ['certificate-changed', 'certificate-changed', 'certificate-changed'],
  ['unreachable', null, 'unreachable'],
  ['name-not-found', null, 'name-not-found'],
  ['permission-missing', null, null],
  ['api-missing', null, null],
] as const satisfies readonly (readonly [ErrorCode, ErrorCode | null, ErrorCode | null])[])(
  'an owner for whom the server says %s: card %s, banner %s',
  async (code, card, banner) => {
    const harness = await startHarness();
    harness.server.fail('user', code);
    const view = await planIn(harness, 5 * hour);
    expect(await failureOf(harness, view.id)).toBe(card);
    expect(await viewOf(harness, view.id)).toMatchObject({ phase: 'planned', stage: { word: 'planned' } });
    expect(harness.visits.serverTrouble()?.code ?? null).toBe(banner);
    expect(harness.server.calls.filter(({ call }) => call === 'user')).toEqual([
      { call: 'user', subject: 'dr.house', lane: 'background' },
    ]);
  },
);

it('is red and on the board of the day however far it is, unless the server as a whole refuses', async () => {
  const harness = await startHarness();
  const days = { plannedBefore: harness.clock.now() + 12 * hour };
  const listed = async () => (await harness.visits.desk.list(days)).visits.map(({ id }) => id);
  harness.server.fail('user', 'owner-unknown');
  const far = await planIn(harness, 30 * 24 * hour);
  expect([await failureOf(harness, far.id), await listed()]).toEqual(['owner-unknown', [far.id]]);
  harness.server.fail('user', 'credentials-rejected');
  await harness.clock.advance(minute);
  expect([await failureOf(harness, far.id), await listed()]).toEqual([null, []]);
  harness.server.heal();
  await harness.clock.advance(29 * 24 * hour);
  harness.server.fail('user', 'credentials-rejected');
  await harness.clock.advance(10 * minute);
  expect(await failureOf(harness, far.id)).toBe('credentials-rejected');
});

it('turns red by an event, at once for the next visit of this doctor, and not for another’s', async () => {
  const harness = await startHarness();
  harness.settings = {
    ...clinicSettings,
    doctors: {
      ...clinicSettings.doctors,
      list: [...clinicSettings.doctors.list, { id: 'dr.wilson', name: 'Dr. Wilson' }],
    },
  };
  harness.server.fail('user', 'owner-unknown', 1);
  const told: (string | null)[] = [];
  harness.visits.desk.onChange(({ visit }) => told.push(visit.failure?.code ?? null));
  const first = await planIn(harness, 5 * hour);
  expect(told).toEqual([null, 'owner-unknown']);
  const second = must(await harness.visits.desk.create({ startsAt: first.startsAt ?? 0 }));
  expect(second.failure?.code).toBe('owner-unknown');
  const wilsons = await planIn(harness, 5 * hour, 'dr.wilson');
  expect(await failureOf(harness, wilsons.id)).toBeNull();
  expect(harness.server.count('user')).toBe(2);
});

it('is asked again each minute while it is red, each ten while it is not, and at once after a change of settings', async () => {
  const harness = await startHarness();
  harness.server.fail('user', 'owner-unknown', 2);
  const view = await planIn(harness, 5 * hour);
  await harness.clock.advance(minute);
  expect([harness.server.count('user'), await failureOf(harness, view.id)]).toEqual([2, 'owner-unknown']);
  await harness.clock.advance(minute);
  expect([harness.server.count('user'), await failureOf(harness, view.id)]).toEqual([3, null]);
  await harness.clock.advance(10 * minute);
  expect(harness.server.count('user')).toBe(4);
  harness.visits.refresh();
  await settle();
  expect(harness.server.count('user')).toBe(5);
  must(await harness.visits.desk.end(view.id));
  await harness.clock.advance(hour);
  expect(harness.server.count('user')).toBe(5);
});

it('is asked by the next start, and says nothing once the visit is made', async () => {
  const harness = await startHarness();
  const view = await planIn(harness, hour);
  await harness.visits.stop();
  harness.server.fail('user', 'owner-unknown');
  await harness.restart();
  expect(await failureOf(harness, view.id)).toBe('owner-unknown');
  await harness.clock.advance(41 * minute);
  expect(await viewOf(harness, view.id)).toMatchObject({ phase: 'live', failure: null });
});

/** Doctors with one visit each, so that a round has several owners to ask for. */
async function threeDoctors() {
  const harness = await startHarness();
  const more = ['dr.wilson', 'dr.cuddy'].map((id) => ({ id, name: id }));
  const list = [...clinicSettings.doctors.list, ...more];
  harness.settings = { ...clinicSettings, doctors: { ...clinicSettings.doctors, list } };
  for (const { id } of list) await planIn(harness, 5 * hour, id);
  return harness;
}
const notesOf = (harness: Harness) =>
  harness.log.lines.filter(({ event }) => event === 'visits.plan-check').map(({ fields }) => fields.code);

it('asks a server that is away once a minute, however many owners there are and visits are saved', async () => {
  const harness = await threeDoctors();
  expect(harness.server.count('user')).toBe(3);
  harness.server.fail('user', 'timeout');
  await harness.clock.advance(10 * minute);
  expect(harness.server.count('user')).toBe(4);
  await planIn(harness, 6 * hour);
  await planIn(harness, 6 * hour, 'dr.wilson');
  expect(harness.server.count('user')).toBe(4);
  await harness.clock.advance(3 * minute);
  expect([harness.server.count('user'), harness.visits.serverTrouble()?.code]).toEqual([7, 'timeout']);
  harness.server.fail('user', 'unreachable', 1);
  await harness.clock.advance(2 * minute);
  expect([harness.server.count('user'), harness.visits.serverTrouble()]).toEqual([11, null]);
  expect(notesOf(harness)).toEqual(['timeout', 'unreachable']);
});

it('asks for the others where the server stumbles over one owner', async () => {
  const harness = await threeDoctors();
  const { server } = harness;
  const user = server.user.bind(server);
  server.user = async (id, options) => {
    const answer = await user(id, options);
    if (id !== 'dr.cuddy') return err(appError(id === 'dr.house' ? 'server-error' : 'timeout'));
    return answer;
  };
  server.fail('user', 'owner-unknown');
  await harness.clock.advance(12 * minute);
  const { visits } = await harness.visits.desk.list();
  expect(visits.map(({ ownerId, failure }) => [ownerId, failure?.code ?? null]).sort()).toEqual([
    ['dr.cuddy', 'owner-unknown'],
    ['dr.house', null],
    ['dr.wilson', null],
  ]);
});

it.each([
  ['owner-unknown', 'owner-unknown', 1],
  // Those that were saved before it was known are asked for once more, and not once each.
  ['timeout', null, 2],
] as const)(
  'asks once for all who are planned while a question is under way: %s',
  async (code, card, asked) => {
    const harness = await startHarness();
    const answer = harness.server.hold('user');
    harness.server.fail('user', code);
    const views = [];
    for (let count = 0; count < 5; count += 1) views.push(await planIn(harness, 5 * hour));
    expect(harness.server.count('user')).toBe(1);
    answer();
    await settle();
    for (const { id } of views) expect(await failureOf(harness, id)).toBe(card);
    expect(harness.server.count('user')).toBe(asked);
  },
);

it('takes its banner down where the server answers that it may not say, and with the last planned visit', async () => {
  const harness = await startHarness();
  const banner = () => harness.visits.serverTrouble()?.code ?? null;
  harness.server.fail('user', 'timeout', 1);
  const view = await planIn(harness, 5 * hour);
  expect(banner()).toBe('timeout');
  harness.server.fail('user', 'permission-missing');
  await harness.clock.advance(minute);
  expect(banner()).toBeNull();
  harness.server.fail('user', 'timeout');
  await harness.clock.advance(10 * minute);
  expect(banner()).toBe('timeout');
  must(await harness.visits.desk.end(view.id));
  await harness.clock.advance(minute);
  expect(banner()).toBeNull();
  // Whatever is planned next is asked for at once.
  const asked = harness.server.count('user');
  await planIn(harness, 5 * hour);
  expect([harness.server.count('user'), banner()]).toEqual([asked + 1, 'timeout']);
});

it('is forgotten by every node when one of them has made the visit', async () => {
  const nodes = createNodes();
  const leader = await nodes.start(true);
  const other = await nodes.start(false);
  nodes.server.fail('user', 'owner-unknown');
  const startsAt = nodes.clock.now() + 5 * hour;
  const { id } = must(await leader.visits.desk.create({ startsAt }));
  await settle();
  const failures = async () =>
    Promise.all(
      [leader, other].map(async ({ visits }) => (await viewOf({ visits }, id)).failure?.code ?? null),
    );
  expect(await failures()).toEqual(['owner-unknown', 'owner-unknown']);
  must(await leader.visits.desk.start(id));
  await settle();
  expect((await viewOf(other, id)).phase).toBe('live');
  expect(await failures()).toEqual([null, null]);
});

it('keeps what was said while the server is away, and what is not set up is red', async () => {
  const harness = await startHarness();
  harness.server.fail('user', 'owner-unknown', 1);
  const view = await planIn(harness, 5 * hour);
  harness.server.fail('user', 'timeout');
  await harness.clock.advance(2 * minute);
  expect(await failureOf(harness, view.id)).toBe('owner-unknown');
  harness.configured = false;
  harness.visits.refresh();
  await settle();
  expect(await failureOf(harness, view.id)).toBe('not-configured');
});
