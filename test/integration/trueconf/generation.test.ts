/** Which generation of the interface is spoken: found out when needed, kept, and looked at anew when the server changes. */
import { afterEach, describe, expect, test } from 'vitest';
import { startEmulator, type Emulator, type Faults } from '../../../src/emulator/index.ts';
import type { TrueConfServer } from '../../../src/main/trueconf/client.ts';
import { allRights, refusal, tokenAnswer } from '../../fixtures/trueconf/answers.ts';
import {
  movableClock,
  readableLog,
  shortLimits,
  testClient,
  testSecret,
} from '../../fixtures/trueconf/client.ts';
import { startScriptedServer } from '../../fixtures/trueconf/scriptedServer.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((thing) => thing.close()));
});

async function setUp(faults: Partial<Faults> = {}, options: Parameters<typeof testClient>[1] = {}) {
  const users = [{ id: 'doctor1', displayName: 'Dr. Petrova', password: 'p' }];
  const server = await startEmulator({ clientId: 'client-1', clientSecret: testSecret, users, faults });
  const log = readableLog();
  const client = testClient(server.origin, { log, ...options });
  open.push(server, client);
  return { server, client, log };
}

/** `METHOD /path` of what was asked since `from`, without ids. */
const asked = (server: Emulator, from = 0): readonly string[] =>
  server.log.slice(from).map((line) => line.replace(/ \d+$/, '').replace(/\/\d{10}/, '/ID'));

const wanted = {
  topic: 'Video visit',
  owner: 'doctor1',
  description: 'vd-inst-1',
  tags: ['vd-inst-1'],
  places: 4,
  rights: allRights,
  ring: null,
};

async function made(client: TrueConfServer): Promise<string> {
  const conference = await client.create(wanted);
  if (!conference.ok) throw new Error(conference.error.code);
  return conference.value.id;
}

describe('a server', () => {
  test('that speaks both is spoken to in v3.11, and asked nothing besides', async () => {
    const { server, client } = await setUp();
    await made(client);
    expect(asked(server)).toEqual(['POST /oauth2/v1/token', 'POST /api/v3.11/conferences']);
  });

  test('that speaks v4 only is found out once; then a call is one request', async () => {
    const { server, client, log } = await setUp({ api: 'v4' });
    const id = await made(client);
    expect(asked(server)).toEqual([
      'POST /oauth2/v1/token',
      'GET /api/v4/server',
      'POST /api/v4/oauth2/token',
      'POST /api/v4/conferences',
    ]);
    expect(log.lines).toContainEqual({
      level: 'info',
      event: 'trueconf.api',
      fields: { api: 'v4', before: 'v3.11' },
    });
    const before = server.log.length;
    await client.run(id);
    expect(asked(server, before)).toEqual(['POST /api/v4/conferences/ID/run']);
  });

  test.each([
    ['v4 alone', { api: 'v4' }],
    // Its tokens are still given where v3 had them: only the calls tell that v3.11 is gone.
    ['v4 and the token address of v3', { apiMissing: ['v3.11'] }],
    ['v3.11 alone', { api: 'v3' }],
  ] as const)('that is warm and speaks %s: the click is one request', async (_name, faults) => {
    const { server, client } = await setUp(faults);
    await client.warm();
    const before = server.log.length;
    await made(client);
    expect(server.log.slice(before)).toEqual([
      expect.stringMatching(/^POST \/api\/v[34].*\/conferences 200$/),
    ]);
  });

  test('that shows a page for what it does not have', async () => {
    const page = { status: 404, text: '<!DOCTYPE html><title>404</title>' };
    const server = await startScriptedServer(({ method, path }) => {
      if (path === '/api/v4/server') return { json: {} };
      if (path === '/api/v4/oauth2/token') return tokenAnswer();
      return path.startsWith('/api/v4/users/') && method === 'GET'
        ? { json: { user: { id: 'doctor1' } } }
        : page;
    });
    const client = testClient(server.origin);
    open.push(server, client);
    expect(await client.user('doctor1')).toMatchObject({ ok: true });
  });

  test('without one permission ticked', async () => {
    const { client } = await setUp({ api: 'v4', noPermissionTicked: true });
    expect(await client.create(wanted)).toMatchObject({
      error: { code: 'permission-missing', details: { permission: 'conferences' } },
    });
  });
});

describe('the server changes its version', () => {
  test.each([
    ['v3', 'v4'],
    ['v4', 'v3'],
  ] as const)('%s -> %s: what is under way goes on, and all who notice look once', async (first, then) => {
    const { server, client } = await setUp({ api: first });
    const id = await made(client);
    server.faults.api = then;
    const before = server.log.length;
    const [ran, address, roster] = await Promise.all([
      client.run(id),
      client.guestAddress(id, { guestId: 'g_1', displayName: 'Anna' }),
      client.participants(id, { lane: 'background' }),
    ]);
    expect([ran.ok, address.ok, roster.ok]).toEqual([true, true, true]);
    const looks = asked(server, before).filter((line) => /^GET .*(server|\/conferences)$/.test(line));
    expect(looks).toEqual(
      then === 'v4' ? ['GET /api/v3.11/conferences', 'GET /api/v4/server'] : ['GET /api/v3.11/conferences'],
    );
    // One generation's token is not taken to the other.
    const token = then === 'v4' ? 'POST /api/v4/oauth2/token' : 'POST /oauth2/v1/token';
    expect(asked(server, before).filter((line) => line === token)).toHaveLength(1);
    expect(await client.stop(id)).toMatchObject({ ok: true });
    expect(await client.remove(id)).toMatchObject({ ok: true });
    expect(server.conferences()).toEqual([]);
  });

  test('an answer that comes late, from before: the call goes on in what is spoken now, without another look', async () => {
    const held = Promise.withResolvers<undefined>();
    const arrived = Promise.withResolvers<undefined>();
    const found = { json: { user: { id: 'doctor1' } } };
    const server = await startScriptedServer(async ({ path }) => {
      if (path.endsWith('/token')) return tokenAnswer();
      if (path === '/api/v4/server') return { json: {} };
      if (path.startsWith('/api/v4/users/')) return found;
      if (path !== '/api/v3.11/users/late') return refusal(404, 'routeNotFound');
      arrived.resolve(undefined);
      await held.promise;
      return refusal(404, 'routeNotFound');
    });
    const client = testClient(server.origin);
    open.push(server, client);
    const late = client.user('late');
    await arrived.promise;
    expect(await client.user('doctor1')).toMatchObject({ ok: true });
    const before = server.seen.length;
    held.resolve(undefined);
    expect(await late).toMatchObject({ ok: true });
    expect(server.seen.slice(before).map(({ path }) => path)).toEqual(['/api/v4/users/late']);
  });

  test('in front of a create: one conference is made, and it is found by its tag', async () => {
    const { server, client } = await setUp();
    expect(await client.mayList()).toMatchObject({ ok: true });
    Object.assign(server.faults, { api: 'v4', shortList: true });
    const id = await made(client);
    expect(server.conferences()).toHaveLength(1);
    expect(await client.findByTag('vd-inst-1')).toMatchObject({ ok: true, value: [{ id }] });
  });

  test('the look itself fails: that is told, and the next call looks again', async () => {
    const { server, client } = await setUp();
    const id = await made(client);
    Object.assign(server.faults, { api: 'v4', answer: 'json500', only: { path: /v4\/server/, times: 1 } });
    expect(await client.run(id)).toMatchObject({ error: { code: 'server-error' } });
    expect(await client.run(id)).toMatchObject({ ok: true });
  });
});

describe('an older server', () => {
  test('is told to be updated, with the newest interface that it has; and heals when it was', async () => {
    const clock = movableClock();
    const { server, client } = await setUp({ api: 'old' }, { clock });
    const tooOld = {
      code: 'server-too-old',
      retryable: false,
      details: { host: '127.0.0.1', port: server.port, version: 'v3.8' },
    };
    expect(await client.create(wanted)).toEqual({ ok: false, error: tooOld });
    expect(await client.speaks()).toEqual({ ok: false, error: tooOld });
    const before = server.log.length;
    expect(await client.create(wanted)).toEqual({ ok: false, error: tooOld });
    // Not a dozen questions again.
    expect(asked(server, before)).toEqual(['POST /api/v3.11/conferences']);
    server.faults.api = 'v4';
    clock.move(30_001);
    await made(client);
  });

  test('that has v4 half (it tells its version, and gives no token)', async () => {
    const server = await startScriptedServer(({ path }) => {
      if (path === '/api/v4/server') return { json: { product: { version: '5.3.0' } } };
      if (path === '/oauth2/v1/token') return tokenAnswer();
      return path === '/api/v3.10/conferences'
        ? refusal(403, 'accessTokenInvalid')
        : refusal(404, 'routeNotFound');
    });
    const client = testClient(server.origin);
    open.push(server, client);
    expect(await client.mayList()).toMatchObject({
      error: { code: 'server-too-old', details: { version: 'v3.10' } },
    });
  });
});

test('an address that is missing from a server that speaks: looked once, told as missing', async () => {
  const { server, client } = await setUp({ inviteMissing: true });
  const id = await made(client);
  for (const looks of [1, 0]) {
    const before = server.log.length;
    expect(await client.ring(id, 'doctor1')).toMatchObject({ error: { code: 'api-missing' } });
    expect(asked(server, before).filter((line) => line.startsWith('GET '))).toHaveLength(looks);
  }
});

test.each([
  ['both', 'v3.11'],
  ['v3', 'v3.11'],
  ['v4', 'v4'],
] as const)('speaks, without credentials: %s -> %s', async (api, name) => {
  const { client } = await setUp({ api }, { secret: () => Promise.resolve(undefined) });
  expect(await client.speaks()).toEqual({ ok: true, value: name });
});

test.each([
  [{ answer: 'html200' }, 'api-missing'],
  [{ answer: 'json500' }, 'server-error'],
  [{ answer: 'silent' }, 'timeout'],
  [{ apiMissing: ['v4', ...Array.from({ length: 11 }, (_, minor) => `v3.${minor + 1}`)] }, 'api-missing'],
] as const)('speaks, where nobody speaks: %j -> %s', async (faults, code) => {
  const { client } = await setUp(faults, { limits: shortLimits });
  expect(await client.speaks()).toMatchObject({ error: { code } });
});
