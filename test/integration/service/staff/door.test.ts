/** Who gets to the desks' socket at all, and how long they stay. */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:http';
import { expect, test, vi } from 'vitest';
import { FakeClock } from '../../../fixtures/fakeClock.ts';
import { askAndReset, noteUncaught } from '../../../fixtures/rawUpgrade.ts';
import { visitView } from '../../../fixtures/views.ts';
import { DeskClient, newKey } from './deskClient.ts';
import { scriptedCore, staffNode, type StaffNode, type StaffNodeOptions } from './support.ts';

const start = async (options: Partial<StaffNodeOptions> = {}) => {
  const clock = new FakeClock();
  const core = scriptedCore();
  const node = await staffNode({ clock, core, ...options });
  const doctor = await node.account({ role: 'doctor' });
  return { clock, core, node, doctor, cookie: await node.signIn(doctor) };
};

const statusOf = (client: DeskClient): Promise<number | undefined> =>
  new Promise((resolve) =>
    client.socket.once('unexpected-response', (_request, response) => resolve(response.statusCode)),
  );

test('a desk that is signed in is let in; one without a session is told to sign in', async () => {
  const { node, cookie } = await start();
  const client = await DeskClient.open(node.origin, { cookie });
  expect((await client.ask('app:info', {})).ok).toBe(true);
  expect(node.staff.desks()).toBe(1);
  expect(await new DeskClient(node.origin).closed).toBe(4401);
  const made = `desk=${'A'.repeat(43)}`;
  expect(await new DeskClient(node.origin, { cookie: made }).closed).toBe(4401);
});

test('a foreign origin, another host and another path get no socket, whatever cookie they bring', async () => {
  const { node, cookie } = await start();
  const other = node.origin.replace('127.0.0.1', 'localhost');
  for (const origin of ['https://evil.example', 'null', other, `${node.origin}0`])
    expect(await statusOf(new DeskClient(node.origin, { cookie, origin })), origin).toBe(403);
  expect(await statusOf(new DeskClient(node.origin, { cookie, host: 'evil.example' }))).toBe(403);
  expect(await statusOf(new DeskClient(node.origin, { cookie, path: '/desk/socket?x=1' }))).toBe(404);
  expect(await statusOf(new DeskClient(node.origin, { cookie, path: '/socket' }))).toBe(404);
});

test('a cookie that was made at another of our origins opens nothing here', async () => {
  const { node, doctor } = await start();
  const stolen = await node.signIn(doctor, 'https://desk.clinic.example');
  expect(await new DeskClient(node.origin, { cookie: stolen }).closed).toBe(4401);
});

test('a revoked session is closed within a minute, and does nothing before', async () => {
  const { node, clock, core, doctor, cookie } = await start();
  const client = await DeskClient.open(node.origin, { cookie });
  await node.sessions.revokeAllOf(doctor.id);
  await clock.advance(60_000);
  expect(await client.closed).toBe(4401);
  expect(await new DeskClient(node.origin, { cookie }).closed).toBe(4401);
  expect(core.dispatched).toEqual([]);
});

test('a store that does not answer lets nobody in and, after a minute, do anything', async () => {
  const { node, clock, cookie } = await start();
  const client = await DeskClient.open(node.origin, { cookie });
  await node.stores.close();
  expect(await statusOf(new DeskClient(node.origin, { cookie }))).toBe(503);
  await clock.advance(61_000);
  expect(await client.closed).toBe(1013);
});

test('another role or name loads the desk anew; other doctors on the board make it list anew', async () => {
  const { node, clock } = await start();
  const reception = await node.account({ role: 'reception' });
  const cookie = await node.signIn(reception);
  const first = await DeskClient.open(node.origin, { cookie });
  const further = await node.account({ role: 'doctor' });
  await clock.advance(20_000);
  expect(await first.closed).toBe(4410);
  const second = await DeskClient.open(node.origin, { cookie });
  await node.account({ ...further, siteIds: ['south'] });
  await clock.advance(20_000);
  expect(await second.closed).toBe(4410);
  const third = await DeskClient.open(node.origin, { cookie });
  await node.account({ ...reception, role: 'administrator' });
  await clock.advance(45_000);
  expect(await third.closed).toBe(4409);
});

test('a desk that was taken as another account does nothing with the session of this one', async () => {
  const { node, core, doctor, cookie } = await start();
  const first = await DeskClient.open(node.origin, { cookie, account: doctor.id });
  expect(JSON.parse(first.texts[0] ?? '')).toEqual({ ready: true, protocol: 1, account: doctor.id });
  const other = await node.account({ role: 'doctor' });
  const theirs = await node.signIn(other);
  const client = new DeskClient(node.origin, { cookie: theirs });
  await once(client.socket, 'open');
  const refused = client.hello({ account: doctor.id });
  // As a line that is made again sends what waits.
  client.send({ id: 1, channel: 'visits:create', input: { label: 'Ivanova' }, key: newKey() });
  await expect(refused).rejects.toThrow('closed 4409');
  expect(core.dispatched).toEqual([]);
});

test('who does not say hello in time, or says something else, is closed', async () => {
  const { node, clock, cookie } = await start();
  const silent = new DeskClient(node.origin, { cookie });
  await once(silent.socket, 'open');
  await clock.advance(5_000);
  expect(await silent.closed).toBe(1008);
  for (const message of ['not json', { session: 'x' }, { id: 1, channel: 'app:info', input: {} }, []]) {
    const client = new DeskClient(node.origin, { cookie });
    await once(client.socket, 'open');
    client.send(message);
    expect(await client.closed).toBe(1008);
  }
  const large = await DeskClient.open(node.origin, { cookie });
  large.send({ id: 1, channel: 'visits:setLabel', input: { label: 'x'.repeat(70_000) }, key: newKey() });
  expect(await large.closed).toBe(1009);
  const binary = await DeskClient.open(node.origin, { cookie });
  binary.socket.send(Buffer.from('{}'));
  expect(await binary.closed).toBe(1008);
});

test('protocols: todays and one older are spoken, what the older one lacks is filled in, others are told to reload', async () => {
  const older = {
    'visits:setLabel': (input: unknown) =>
      typeof input === 'object' ? { ...input, label: 'filled' } : input,
  };
  const { node, core, cookie, doctor } = await start({ protocols: { current: 2, older } });
  core.visits.set('v1', { ownerId: doctor.trueconfId ?? '', furtherBrowsers: false });
  const now = await DeskClient.open(node.origin, { cookie, protocol: 2 });
  await now.ask('visits:setLabel', { visitId: 'v1', label: 'mine' });
  const before = await DeskClient.open(node.origin, { cookie, protocol: 1 });
  await before.ask('visits:setLabel', { visitId: 'v1' });
  expect(core.dispatched.map(({ input }) => input)).toEqual([
    { visitId: 'v1', label: 'mine' },
    { visitId: 'v1', label: 'filled' },
  ]);
  await expect(DeskClient.open(node.origin, { cookie, protocol: 0 })).rejects.toThrow('closed 4426');
  await expect(DeskClient.open(node.origin, { cookie, protocol: 3 })).rejects.toThrow('closed 4426');
});

test('a desk that answers no ping is gone', async () => {
  const { node, clock, cookie } = await start();
  const client = new DeskClient(node.origin, { cookie });
  await once(client.socket, 'open');
  await client.hello();
  client.socket.pause();
  await clock.advance(20_000);
  await clock.advance(20_000);
  client.socket.resume();
  expect(await client.closed).toBe(1006);
  const living = await DeskClient.open(node.origin, { cookie });
  for (let round = 0; round < 3; round += 1) {
    const pinged = once(living.socket, 'ping');
    await clock.advance(20_000);
    await pinged;
    // The answer to this one comes after the pong.
    await living.ask('app:info', {});
  }
  expect(living.socket.readyState).toBe(living.socket.OPEN);
});

test('a desk that does not read is dropped, and the others are not kept waiting', async () => {
  const closed: unknown[] = [];
  const { node, core, cookie, doctor } = await start({
    metrics: {
      desks: () => undefined,
      refused: () => undefined,
      asked: () => undefined,
      closed: (code) => closed.push(code),
    },
  });
  const slow = await DeskClient.open(node.origin, { cookie });
  const quick = await DeskClient.open(node.origin, { cookie });
  slow.socket.pause();
  const visit = visitView('v1', 'waiting', { ownerId: doctor.trueconfId ?? '', label: 'x'.repeat(100) });
  const heavy = { ...visit, link: { number: 1, url: `http://a/${'y'.repeat(300_000)}` } };
  for (let sent = 0; sent < 60 && !closed.includes('slow'); sent += 1) {
    core.emit({ channel: 'visits:changed', payload: { revision: sent + 1, visit: heavy } });
    await quick.heard(({ payload }) => payload['revision'] === sent + 1);
  }
  expect(closed).toEqual(['slow']);
  slow.socket.resume();
  expect(await slow.closed).toBe(1006);
});

test('no more sockets than the node can serve', async () => {
  const { node, cookie } = await start({ limits: { sockets: 2 } });
  await DeskClient.open(node.origin, { cookie });
  const second = await DeskClient.open(node.origin, { cookie });
  expect(await statusOf(new DeskClient(node.origin, { cookie }))).toBe(503);
  second.socket.close();
  await second.closed;
  await expect.poll(() => node.staff.desks()).toBe(1);
  await DeskClient.open(node.origin, { cookie });
});

test('made-up sessions from one address are looked up only so often; who is signed in there and others are not in the way', async () => {
  const { node, clock, cookie } = await start({ limits: { strangerBurst: 3, strangersPerSecond: 1 } });
  const asked = vi.spyOn(node.stores.sessions, 'load');
  const knock = (forwardedFor = '198.51.100.7') =>
    new DeskClient(node.origin, { cookie: `desk=${randomBytes(32).toString('base64url')}`, forwardedFor });
  // Signed in, and more of them than may knock.
  for (let times = 0; times < 5; times += 1)
    await DeskClient.open(node.origin, { cookie, forwardedFor: '198.51.100.7' });
  for (let times = 0; times < 3; times += 1) expect(await knock().closed).toBe(4401);
  asked.mockClear();
  for (let times = 0; times < 5; times += 1) expect(await statusOf(knock())).toBe(429);
  expect(asked).not.toHaveBeenCalled();
  expect(await knock('198.51.100.8').closed).toBe(4401);
  await clock.advance(1_000);
  expect(await knock().closed).toBe(4401);
  expect(await statusOf(knock())).toBe(429);
});

test('one account does not take the places of the others', async () => {
  const { node, cookie } = await start({ limits: { socketsOfAccount: 2 } });
  await DeskClient.open(node.origin, { cookie });
  const second = await DeskClient.open(node.origin, { cookie });
  expect(await new DeskClient(node.origin, { cookie }).closed).toBe(1013);
  const other = await node.signIn(await node.account({ role: 'reception' }));
  await DeskClient.open(node.origin, { cookie: other });
  second.socket.close();
  await second.closed;
  await expect.poll(() => node.staff.desks()).toBe(2);
  await DeskClient.open(node.origin, { cookie });
});

test('a desk that asks too much is told so, and closed when it goes on', async () => {
  const limits = { burst: 5, perSecond: 10, patience: 10 };
  const { node, clock, core, cookie } = await start({ limits });
  const client = await DeskClient.open(node.origin, { cookie });
  const outcomes = await Promise.all(Array.from({ length: 7 }, () => client.outcome('app:info', {})));
  expect(outcomes).toEqual([...Array<string>(5).fill('ok'), 'too-many-requests', 'too-many-requests']);
  await clock.advance(200);
  expect(await client.outcome('app:info', {})).toBe('ok');
  for (let sent = 0; sent < 20; sent += 1) client.send({ id: 100 + sent, channel: 'app:info', input: {} });
  expect(await client.closed).toBe(1008);
  expect(core.dispatched.length).toBeLessThan(12);
});

test('400 desks are let in by one node in a few seconds', async () => {
  const { node, core, doctor, cookie } = await start({ limits: { socketsOfAccount: 400 } });
  const startedAt = performance.now();
  const desks = await Promise.all(
    Array.from({ length: 400 }, () => DeskClient.open(node.origin, { cookie })),
  );
  const visit = visitView('v1', 'waiting', { ownerId: doctor.trueconfId ?? '' });
  core.emit({ channel: 'visits:changed', payload: { revision: 1, visit } });
  await Promise.all(desks.map((desk) => desk.heard(({ event }) => event === 'visits:changed')));
  expect(performance.now() - startedAt).toBeLessThan(15_000);
  expect(node.staff.desks()).toBe(400);
});

test('the desk is served under /desk/ with a policy that allows its own socket and the frame of the server', async () => {
  const { node } = await start({ frameOrigin: 'https://video.clinic.example' });
  const root = await fetch(node.origin, { redirect: 'manual' });
  expect([root.status, root.headers.get('location')]).toEqual([303, '/desk/']);
  const page = await fetch(`${node.origin}/desk/`);
  expect(await page.text()).toContain('<title>Visit Desk</title>');
  const policy = page.headers.get('content-security-policy');
  expect(policy).toContain(`connect-src 'self' ${node.origin.replace('http', 'ws')};`);
  expect(policy).toContain('frame-src https://video.clinic.example');
  expect(page.headers.get('cache-control')).toBe('no-store');
  const asset = await fetch(`${node.origin}/desk/assets/index-abc.js`);
  expect(asset.headers.get('cache-control')).toContain('immutable');
  expect((await fetch(`${node.origin}/desk/../../secrets`)).status).toBe(404);
  const { port } = new URL(node.origin);
  const answer = once(request({ port, path: '/desk/', headers: { host: 'evil.example' } }).end(), 'response');
  expect((await answer)[0].statusCode).toBe(403);
});

/** The head of an upgrade, as a client that is no browser writes it. */
function upgradeHead(node: StaffNode, { path = '/desk/socket', origin = node.origin, cookie = '' }): string {
  const { host } = new URL(node.origin);
  const head = [`GET ${path} HTTP/1.1`, `Host: ${host}`, `Origin: ${origin}`, `Cookie: ${cookie}`];
  const upgrade = ['Upgrade: websocket', 'Connection: Upgrade', 'Sec-WebSocket-Version: 13'];
  return `${[...head, ...upgrade, `Sec-WebSocket-Key: ${'A'.repeat(22)}==`].join('\r\n')}\r\n\r\n`;
}

test('a connection that breaks while its session is looked up ends nothing else', async () => {
  const { node, cookie } = await start();
  const { port } = new URL(node.origin);
  const head = upgradeHead(node, { cookie });
  for (let round = 0; round < 20; round += 1) await askAndReset(Number(port), head, 'at-once');
  const client = await DeskClient.open(node.origin, { cookie });
  expect(await client.outcome('app:info', {})).toBe('ok');
  await expect.poll(() => node.staff.desks()).toBe(1);
});

test.each<readonly [string, { path?: string; origin?: string }, Partial<StaffNodeOptions>]>([
  ['another path', { path: '/desk/socket?x=1' }, {}],
  ['a foreign origin', { origin: 'https://evil.example' }, {}],
  ['a full node', {}, { limits: { sockets: 0 } }],
  ['a node that stops', {}, {}],
  ['a store that is away', {}, {}],
])('%s: who is refused and resets the connection ends nothing else', async (why, head, options) => {
  const { node, cookie } = await start(options);
  const uncaught = noteUncaught();
  if (why === 'a node that stops') await node.staff.stop();
  if (why === 'a store that is away') await node.stores.close();
  const { port } = new URL(node.origin);
  for (let round = 0; round < 5; round += 1) {
    for (const when of ['at-once', 'answered'] as const)
      await askAndReset(Number(port), upgradeHead(node, { ...head, cookie }), when);
  }
  // Answered after those: what they did has shown by then.
  expect((await fetch(`${node.origin}/desk/`)).status).toBe(200);
  expect(uncaught).toEqual([]);
});

test('a head that is no WebSocket leaves no session being watched', async () => {
  const { node, clock, cookie } = await start();
  const before = clock.pending;
  const answer = await new Promise<number | undefined>((resolve) => {
    const headers = {
      cookie,
      origin: node.origin,
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '1',
      'sec-websocket-key': `${'A'.repeat(22)}==`,
    };
    request(`${node.origin}/desk/socket`, { headers }, ({ statusCode }) => resolve(statusCode)).end();
  });
  expect(answer).toBe(400);
  expect(clock.pending).toBe(before);
});
