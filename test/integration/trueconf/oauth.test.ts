import { afterEach, describe, expect, test } from 'vitest';
import { SecretUnavailable } from '../../../src/main/ports.ts';
import {
  conferenceAnswer,
  refusal,
  routes,
  tokenAnswer,
  type Routes,
} from '../../fixtures/trueconf/answers.ts';
import { movableClock, testClient, testSecret } from '../../fixtures/trueconf/client.ts';
import { dialects, startIn } from '../../fixtures/trueconf/dialects.ts';
import {
  startScriptedServer,
  type Handler,
  type Reply,
  type ScriptedServer,
} from '../../fixtures/trueconf/scriptedServer.ts';

const tokenRoute = 'POST /oauth2/v1/token';
const oneRoute = 'GET /api/v3.11/conferences/1';
const found: Reply = { json: { conference: conferenceAnswer({ id: '1' }) } };
const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((thing) => thing.close()));
});

async function serve(table: Routes): Promise<ScriptedServer> {
  const server = await startScriptedServer(routes({ [oneRoute]: found, ...table }));
  open.push(server);
  return server;
}

function clientOf(server: ScriptedServer, options: Parameters<typeof testClient>[1] = {}) {
  const client = testClient(server.origin, options);
  open.push(client);
  return client;
}

const tokenRequests = (server: ScriptedServer) =>
  server.seen.filter(({ path }) => path === '/oauth2/v1/token');
const bearers = (server: ScriptedServer) =>
  server.seen.map(({ headers }) => headers.authorization).filter((value) => value !== undefined);

/** token-1, token-2, … */
function countedTokens(extra: object = {}): Handler {
  let count = 0;
  return () => tokenAnswer(`token-${String((count += 1))}`, extra);
}

describe('the token', () => {
  test('is asked for by form, with the secret in the body only', async () => {
    const server = await serve({});
    expect(await clientOf(server).get('1')).toMatchObject({ ok: true });
    const [request] = tokenRequests(server);
    expect(request?.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(Object.fromEntries(new URLSearchParams(request?.body))).toEqual({
      grant_type: 'client_credentials',
      client_id: 'client-1',
      client_secret: testSecret,
    });
    const elsewhere = server.seen.map(({ path, query, headers }) => [path, [...query], headers]);
    expect(JSON.stringify(elsewhere)).not.toContain(testSecret);
  });

  test('is fetched once for calls side by side, and kept', async () => {
    const server = await serve({ [tokenRoute]: countedTokens() });
    const client = clientOf(server);
    const calls = await Promise.all([
      client.get('1'),
      client.get('1'),
      client.get('1', { lane: 'background' }),
    ]);
    expect(calls.every((call) => call.ok)).toBe(true);
    await client.get('1');
    expect(bearers(server)).toEqual(Array.from({ length: 4 }, () => 'Bearer token-1'));
  });

  test('is renewed 60 s before its end', async () => {
    const server = await serve({ [tokenRoute]: countedTokens({ expires_in: 3_600 }) });
    const clock = movableClock();
    const client = clientOf(server, { clock });
    await client.get('1');
    clock.move(3_530_000);
    await client.get('1');
    clock.move(15_000);
    await client.get('1');
    expect(bearers(server)).toEqual(['Bearer token-1', 'Bearer token-1', 'Bearer token-2']);
  });

  test('lives at least half of a short life; without a word on it, ten minutes are assumed', async () => {
    for (const [extra, halfMs, fullMs] of [
      [{ expires_in: 30 }, 14_000, 2_000],
      [{ expires_in: null }, 500_000, 50_000],
    ] as const) {
      const server = await serve({ [tokenRoute]: countedTokens(extra) });
      const clock = movableClock();
      const client = clientOf(server, { clock });
      await client.get('1');
      clock.move(halfMs);
      await client.get('1');
      clock.move(fullMs);
      await client.get('1');
      expect(bearers(server)).toEqual(['Bearer token-1', 'Bearer token-1', 'Bearer token-2']);
    }
  });

  test.each([
    ['403 accessTokenInvalid', refusal(403, 'accessTokenInvalid')],
    ['401 of any shape', { status: 401, text: '' }],
  ])('%s: renewed once, and the call goes through', async (_name, reply) => {
    const server = await serve({
      [tokenRoute]: countedTokens(),
      [oneRoute]: ({ headers }) => (headers.authorization === 'Bearer token-1' ? reply : found),
    });
    const client = clientOf(server);
    const calls = await Promise.all([client.get('1'), client.get('1')]);
    expect(calls.every((call) => call.ok)).toBe(true);
    expect(tokenRequests(server)).toHaveLength(2);
  });

  test('refused again when it is new -> token-rejected, without a loop', async () => {
    const server = await serve({
      [tokenRoute]: countedTokens(),
      [oneRoute]: refusal(403, 'accessTokenInvalid'),
    });
    const result = await clientOf(server).get('1');
    expect(result).toMatchObject({ ok: false, error: { code: 'token-rejected' } });
    expect(bearers(server)).toEqual(['Bearer token-1', 'Bearer token-2']);
  });

  test('a missing permission never renews it', async () => {
    const server = await serve({ [oneRoute]: refusal(403, 'forbidden') });
    const result = await clientOf(server).get('1');
    expect(result).toMatchObject({ ok: false, error: { code: 'permission-missing' } });
    expect(tokenRequests(server)).toHaveLength(1);
  });

  test('renewal that fails is told as what it is', async () => {
    let asked = 0;
    const server = await serve({
      [tokenRoute]: () =>
        (asked += 1) === 1 ? tokenAnswer() : { status: 401, json: { error: 'invalid_client' } },
      [oneRoute]: refusal(403, 'accessTokenInvalid'),
    });
    const result = await clientOf(server).get('1');
    expect(result).toMatchObject({ ok: false, error: { code: 'credentials-rejected' } });
  });

  test('an abort ends the waiting, not the token that others wait for', async () => {
    const abort = new AbortController();
    const held = Promise.withResolvers<Reply>();
    const server = await serve({
      [tokenRoute]: () => {
        abort.abort();
        return held.promise;
      },
    });
    const client = clientOf(server);
    const aborted = client.get('1', { signal: abort.signal });
    const waiting = client.get('1');
    expect(await aborted).toMatchObject({ ok: false, error: { code: 'connection-lost' } });
    expect(await client.get('1', { signal: abort.signal })).toMatchObject({ ok: false });
    held.resolve(tokenAnswer());
    expect(await waiting).toMatchObject({ ok: true });
    expect(tokenRequests(server)).toHaveLength(1);
  });
});

describe('the token endpoint', () => {
  const invalid = { error: 'invalid_client', error_description: 'The client credentials are invalid' };
  test.each([
    ['400 of the library', { status: 400, json: invalid }, 'credentials-rejected'],
    ['401 of the library', { status: 401, json: invalid }, 'credentials-rejected'],
    ['403 of the interface', refusal(403, 'forbidden'), 'credentials-rejected'],
    [
      '401 as TrueConf’s bot reads it',
      { status: 401, json: { reason: 'InvalidCredentials' } },
      'credentials-rejected',
    ],
    ['401 without a body', { status: 401 }, 'credentials-rejected'],
    ['an error under status 200', { json: invalid }, 'credentials-rejected'],
    ['an error object under status 200', { json: { error: { code: 401 } } }, 'credentials-rejected'],
    ['another refusal', { status: 422, json: {} }, 'rejected'],
    ['no token in it', { json: { token_type: 'Bearer' } }, 'bad-answer'],
    ['HTML', { status: 403, text: '<html></html>' }, 'not-trueconf'],
    ['500', { status: 500, json: {} }, 'server-error'],
  ] as const)('%s -> %s', async (_name, reply, code) => {
    const server = await serve({ [tokenRoute]: reply });
    const result = await clientOf(server).get('1');
    expect(result).toMatchObject({ ok: false, error: { code } });
    expect(server.seen).toHaveLength(1);
  });

  test.each([404, 405])('%i: no such address', async (status) => {
    const server = await serve({ [tokenRoute]: { status, json: { error: 'invalid_request' } } });
    const result = await clientOf(server).get('1');
    expect(result).toMatchObject({ ok: false, error: { code: 'api-missing' } });
    expect(tokenRequests(server)).toHaveLength(1);
  });

  test('a later try may succeed', async () => {
    const server = await serve({ [tokenRoute]: { status: 401, json: invalid } });
    const client = clientOf(server);
    expect(await client.get('1')).toMatchObject({ ok: false });
    server.answer(routes({ [oneRoute]: found }));
    expect(await client.get('1')).toMatchObject({ ok: true });
  });

  test.each([
    ['no secret', () => Promise.resolve(undefined), 'not-configured'],
    ['a vault that is locked', () => Promise.reject(new SecretUnavailable()), 'secret-unavailable'],
    ['a vault that breaks', () => Promise.reject(new Error('x')), 'internal'],
  ] as const)('%s -> nothing is sent', async (_name, secret, code) => {
    const server = await serve({});
    const result = await clientOf(server, { secret }).get('1');
    expect(result).toMatchObject({ ok: false, error: { code } });
    expect(server.seen).toHaveLength(0);
  });
});

describe('in v4', () => {
  const v4 = dialects.find(({ name }) => name === 'v4') ?? expect.fail();
  const setUp = async (table: Routes) => {
    const started = await startIn(v4, { 'GET /conferences/1': found, ...table });
    open.push(started.server, started.client);
    return started;
  };
  const tokens = (server: ScriptedServer) => server.seen.filter(({ path }) => path === v4.tokenPath);

  test('the token is asked for in JSON, at v4’s own address', async () => {
    const { server, client } = await setUp({});
    expect(await client.get('1')).toMatchObject({ ok: true });
    const [request] = tokens(server);
    expect(request?.headers['content-type']).toBe('application/json');
    expect(JSON.parse(request?.body ?? '')).toEqual({
      grant_type: 'client_credentials',
      client_id: 'client-1',
      client_secret: testSecret,
    });
    expect(tokenRequests(server)).toEqual([]);
  });

  test('a 401 of any shape: renewed once, and then it is the token', async () => {
    const { server, client } = await setUp({ 'GET /conferences/1': v4.tokenInvalid });
    expect(await client.get('1')).toMatchObject({ error: { code: 'token-rejected' } });
    expect(tokens(server)).toHaveLength(2);
  });
});

describe('scopes', () => {
  test.each([
    ['conferences  users:read', ['conferences', 'users:read']],
    ['', []],
    [null, null],
    [undefined, null],
  ])('%j -> %j', async (scope, expected) => {
    const server = await serve({ [tokenRoute]: tokenAnswer('t', { scope }) });
    expect(await clientOf(server).scopes()).toEqual({ ok: true, value: expected });
  });

  test('a failure is told', async () => {
    const server = await serve({ [tokenRoute]: { status: 401 } });
    expect(await clientOf(server).scopes()).toMatchObject({ ok: false });
  });
});

describe('the two lanes', () => {
  test('a click does not wait behind a poll that hangs', async () => {
    const server = await serve({ 'GET /api/v3.11/conferences/slow': { raw: () => undefined } });
    const client = clientOf(server);
    await client.scopes();
    const polls = [1, 2, 3].map(() => client.get('slow', { lane: 'background' }));
    const calls = await Promise.all([client.get('1'), client.get('1'), client.get('1')]);
    expect(calls.every((call) => call.ok)).toBe(true);
    expect(server.connections).toBe(3);
    await client.close();
    for (const poll of polls) expect(await poll).toMatchObject({ ok: false });
  });

  test('warm opens both connections and fetches the token; two calls then need nothing more', async () => {
    const server = await serve({
      'GET /api/v4/server': { json: {} },
      'GET /api/v3.11/conferences': { json: { conferences: [] } },
    });
    const client = clientOf(server);
    await Promise.all([client.warm(), client.warm()]);
    const before = server.seen.length;
    expect(server.connections).toBe(2);
    await Promise.all([client.get('1'), client.get('1')]);
    expect(server.connections).toBe(2);
    expect(server.seen.length).toBe(before + 2);
    expect(tokenRequests(server)).toHaveLength(1);
  });

  test('warm keeps its failure to itself', async () => {
    const server = await serve({ [tokenRoute]: { status: 401 } });
    const client = clientOf(server);
    await server.close();
    await expect(client.warm()).resolves.toBeUndefined();
  });
});
