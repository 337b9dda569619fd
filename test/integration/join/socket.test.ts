import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PageAssets } from '../../../src/main/join/assets.ts';
import { joinLimits } from '../../../src/main/join/limits.ts';
import { appError } from '../../../src/shared/errors.ts';
import { err } from '../../../src/shared/result.ts';
import { buildPageAssets, joinBench, type JoinBench } from '../../fixtures/join/joinServer.ts';
import { doorViews, liveToken } from '../../fixtures/join/scriptedDoor.ts';

const page = `/v/${liveToken}`;
let assets: PageAssets;
let bench: JoinBench;
let port: number;
let origin: string;

beforeAll(async () => {
  assets = await buildPageAssets();
});
beforeEach(async () => {
  bench = joinBench(assets);
  const listening = await bench.server.listen({ host: '127.0.0.1', port: 0 });
  if (!listening.ok) throw new Error(listening.error.code);
  ({ port, origin } = listening.value);
});
afterEach(() => bench.server.close());

/** Sends bytes as they are and gives back all that comes until the server closes. */
async function raw(bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write(bytes);
  return everything(socket);
}

/** Resolves when a connection is over, by a reset too. */
const closed = (socket: Socket): Promise<void> =>
  new Promise((resolve) => {
    socket.on('error', () => undefined);
    socket.on('close', () => {
      resolve();
    });
  });

async function everything(socket: Socket): Promise<string> {
  const parts: Buffer[] = [];
  socket.on('data', (part: Buffer) => parts.push(part));
  await closed(socket);
  return Buffer.concat(parts).toString('latin1');
}

describe('listening', () => {
  it('says its own origin, and moves when it is asked to listen again', async () => {
    expect(origin).toBe(`http://127.0.0.1:${port}`);
    const again = await bench.server.listen({ host: '127.0.0.1', port: 0 });
    if (!again.ok) throw new Error(again.error.code);
    expect((await fetch(`${again.value.origin}${page}`)).status).toBe(200);
    if (again.value.port !== port) await expect(fetch(`${origin}${page}`)).rejects.toThrow();
  });

  it('says when the port is taken, and can listen elsewhere afterwards', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const taken = typeof address === 'object' && address ? address.port : 0;
    expect(await bench.server.listen({ host: '127.0.0.1', port: taken })).toEqual(
      err(appError('port-taken', { port: taken })),
    );
    expect((await bench.server.listen({ host: '127.0.0.1', port: 0 })).ok).toBe(true);
    other.close();
  });

  it('says when the address is not one of this computer', async () => {
    // TEST-NET-1 (RFC 5737): nobody's address.
    expect(await bench.server.listen({ host: '192.0.2.1', port: 0 })).toEqual(
      err(appError('interface-gone', { name: '192.0.2.1' })),
    );
  });

  it('lets go of every connection at once when it closes', async () => {
    const idle = connect(port, '127.0.0.1');
    const half = connect(port, '127.0.0.1');
    await Promise.all([once(idle, 'connect'), once(half, 'connect')]);
    half.write(`POST ${page}/join HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Length: 100\r\n\r\nname=`);
    const gone = Promise.all([idle, half].map(closed));
    await bench.server.close();
    await gone;
  });
});

describe('a connection', () => {
  it('that is silent, slow or stops half-way is ended', { timeout: 60_000 }, async () => {
    const head =
      `POST ${page}/join HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nOrigin: ${origin}\r\n` +
      'Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\n';
    const dripping = connect(port, '127.0.0.1');
    const drip = setInterval(() => dripping.write('a'), 200);
    dripping.write(head);
    const answers = await Promise.all([
      raw(''),
      raw(`GET ${page} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nX-Slow: `),
      raw(`${head}name=`),
      everything(dripping),
    ]);
    clearInterval(drip);
    for (const answer of answers) expect(answer).toMatch(/^HTTP\/1\.1 400 |^$/);
    expect(bench.door.presses()).toEqual([]);
  });

  it('whose head is larger than 8 KiB is refused; a smaller one is not', async () => {
    const head = `GET ${page} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n`;
    const ofSize = (bytes: number): string => {
      const frame = `${head}X: \r\n\r\n`.length;
      return `${head}X: ${'a'.repeat(bytes - frame)}\r\n\r\n`;
    };
    // The parser counts names and values, not the signs around them.
    expect(await raw(ofSize(joinLimits.headBytes - 1))).toMatch(/^HTTP\/1\.1 200 /);
    expect(await raw(ofSize(joinLimits.headBytes + 100))).toMatch(/^HTTP\/1\.1 400 /);
  });

  it('with several requests at once gets their answers in turn', async () => {
    const get = `GET ${page} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n`;
    const post =
      `POST ${page}/join HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nOrigin: ${origin}\r\n` +
      'Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 6\r\n\r\nname=A';
    const foreign = `GET / HTTP/1.1\r\nHost: evil.example\r\n`;
    const answer = await raw(`${get}\r\n${post}${foreign}\r\n${get}Connection: close\r\n\r\n`);
    expect(answer.match(/^HTTP\/1\.1 \d{3}/gm)?.map((line) => line.slice(-3))).toEqual([
      '200',
      '303',
      '403',
      '200',
    ]);
    expect(bench.door.presses()).toHaveLength(1);
  });

  it('that turns to nonsense in the midst of an answer is ended without another word', async () => {
    bench.door.view = doorViews.waiting;
    const socket = connect(port, '127.0.0.1');
    const all = everything(socket);
    socket.write(
      `GET ${page}/events HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nCookie: person=cccccccccccccccccccccc\r\n\r\n`,
    );
    await once(socket, 'data');
    socket.write('NONSENSE\r\n\r\n');
    const answer = await all;
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    expect(answer).not.toContain('400 Bad Request');
    expect(bench.door.watching()).toBe(0);
  });

  it.each([
    'NONSENSE\r\n\r\n',
    'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n',
    'GET /\0 HTTP/1.1\r\n\r\n',
    `GET / HTTP/1.1\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`,
    'POST / HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n',
  ])('that sends %.30j gets no explanation', async (bytes) => {
    const answer = await raw(bytes);
    expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(answer).not.toMatch(/FST_|HPE_|node|stack|Client Error/i);
  });

  it.each(['/\\', '//evil.example/', '/v/../v/x', `http://evil.example${page}`, '*'])(
    'that asks for %s gets the dead page or nothing',
    async (path) => {
      const answer = await raw(
        `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`,
      );
      expect(answer).toMatch(/^HTTP\/1\.1 40[034] /);
      expect(answer).not.toContain('Location');
    },
  );

  it('without a Host is refused', async () => {
    expect(await raw(`GET ${page} HTTP/1.0\r\n\r\n`)).toMatch(/^HTTP\/1\.[01] 403 /);
  });

  it('is one of as many as 500 patients need, and of no more than a computer can bear', () => {
    expect(joinLimits.connections).toBeGreaterThan(500 * 2);
    expect(joinLimits.connections).toBeLessThan(10_000);
  });
});
