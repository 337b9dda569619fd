/** The desk of the desktop over a real socket: signed in or not, cut in the midst, revoked, too old; and its clicks. */
import { expect, test } from 'vitest';
import { signOut } from '../../../src/main/clinic/signOut.ts';
import { requests } from '../../../src/shared/ipc/contract.ts';
import { systemClock } from '../../../src/main/system.ts';
import { FakeClock } from '../../fixtures/fakeClock.ts';
import { visitView } from '../../fixtures/views.ts';
import { doctorOf, startClinic } from '../service/staff/clinic.ts';
import { scriptedCore, staffNode, type StaffNodeOptions } from '../service/staff/support.ts';
import { cutter, runDesk } from './support.ts';

/** Past the pause before the first try. */
const pauseMs = 375;

async function scene(options: Partial<StaffNodeOptions> = {}) {
  const clock = new FakeClock();
  const core = scriptedCore();
  const node = await staffNode({ clock, core, ...options });
  const cut = cutter(node.app.server);
  const doctor = await node.account({ role: 'doctor' });
  core.visits.set('v1', { ownerId: doctor.trueconfId ?? '', furtherBrowsers: false });
  /** Of the desk alone. */
  const deskClock = new FakeClock();
  const running = runDesk(node.origin, deskClock);
  return { clock, core, node, cut, doctor, deskClock, running };
}

test('nobody is signed in: no line is made; afterwards it is, and the page learns that it is in the app', async () => {
  const { core, node, doctor, running } = await scene();
  const { desk, states } = running;
  desk.start();
  await running.until('signed-out');
  expect(await desk.dispatch('visits:list', {})).toMatchObject({ error: { code: 'disconnected' } });
  expect(node.staff.desks()).toBe(0);
  running.cookie = await node.signIn(doctor);
  core.answer = () => ({ ok: true, value: { shell: 'service', version: '9.9.9' } });
  desk.reopen();
  expect(await desk.dispatch('app:info', {})).toEqual({
    ok: true,
    value: { shell: 'desktop', version: '9.9.9' },
  });
  expect(states).toEqual(['signed-out', 'opening', 'up']);
  core.emit({ channel: 'visits:changed', payload: { revision: 1, visit: visitOf(doctor.trueconfId) } });
  expect(await running.heard('visits:changed')).toMatchObject({
    visit: { id: 'v1', call: { kind: 'embedded' } },
  });
  expect(running.log.text()).not.toContain(running.cookie.slice('desk='.length));
});

const visitOf = (ownerId: string | null) =>
  visitView('v1', 'not-opened', {
    ownerId: ownerId ?? '',
    call: { kind: 'tab', entry: 'own-account', url: 'https://video.example/c/1' },
  });

test('cut in the midst of a command: it is done once, what is clicked meanwhile is done after, in order', async () => {
  const { core, node, cut, doctor, deskClock, running } = await scene();
  const { desk } = running;
  running.cookie = await node.signIn(doctor);
  const begun = Promise.withResolvers<void>();
  const work = Promise.withResolvers<void>();
  core.answer = async ({ channel }) => {
    begun.resolve();
    if (channel === 'visits:end') await work.promise;
    return { ok: true, value: { done: channel } };
  };
  desk.start();
  const ending = desk.dispatch('visits:end', { visitId: 'v1' });
  await begun.promise;
  cut();
  await running.until('lost');
  const labelling = desk.dispatch('visits:setLabel', { visitId: 'v1', label: 'x' });
  await deskClock.advance(pauseMs);
  await running.until('up');
  expect(await labelling).toEqual({ ok: true, value: { done: 'visits:setLabel' } });
  work.resolve();
  expect(await ending).toEqual({ ok: true, value: { done: 'visits:end' } });
  expect(core.dispatched.map(({ channel }) => channel)).toEqual(['visits:end', 'visits:setLabel']);
  expect(running.states).toEqual(['up', 'lost', 'up']);
  expect(new Set(core.dispatched.map(({ caller }) => caller.commandKey)).size).toBe(2);
});

test('a service that is away keeps a click for a minute, then says that it was not done', async () => {
  const { node, cut, doctor, deskClock, running } = await scene();
  running.cookie = await node.signIn(doctor);
  running.desk.start();
  await running.until('up');
  await node.staff.stop();
  cut();
  await running.until('lost');
  const click = running.desk.dispatch('visits:end', { visitId: 'v1' });
  await deskClock.advance(60_000);
  expect(await click).toMatchObject({ ok: false, error: { code: 'disconnected', retryable: true } });
  expect(running.desk.connection()).toBe('lost');
});

test('a line that is down is tried at once when the person is back', async () => {
  const { node, cut, doctor, deskClock, running } = await scene();
  running.cookie = await node.signIn(doctor);
  running.desk.start();
  await running.until('up');
  cut();
  await running.until('lost');
  running.desk.wake();
  // No pause.
  await deskClock.advance(0);
  await running.until('up');
});

test('a revoked session ends the desk within a minute; signed in again it goes on', async () => {
  const { clock, node, doctor, running } = await scene();
  running.cookie = await node.signIn(doctor);
  running.desk.start();
  await running.until('up');
  await node.sessions.revokeAllOf(doctor.id);
  await clock.advance(60_000);
  await running.until('signed-out');
  expect(await running.desk.dispatch('visits:list', {})).toMatchObject({ error: { code: 'disconnected' } });
  running.cookie = await node.signIn(doctor);
  running.desk.reopen();
  await running.until('up');
});

test('another name waits for the page to be loaded anew; a desk that is too old is told so', async () => {
  const { clock, node, doctor, running } = await scene();
  running.cookie = await node.signIn(doctor);
  running.desk.start();
  await running.until('up');
  await node.account({ ...doctor, name: 'Dr. Other' });
  await clock.advance(45_000);
  await running.until('account-changed');
  running.desk.reopen();
  await running.until('up');

  const newer = await scene({ protocols: { current: 3, older: null } });
  newer.running.cookie = await newer.node.signIn(newer.doctor);
  newer.running.desk.start();
  await newer.running.until('too-old');
});

test('signing out ends the session at the service, and the line here at once', async () => {
  const { node, doctor, running } = await scene();
  const cookie = await node.signIn(doctor);
  running.cookie = cookie;
  running.desk.start();
  await running.until('up');
  running.cookie = undefined;
  running.desk.leave();
  expect(running.desk.connection()).toBe('signed-out');
  expect(await signOut({ origin: node.origin, cookie })).toBe(true);
  expect(await node.sessions.find(cookie.slice('desk='.length), node.origin)).toBeUndefined();
  await expect(signOut({ origin: 'http://127.0.0.1:1', cookie })).rejects.toThrow();
});

test('a doctor at the desktop: a visit is made once, heard of, listed, and its call opens beside the board', async () => {
  const clinic = await startClinic();
  const cut = cutter(clinic.app.server);
  await clinic.core.ask('settings:save', {
    sections: { doctors: { list: [], entry: 'own-account' } },
    linksMayDie: true,
  });
  const running = runDesk(clinic.origin, systemClock, await clinic.signIn(await doctorOf(clinic)));
  const { desk } = running;
  const value = async (answer: ReturnType<typeof desk.dispatch>): Promise<unknown> => {
    const envelope = await answer;
    if (!envelope.ok) throw new Error(envelope.error.code);
    return envelope.value;
  };
  desk.start();
  await running.until('up');
  const creating = value(desk.dispatch('visits:create', { label: 'Ivanova' }));
  cut();
  const visit = requests['visits:create'].output.parse(await creating);
  await running.heard('visits:changed', (payload) => JSON.stringify(payload).includes(visit.id));
  const listed = requests['visits:list'].output.parse(await value(desk.dispatch('visits:list', {})));
  expect(listed.visits.map(({ id, label, call }) => ({ id, label, kind: call.kind }))).toEqual([
    { id: visit.id, label: 'Ivanova', kind: 'embedded' },
  ]);
  const entered = requests['call:enter'].output.parse(
    await value(desk.dispatch('call:enter', { visitId: visit.id })),
  );
  expect(entered.url).toMatch(/^http/);
  expect(entered.partition).toMatch(/^persist:doctor-/);
  expect(await desk.dispatch('settings:get', {})).toMatchObject({ ok: false, error: { code: 'forbidden' } });
  expect(running.log.text()).not.toContain('Ivanova');
});
