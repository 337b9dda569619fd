/** Commands that are sent twice, calls that move between desks, and a node that stops. */
import { expect, test } from 'vitest';
import { createLocalSignals } from '../../../../src/main/service/staff/index.ts';
import { noMetrics } from '../../../../src/main/service/staff/parts.ts';
import { FakeClock } from '../../../fixtures/fakeClock.ts';
import { temporaryFolder } from '../../../fixtures/temporaryFolder.ts';
import { visitView } from '../../../fixtures/views.ts';
import { DeskClient, newKey } from './deskClient.ts';
import { scriptedCore, staffNode, type StaffNodeOptions } from './support.ts';

async function start(options: Partial<StaffNodeOptions> = {}) {
  const clock = new FakeClock();
  const core = scriptedCore();
  const node = await staffNode({ clock, core, ...options });
  const doctor = await node.account({ role: 'doctor', trueconfId: 'house' });
  core.visits.set('v1', { ownerId: 'house', furtherBrowsers: false });
  const cookie = await node.signIn(doctor);
  return {
    clock,
    core,
    node,
    doctor,
    cookie,
    open: (desk?: string) => DeskClient.open(node.origin, { cookie, ...(desk !== undefined && { desk }) }),
  };
}

/** An answer that a test gives when it wants to. */
function held() {
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  return { released, release: () => release() };
}

test('a command whose answer was lost is answered again and done once', async () => {
  const { core, open } = await start();
  const input = { visitId: 'v1', label: 'Ivanova' };
  const key = newKey();
  const first = await open();
  const answer = await first.ask('visits:setLabel', input, key);
  first.socket.terminate();
  await first.closed;
  expect(await (await open()).ask('visits:setLabel', input, key)).toEqual(answer);
  expect(core.dispatched).toHaveLength(1);
});

test('one that is still under way is waited for', async () => {
  const { core, open } = await start();
  const { released, release } = held();
  core.answer = async ({ channel }) => {
    if (channel === 'visits:create') await released;
    return { ok: true, value: 'made' };
  };
  const key = newKey();
  const first = await open();
  void first.ask('visits:create', {}, key);
  await expect.poll(() => core.dispatched.length).toBe(1);
  first.socket.terminate();
  const second = await open();
  const again = second.ask('visits:create', {}, key);
  await second.ask('app:info', {});
  release();
  expect(await again).toEqual({ ok: true, value: 'made' });
  expect(core.dispatched.filter(({ channel }) => channel === 'visits:create')).toHaveLength(1);
});

test('the key of another account finds nothing; the same key for something else is refused', async () => {
  const { core, node, open } = await start();
  const key = newKey();
  const own = await open();
  core.answer = () => ({ ok: true, value: { secretOfHouse: true } });
  await own.ask('visits:create', {}, key);
  const other = await node.account({ role: 'doctor', trueconfId: 'wilson' });
  const foreign = await DeskClient.open(node.origin, { cookie: await node.signIn(other) });
  core.answer = () => ({ ok: true, value: 'of wilson' });
  expect(await foreign.ask('visits:create', {}, key)).toEqual({ ok: true, value: 'of wilson' });
  expect(core.dispatched).toHaveLength(2);
  expect(await own.outcome('visits:create', { label: 'other' }, key)).toBe('bad-request');
  expect(await own.outcome('visits:end', { visitId: 'v1' }, key)).toBe('bad-request');
  expect(core.dispatched).toHaveLength(2);
});

test('answers are kept for two minutes; a command needs a key, what only reads needs none', async () => {
  const { clock, core, open } = await start();
  const desk = await open();
  const key = newKey();
  const end = (): Promise<string> => desk.outcome('visits:end', { visitId: 'v1' }, key);
  await end();
  await clock.advance(119_000);
  await desk.ask('app:info', {}, null);
  await end();
  expect(core.dispatched.filter(({ channel }) => channel === 'visits:end')).toHaveLength(1);
  await clock.advance(1_000);
  await end();
  expect(core.dispatched.filter(({ channel }) => channel === 'visits:end')).toHaveLength(2);
  expect(await desk.outcome('visits:end', { visitId: 'v1' }, null)).toBe('bad-request');
});

test('an account that fills the memory of answers is refused, and none that counts is forgotten for it', async () => {
  const { core, open } = await start({ limits: { commands: 3 } });
  const desk = await open();
  const keys = [newKey(), newKey(), newKey(), newKey()];
  const create = (key: string | undefined) => desk.outcome('visits:create', {}, key ?? null);
  for (const key of keys.slice(0, 3)) expect(await create(key)).toBe('ok');
  expect(await create(keys[3])).toBe('too-many-requests');
  for (const key of keys.slice(0, 3)) expect(await create(key)).toBe('ok');
  expect(core.dispatched).toHaveLength(3);
});

test('a failure of the core is an answer as well, and kept', async () => {
  const { core, open } = await start();
  const desk = await open();
  core.answer = () => ({ ok: false, error: { code: 'timeout', retryable: true, correlationId: 'c1' } });
  const key = newKey();
  expect(await desk.outcome('visits:end', { visitId: 'v1' }, key)).toBe('timeout');
  expect(await desk.outcome('visits:end', { visitId: 'v1' }, key)).toBe('timeout');
  expect(core.dispatched).toHaveLength(1);
});

test('take over here: the former desk is told, and its leaving does not end the call of the other', async () => {
  const { core, open } = await start();
  const first = await open();
  const second = await open();
  await first.ask('call:enter', { visitId: 'v1' });
  await second.ask('call:enter', { visitId: 'v1' });
  expect(await first.heard(({ event }) => event === 'call:taken')).toEqual({
    event: 'call:taken',
    payload: { visitId: 'v1' },
  });
  expect(await first.outcome('call:leave', { visitId: 'v1' })).toBe('ok');
  expect(core.dispatched.map(({ channel }) => channel)).toEqual(['call:enter', 'call:enter']);
  await second.ask('call:leave', { visitId: 'v1' });
  expect(core.dispatched.at(-1)?.channel).toBe('call:leave');
  await first.ask('call:enter', { visitId: 'v1' });
  expect(second.events).toEqual([]);
});

test('a desk that was not connected when its call was taken hears of it when it is back', async () => {
  const { open } = await start();
  const desk = newKey();
  const first = await open(desk);
  await first.ask('call:enter', { visitId: 'v1' });
  first.socket.terminate();
  const second = await open();
  await second.ask('call:enter', { visitId: 'v1' });
  const back = await open(desk);
  await back.heard(({ event }) => event === 'call:taken');
  back.socket.terminate();
  const again = await open(desk);
  await again.ask('app:info', {});
  expect(again.events).toEqual([]);
});

test('so does one whose line was just being closed', async () => {
  const signals = createLocalSignals();
  const taken = { kind: 'call-entered', visitId: 'v1', deskKey: 'another:desk' } as const;
  // As soon as the socket begins to close, before anything of that has gone out.
  const closed = (): void => queueMicrotask(() => signals.tell(taken));
  const { clock, node, doctor, open } = await start({ signals, metrics: { ...noMetrics, closed } });
  const desk = newKey();
  const first = await open(desk);
  await first.ask('call:enter', { visitId: 'v1' });
  await node.sessions.revokeAllOf(doctor.id);
  await clock.advance(60_000);
  expect(await first.closed).toBe(4401);
  const back = await DeskClient.open(node.origin, { cookie: await node.signIn(doctor), desk });
  await back.heard(({ event }) => event === 'call:taken');
});

test('a call is taken over on another node, and each node tells its own desks', async () => {
  const clock = new FakeClock();
  const signals = createLocalSignals();
  const path = `${temporaryFolder()}/access.sqlite`;
  const cores = [scriptedCore(), scriptedCore()] as const;
  const one = await staffNode({ clock, core: cores[0], signals, path });
  const two = await staffNode({ clock, core: cores[1], signals, path });
  const doctor = await one.account({ role: 'doctor', trueconfId: 'house' });
  await two.refresh();
  for (const core of cores) core.visits.set('v1', { ownerId: 'house', furtherBrowsers: false });
  const first = await DeskClient.open(one.origin, { cookie: await one.signIn(doctor) });
  const second = await DeskClient.open(two.origin, { cookie: await two.signIn(doctor) });
  await first.ask('call:enter', { visitId: 'v1' });
  await second.ask('call:enter', { visitId: 'v1' });
  await first.heard(({ event }) => event === 'call:taken');
  await first.ask('call:leave', { visitId: 'v1' });
  expect(cores[0].dispatched.map(({ channel }) => channel)).toEqual(['call:enter']);
  expect(second.events).toEqual([]);
});

test('the board follows the doctor: both desks of an account hear of a visit', async () => {
  const { core, open } = await start();
  const desks = [await open(), await open()];
  const visit = visitView('v1', 'waiting', { ownerId: 'house' });
  core.emit({ channel: 'visits:changed', payload: { revision: 1, visit } });
  for (const desk of desks) {
    const { payload } = await desk.heard(({ event }) => event === 'visits:changed');
    expect(payload).toEqual({ revision: 1, visit });
  }
});

test('a call that goes on keeps the session alive; a board that is only looked at does not', async () => {
  const { clock, core, node, open, doctor } = await start();
  const caller = await open();
  await caller.ask('call:enter', { visitId: 'v1' });
  const other = await node.signIn(doctor);
  const watcher = await DeskClient.open(node.origin, { cookie: other });
  const breathe = async (desk: DeskClient): Promise<void> => {
    // The answer comes after the pong, so that the desk counts as living.
    if (desk.socket.readyState === desk.socket.OPEN)
      await Promise.race([desk.ask('app:info', {}), desk.closed]);
  };
  for (let round = 0; round < 91; round += 1) {
    await Promise.all([caller, watcher].map(breathe));
    await clock.advance(20_000);
  }
  expect(await watcher.closed).toBe(4401);
  expect(caller.socket.readyState).toBe(caller.socket.OPEN);
  expect(core.dispatched[0]?.channel).toBe('call:enter');
});

test('a node that stops answers what is under way, takes nothing new, and sends its desks elsewhere', async () => {
  const { clock, core, node, cookie, open } = await start();
  const { released, release } = held();
  core.answer = async ({ channel }) => {
    if (channel === 'visits:create') await released;
    return { ok: true, value: channel };
  };
  const desk = await open();
  const idle = await open();
  const created = desk.ask('visits:create', {});
  await expect.poll(() => core.dispatched.length).toBe(1);
  const stopped = node.staff.stop();
  desk.send({ id: 900, channel: 'visits:end', input: { visitId: 'v1' }, key: newKey() });
  await expect(DeskClient.open(node.origin, { cookie })).rejects.toThrow();
  release();
  await expect.poll(() => clock.advance(25)).toBeUndefined();
  expect(await created).toEqual({ ok: true, value: 'visits:create' });
  await clock.advance(25);
  await stopped;
  expect(await Promise.all([desk.closed, idle.closed])).toEqual([1001, 1001]);
  expect(core.dispatched.map(({ channel }) => channel)).toEqual(['visits:create']);
});
