import type net from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import type { ErrorCode } from '../../../src/shared/errors.ts';
import { refusal, routes, tokenAnswer } from '../../fixtures/trueconf/answers.ts';
import { readableLog, shortLimits, testClient, testSecret } from '../../fixtures/trueconf/client.ts';
import {
  startRawServer,
  startScriptedServer,
  type Reply,
  type ScriptedServer,
} from '../../fixtures/trueconf/scriptedServer.ts';

const conference = '/api/v3.11/conferences/0413915491';
const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((thing) => thing.close()));
});

async function serve(reply: Reply): Promise<ScriptedServer> {
  const server = await startScriptedServer(routes({ [`GET ${conference}`]: reply }));
  open.push(server);
  return server;
}

function clientOf(origin: string, options: Parameters<typeof testClient>[1] = {}) {
  const client = testClient(origin, { limits: shortLimits, ...options });
  open.push(client);
  return client;
}

interface Fault {
  readonly name: string;
  readonly reply: Reply;
  readonly code: ErrorCode;
  readonly status?: number;
}

const html = '<!DOCTYPE html><html><body>It works!</body></html>';
const faults: readonly Fault[] = [
  { name: 'silence', reply: { raw: () => undefined }, code: 'timeout' },
  {
    name: 'silence after half of the body',
    reply: { raw: (response) => response.writeHead(200, { 'content-length': 100 }).write('{"confer') },
    code: 'timeout',
  },
  {
    name: 'a break in the middle of a piece',
    reply: {
      raw: (response) => {
        response.writeHead(200, { 'transfer-encoding': 'chunked' });
        response.write('{"confer', () => response.destroy());
      },
    },
    code: 'connection-lost',
  },
  {
    name: 'a break in the middle of the body',
    reply: {
      raw: (response) => {
        response.writeHead(200, { 'content-length': 100 });
        response.write('{"confer', () => response.destroy());
      },
    },
    code: 'connection-lost',
  },
  { name: 'HTML', reply: { text: html }, code: 'not-trueconf', status: 200 },
  { name: 'HTML under 404', reply: { status: 404, text: html }, code: 'not-trueconf', status: 404 },
  { name: 'HTML under 403', reply: { status: 403, text: html }, code: 'not-trueconf', status: 403 },
  { name: 'HTML under 502', reply: { status: 502, text: html }, code: 'server-error', status: 502 },
  { name: 'JSON under 500', reply: { status: 500, json: {} }, code: 'server-error', status: 500 },
  { name: 'broken JSON', reply: { text: '{"conference":{' }, code: 'bad-answer', status: 200 },
  { name: 'JSON of another shape', reply: { json: { hello: 'world' } }, code: 'bad-answer' },
  { name: 'a conference without an id', reply: { json: { conference: {} } }, code: 'bad-answer' },
  { name: 'an id that leads elsewhere', reply: { json: { conference: { id: '..' } } }, code: 'bad-answer' },
  { name: 'nothing', reply: {}, code: 'bad-answer' },
  { name: '10 MB', reply: { text: `{"a":"${'x'.repeat(10_000_000)}"}` }, code: 'answer-too-large' },
  {
    name: 'a redirect',
    reply: { raw: (response) => response.writeHead(302, { location: 'https://elsewhere.test/' }).end() },
    code: 'redirected',
    status: 302,
  },
  { name: 'too many requests', reply: { status: 429, json: {} }, code: 'too-many-requests', status: 429 },
  { name: 'forbidden', reply: refusal(403, 'forbidden'), code: 'permission-missing', status: 403 },
  { name: 'forbidden without a word', reply: { status: 403 }, code: 'permission-missing', status: 403 },
  { name: 'no such conference', reply: refusal(404, 'conferenceNotFound'), code: 'conference-not-found' },
  {
    name: 'a 404 of the server without a reason',
    reply: { status: 404, json: { error: { code: 404, message: 'Not Found' } } },
    code: 'conference-not-found',
  },
  { name: 'no such interface', reply: refusal(404, 'routeNotFound'), code: 'api-missing', status: 404 },
  { name: 'a 404 of nobody', reply: { status: 404, json: {} }, code: 'api-missing', status: 404 },
  { name: 'another refusal', reply: refusal(409, 'conflict'), code: 'rejected', status: 409 },
  {
    name: 'a refusal under status 200',
    reply: { json: { error: { code: 403, errors: [{ reason: 'forbidden' }] } } },
    code: 'permission-missing',
    status: 403,
  },
  {
    name: 'a refusal of an unknown kind under status 200',
    reply: { json: { error: { message: 'no' } } },
    code: 'rejected',
    status: 400,
  },
  {
    name: 'a fault under status 200',
    reply: { json: { error: { code: 500 } } },
    code: 'server-error',
    status: 500,
  },
];

describe('every fault of an answer has its code', () => {
  test.each(faults)('$name -> $code', async ({ reply, code, status }) => {
    const server = await serve(reply);
    const log = readableLog();
    const result = await clientOf(server.origin, { log }).get('0413915491');
    expect(result).toMatchObject({ ok: false, error: { code } });
    if (result.ok) return;
    if (code === 'permission-missing') expect(result.error.details?.['permission']).toBe('conferences');
    if (status !== undefined) expect(result.error.details?.['status']).toBe(status);
    if (code !== 'conference-not-found') {
      expect(result.error.details).toMatchObject({ host: server.host, port: server.port });
    }
    expect(JSON.stringify([result, log.lines])).not.toMatch(/canary|token-1|elsewhere|It works/);
  });
});

describe('every fault of the way has its code', () => {
  test('nobody listens -> refused', async () => {
    const server = await serve({});
    await server.close();
    const result = await clientOf(server.origin).get('1');
    expect(result).toEqual({
      ok: false,
      error: { code: 'refused', retryable: true, details: { host: '127.0.0.1', port: server.port } },
    });
  });

  test('no such name -> name-not-found', async () => {
    const result = await clientOf('https://no-such-host.invalid').get('1');
    expect(result).toMatchObject({
      ok: false,
      error: { code: 'name-not-found', details: { host: 'no-such-host.invalid', port: 443 } },
    });
  });

  test('https where http is spoken -> tls-failed', async () => {
    const server = await serve({});
    const result = await clientOf(server.origin.replace('http:', 'https:')).get('1');
    expect(result).toMatchObject({ ok: false, error: { code: 'tls-failed' } });
  });

  test('something that is not HTTP -> not-trueconf', async () => {
    const server = await rawServer((socket) => socket.once('data', () => socket.end('220 mail\r\n')));
    const result = await clientOf(server).get('1');
    expect(result).toMatchObject({ ok: false, error: { code: 'not-trueconf' } });
  });

  test('a connection that takes nothing in -> timeout of the whole call', async () => {
    const server = await rawServer(() => undefined);
    const limits = { connectMs: 5_000, headersMs: 60_000, totalMs: 200 };
    const result = await clientOf(server, { limits }).get('1');
    expect(result).toMatchObject({ ok: false, error: { code: 'timeout', retryable: true } });
  });

  test('TLS that never answers -> timeout', async () => {
    const server = await rawServer(() => undefined);
    const limits = { connectMs: 200 };
    const result = await clientOf(server.replace('http:', 'https:'), { limits }).get('1');
    expect(result).toMatchObject({ ok: false, error: { code: 'timeout' } });
  });

  test('the caller gives up -> connection-lost, at once', async () => {
    const server = await serve({ raw: () => abort.abort() });
    const abort = new AbortController();
    const limits = { headersMs: 60_000 };
    const result = await clientOf(server.origin, { limits }).get('0413915491', { signal: abort.signal });
    expect(result).toMatchObject({ ok: false, error: { code: 'connection-lost' } });
  });

  test('closed meanwhile -> connection-lost, before and after the first call', async () => {
    const server = await serve({ raw: () => void client.close() });
    const client = clientOf(server.origin, { limits: {} });
    expect(await client.get('0413915491')).toMatchObject({ ok: false, error: { code: 'connection-lost' } });
    expect(await client.get('0413915491')).toMatchObject({ ok: false, error: { code: 'connection-lost' } });
    const unused = clientOf(server.origin);
    await unused.close();
    expect(await unused.probe()).toMatchObject({ ok: false, error: { code: 'connection-lost' } });
  });
});

describe('a reset before the first byte', () => {
  const resetFirst = (times: number, then: Reply): (() => Reply) => {
    let left = times;
    return () => (left-- > 0 ? { raw: (_response, request) => request.socket.resetAndDestroy() } : then);
  };
  const found: Reply = { json: { conference: { id: '0413915491' } } };

  test('is tried once more for a GET', async () => {
    const server = await startScriptedServer(routes({ [`GET ${conference}`]: resetFirst(1, found) }));
    open.push(server);
    expect(await clientOf(server.origin).get('0413915491')).toMatchObject({ ok: true });
  });

  test('and only once', async () => {
    const server = await startScriptedServer(routes({ [`GET ${conference}`]: resetFirst(2, found) }));
    open.push(server);
    const result = await clientOf(server.origin).get('0413915491');
    expect(result).toMatchObject({ ok: false, error: { code: 'connection-lost', retryable: true } });
  });

  test('is not tried again for a POST, which may have been carried out', async () => {
    const run = `POST ${conference}/run`;
    const server = await startScriptedServer(
      routes({ [run]: resetFirst(1, { json: { state: 'running' } }) }),
    );
    open.push(server);
    const result = await clientOf(server.origin).run('0413915491');
    expect(result).toMatchObject({ ok: false, error: { code: 'connection-lost' } });
    expect(server.seen.filter(({ path }) => path.endsWith('/run'))).toHaveLength(1);
  });
});

describe('what is logged', () => {
  test('method, route, status, time and code; no id, query, secret, name or token', async () => {
    const log = readableLog();
    const server = await startScriptedServer(
      routes({
        'POST /oauth2/v1/token': tokenAnswer('canary-token'),
        'GET /api/v3.11/software/clients': { json: { clients: [] } },
        'GET /api/v3.11/users/canary-doctor': refusal(404, 'userNotFound'),
      }),
    );
    open.push(server);
    const client = clientOf(server.origin, { log });
    await client.guestAddress('canary-conference', { guestId: 'canary_guest', displayName: 'Canary Name' });
    await client.user('canary-doctor');
    await server.close();
    await client.get('canary-conference');
    expect(log.lines.map(({ fields }) => fields)).toMatchObject([
      { method: 'GET', route: '/api/v3.11/software/clients', status: 200 },
      { method: 'POST', route: '/oauth2/v1/token', status: 200 },
      { method: 'GET', route: '/api/v3.11/users/{id}', status: 404 },
      { method: 'GET', route: '/api/v3.11/conferences/{id}', code: 'refused' },
    ]);
    expect(JSON.stringify(log.lines)).not.toMatch(/canary/i);
    expect(testSecret).toMatch(/canary/);
  });
});

async function rawServer(onConnection: (socket: net.Socket) => void): Promise<string> {
  const server = await startRawServer(onConnection);
  open.push(server);
  return server.origin;
}
