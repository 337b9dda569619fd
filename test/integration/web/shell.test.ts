/** The loopback shell over real sockets: who gets in, and what is said to whom. */
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { onTestFinished, expect, test, describe } from 'vitest';
import { WebSocket } from 'ws';
import { openWebShell, type WebShell } from '../../../src/main/web/shell.ts';
import type { AppEvent } from '../../../src/main/ipc/router.ts';
import { FakeClock } from '../../fixtures/fakeClock.ts';
import { fakeRandom } from '../../fixtures/fakeRandom.ts';
import { askAndReset, noteUncaught } from '../../fixtures/rawUpgrade.ts';
import { statusView } from '../../fixtures/views.ts';
import { temporaryFolder } from '../../fixtures/temporaryFolder.ts';

interface Opened {
  readonly shell: WebShell;
  readonly port: number;
  readonly token: string;
  readonly clock: FakeClock;
  readonly emit: (event: AppEvent) => void;
  readonly asked: unknown[];
}

async function open(frameOrigin = 'https://video.clinic.example'): Promise<Opened> {
  const rendererDir = join(temporaryFolder(), 'renderer');
  mkdirSync(rendererDir);
  writeFileSync(join(rendererDir, 'index.html'), '<!doctype html><title>Visit Desk</title>');
  const clock = new FakeClock();
  const listeners = new Set<(event: AppEvent) => void>();
  const asked: unknown[] = [];
  const shell = await openWebShell({
    router: {
      async dispatch(channel, input) {
        asked.push({ channel, input });
        return { ok: true, value: { heard: channel } };
      },
    },
    onEvent: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    frameOrigin: () => frameOrigin,
    rendererDir,
    tokenLifeMs: 30_000,
    port: 0,
    clock,
    random: fakeRandom(),
  });
  if (!shell.ok) throw new Error(shell.error.code);
  onTestFinished(() => shell.value.close());
  const url = new URL(shell.value.url);
  return {
    shell: shell.value,
    port: Number(url.port),
    token: url.hash.slice(1),
    clock,
    asked,
    emit: (event) => listeners.forEach((listener) => listener(event)),
  };
}

interface Reply {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

function ask(
  port: number,
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const { method = 'GET', headers = {}, body } = options;
    const request = httpRequest({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }),
      );
    });
    request.on('error', reject);
    request.end(body);
  });
}

const exchange = (opened: Opened, token: string, headers: Record<string, string> = {}): Promise<Reply> =>
  ask(opened.port, '/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: opened.shell.origin, ...headers },
    body: JSON.stringify({ token }),
  });

async function sessionOf(opened: Opened): Promise<string> {
  const { body } = await exchange(opened, opened.token);
  const answer: { session: string } = JSON.parse(body);
  return answer.session;
}

interface Talk {
  readonly socket: WebSocket;
  next(): Promise<unknown>;
  readonly closed: Promise<number>;
}

function connect(opened: Opened, headers: Record<string, string> = {}): Talk {
  const socket = new WebSocket(`ws://127.0.0.1:${opened.port}/socket`, {
    headers: { origin: opened.shell.origin, ...headers },
  });
  onTestFinished(() => socket.terminate());
  // A refused upgrade is awaited by its own event.
  socket.on('error', () => undefined);
  const closed = new Promise<number>((resolve) => socket.once('close', (code) => resolve(code)));
  const arrived: unknown[] = [];
  const waiting: ((message: unknown) => void)[] = [];
  socket.on('message', (data) => {
    const message: unknown = JSON.parse(data.toString());
    const next = waiting.shift();
    if (next) next(message);
    else arrived.push(message);
  });
  const next = (): Promise<unknown> =>
    arrived.length > 0 ? Promise.resolve(arrived.shift()) : new Promise((resolve) => waiting.push(resolve));
  return { socket, next, closed };
}

async function admitted(opened: Opened): Promise<Talk> {
  const session = await sessionOf(opened);
  const talk = connect(opened);
  await once(talk.socket, 'open');
  talk.socket.send(JSON.stringify({ session }));
  expect(await talk.next()).toEqual({ ready: true });
  return talk;
}

describe('the page', () => {
  test('comes with a strict policy that names the server of the settings', async () => {
    const opened = await open();
    const page = await ask(opened.port, '/');
    expect(page.status).toBe(200);
    const policy = String(page.headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain('frame-src https://video.clinic.example');
    expect(policy).toContain(`connect-src 'self' ws://127.0.0.1:${opened.port}`);
    expect(policy).not.toContain('unsafe');
    expect(page.headers).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
    });
    expect(page.headers['set-cookie']).toBeUndefined();
    expect(page.headers['x-powered-by']).toBeUndefined();
  });

  test('frames nothing before there is a server', async () => {
    const page = await ask((await open('')).port, '/');
    expect(page.headers['content-security-policy']).not.toContain('frame-src');
  });

  test.each([
    'evil.example',
    'localhost:PORT',
    '127.0.0.1',
    '127.0.0.1:1',
    '[::1]:PORT',
    '127.0.0.1:PORT.evil.example',
  ])('is not shown to the Host %s', async (host) => {
    const { port } = await open();
    const page = await ask(port, '/', { headers: { host: host.replace('PORT', String(port)) } });
    expect(page.status).toBe(403);
    expect(page.body).not.toContain('Visit Desk');
  });

  test.each([
    '/../package.json',
    '/%2e%2e/package.json',
    '/..%5cpackage.json',
    '/nothing',
    '/socket',
    '/%00',
  ])('%s shows nothing', async (path) => {
    const { port } = await open();
    const page = await ask(port, path);
    expect([400, 403, 404]).toContain(page.status);
    expect(page.body).not.toContain('visit-desk');
  });

  test('listens on loopback only, and a taken port is named', async () => {
    const { port } = await open();
    const second = await openWebShell({
      router: { dispatch: () => Promise.reject(new Error('never')) },
      onEvent: () => () => undefined,
      frameOrigin: () => '',
      rendererDir: temporaryFolder(),
      tokenLifeMs: 1,
      port,
      clock: new FakeClock(),
      random: fakeRandom(),
    });
    expect(second).toMatchObject({ ok: false, error: { code: 'port-taken', details: { port } } });
  });
});

describe('the token', () => {
  test('gives one session, once', async () => {
    const opened = await open();
    const first = await exchange(opened, opened.token);
    expect(first.status).toBe(200);
    expect(JSON.parse(first.body)).toEqual({ session: expect.stringMatching(/^[\w-]{43}$/) });
    expect((await exchange(opened, opened.token)).status).toBe(401);
  });

  test('is too old after 30 seconds', async () => {
    const opened = await open();
    await opened.clock.advance(30_000);
    expect((await exchange(opened, opened.token)).status).toBe(401);
  });

  test.each<[string, Record<string, string>, number]>([
    ['another origin', { origin: 'https://evil.example' }, 403],
    ['another port', { origin: 'http://127.0.0.1:1' }, 403],
    ['localhost', { origin: 'http://localhost:4711' }, 403],
    ['a null origin', { origin: 'null' }, 403],
    ['another host', { host: 'evil.example' }, 403],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 400],
  ])('is not taken from %s, and stays good', async (_who, headers, status) => {
    const opened = await open();
    expect((await exchange(opened, opened.token, headers)).status).toBe(status);
    expect((await exchange(opened, opened.token)).status).toBe(200);
  });

  test.each(['', '{', '[]', '{"token":1}', '{"token":"x","more":1}', `{"token":"${'x'.repeat(5_000)}"}`])(
    'the body %.20s is refused without a word',
    async (body) => {
      const opened = await open();
      const reply = await ask(opened.port, '/session', {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: opened.shell.origin },
        body,
      });
      expect(reply.status).toBe(400);
      expect(reply.body).toBe('{"error":"bad-request"}');
    },
  );
});

describe('the socket', () => {
  test('carries requests, answers and events', async () => {
    const opened = await open();
    const talk = await admitted(opened);
    talk.socket.send(JSON.stringify({ id: 7, channel: 'visits:list', input: {} }));
    expect(await talk.next()).toEqual({ id: 7, envelope: { ok: true, value: { heard: 'visits:list' } } });
    expect(opened.asked).toEqual([{ channel: 'visits:list', input: {} }]);
    const payload: AppEvent['payload'] = {
      missing: [],
      join: { state: 'starting' },
      embedding: 'off',
      certificates: [],
      vault: { strength: 'none', lasting: false },
      server: null,
      demo: false,
      settingsNotice: null,
      doctorName: '',
      sending: statusView().sending,
      doctors: { presentId: '', mustSignIn: false, list: [] },
    };
    opened.emit({ channel: 'status:changed', payload });
    expect(await talk.next()).toEqual({ event: 'status:changed', payload });
  });

  test('a reload and a second tab use the same session', async () => {
    const opened = await open();
    const session = await sessionOf(opened);
    for (const _tab of [1, 2]) {
      const talk = connect(opened);
      await once(talk.socket, 'open');
      talk.socket.send(JSON.stringify({ session }));
      expect(await talk.next()).toEqual({ ready: true });
    }
  });

  test.each(['{"session":"wrong"}', '{"session":1}', '{"id":1,"channel":"visits:list","input":{}}', 'x', ''])(
    'the first message %j closes with 4401 and nothing is carried out',
    async (message) => {
      const opened = await open();
      const talk = connect(opened);
      await once(talk.socket, 'open');
      talk.socket.send(message);
      expect(await talk.closed).toBe(4401);
      expect(opened.asked).toEqual([]);
    },
  );

  test('the session of an earlier start closes with 4401', async () => {
    const former = await sessionOf(await open());
    const opened = await open();
    const talk = connect(opened);
    await once(talk.socket, 'open');
    talk.socket.send(JSON.stringify({ session: `${former.slice(0, -1)}_` }));
    expect(await talk.closed).toBe(4401);
  });

  test.each([
    '{"id":-1,"channel":"x","input":{}}',
    '{"id":1}',
    '[]',
    'x',
    '{"id":1,"channel":"x","input":{},"more":1}',
  ])('a session that says %j is closed', async (message) => {
    const talk = await admitted(await open());
    talk.socket.send(message);
    expect(await talk.closed).toBe(1008);
  });

  test('messages that are too long or binary are not taken', async () => {
    const long = await admitted(await open());
    long.socket.send(JSON.stringify({ id: 1, channel: 'x', input: 'x'.repeat(70_000) }));
    expect(await long.closed).toBe(1009);
    const binary = await admitted(await open());
    binary.socket.send(Buffer.from('{"id":1,"channel":"x","input":{}}'));
    expect(await binary.closed).toBe(1008);
  });

  test.each<[string, Record<string, string>]>([
    ['another origin', { origin: 'https://evil.example' }],
    ['no origin', { origin: '' }],
    ['another host', { host: 'evil.example' }],
  ])('%s does not get up', async (_who, headers) => {
    const opened = await open();
    const talk = connect(opened, headers);
    const [, response] = await once(talk.socket, 'unexpected-response');
    expect(response.statusCode).toBe(403);
  });

  test('who is refused and resets the connection ends nothing else', async () => {
    const { port } = await open();
    const uncaught = noteUncaught();
    const head = `GET /socket HTTP/1.1\r\nHost: evil.example\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`;
    for (const when of ['at-once', 'answered'] as const) {
      for (let round = 0; round < 5; round += 1) await askAndReset(port, head, when);
    }
    expect((await ask(port, '/')).status).toBe(200);
    expect(uncaught).toEqual([]);
  });

  test('closing the shell ends every socket', async () => {
    const opened = await open();
    const talk = await admitted(opened);
    await opened.shell.close();
    await talk.closed;
    await expect(ask(opened.port, '/')).rejects.toThrow();
  });
});
