import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { joinLimits } from '../../../src/main/join/limits.ts';
import { ok } from '../../../src/shared/result.ts';
import { settle } from '../../fixtures/fakeClock.ts';
import type { JoinBench } from '../../fixtures/join/joinServer.ts';
import { doorViews, liveToken, otherToken, unknownToken } from '../../fixtures/join/scriptedDoor.ts';
import { callUrl, cookie, page } from './injected.ts';
import { listening, readStream, type Reader } from './listening.ts';

let bench: JoinBench;
let port: number;
let origin: string;
const readers: Reader[] = [];

beforeEach(async () => {
  ({ bench, port, origin } = await listening());
  bench.door.view = doorViews.waiting;
});
afterEach(async () => {
  for (const reader of readers.splice(0)) reader.leave();
  await bench.server.close();
});

async function open(token = liveToken): Promise<Reader> {
  const reader = await readStream(`${origin}/v/${token}/events`, cookie);
  readers.push(reader);
  return reader;
}

/** Opens a stream and reads it up to its first state. */
async function openAndHear(token = liveToken): Promise<Reader> {
  const reader = await open(token);
  await reader.nextState();
  return reader;
}

const minutes = (count: number) =>
  ({ ...doorViews.waiting, message: { kind: 'minutes', minutes: count, at: 0 } }) as const;

/** Resolves when no page watches any more. */
async function nobodyWatches(): Promise<void> {
  while (bench.door.watching() > 0) await settle();
}

describe('a stream', () => {
  it('begins at once, before anything changes, and tells what to show', async () => {
    const reader = await open();
    expect(reader.answer.statusCode).toBe(200);
    expect(reader.answer.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'x-accel-buffering': 'no',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'x-robots-tag': 'noindex, nofollow',
    });
    expect(reader.answer.headers['content-length']).toBeUndefined();
    expect(await reader.next()).toBe('retry: 3000\n: ');
    const shown = await fetch(`${origin}${page}/report`, {
      method: 'POST',
      headers: { origin, cookie },
      body: new URLSearchParams({ event: 'here' }),
    });
    expect(await reader.next()).toBe(`event: view\ndata: ${await shown.text()}`);
  });

  it('begins at once even where what to show is told later', async () => {
    const { watch } = bench.door;
    bench.door.watch = async (token, browser, listener) => {
      let isFirst = true;
      return watch(token, browser, (view) => {
        if (!isFirst) listener(view);
        isFirst = false;
      });
    };
    const reader = await open();
    expect(await reader.next()).toBe('retry: 3000\n: ');
    expect(await reader.nextState()).toBe('waiting');
  });

  it('tells each change once', async () => {
    const reader = await openAndHear();
    bench.door.show(doorViews.waiting);
    bench.door.show(minutes(10));
    bench.door.show(minutes(10));
    bench.door.show(doorViews['let-in']);
    bench.door.show(doorViews.declined);
    const states = [await reader.nextState(), await reader.nextState(), await reader.nextState()];
    expect(states).toEqual(['waiting', 'let-in', 'declined']);
    expect(reader.text().match(/event: view/g)).toHaveLength(4);
  });

  it('has a comment every 15 s, and none between', async () => {
    const reader = await openAndHear();
    await bench.clock.advance(joinLimits.commentMs - 1);
    bench.door.show(minutes(1));
    expect(await reader.next()).toMatch(/^event: view/);
    await bench.clock.advance(1);
    expect(await reader.next()).toBe(': ');
    await bench.clock.advance(joinLimits.commentMs);
    expect(await reader.next()).toBe(': ');
  });

  it('never carries the address of the call, a name or a message', async () => {
    bench.door.answer = ok({ state: 'going-in', url: callUrl });
    bench.door.viewAfterPress = { ...doorViews['let-in'], returning: true };
    const reader = await openAndHear();
    bench.door.show({ ...doorViews.waiting, message: { kind: 'text', text: 'canary', at: 0 } });
    const pressed = await fetch(`${origin}${page}/join`, {
      method: 'POST',
      headers: { origin, cookie, accept: 'application/json' },
      body: new URLSearchParams({ name: 'Canary' }),
    });
    expect(await pressed.json()).toMatchObject({ state: 'going-in' });
    expect([await reader.nextState(), await reader.nextState()]).toEqual(['waiting', 'let-in']);
    expect(reader.text()).not.toMatch(/canary|webrtc|login|Анна|Petrova|K7M/i);
    expect(reader.text()).not.toContain(bench.serverOrigin);
  });

  it.each(['dead', 'thanks'] as const)('ends when the visit is %s', async (name) => {
    const reader = await openAndHear();
    bench.door.show(doorViews[name]);
    expect(await reader.nextState()).toBe(name);
    await reader.over;
    expect(reader.answer.complete).toBe(true);
    expect([bench.door.watching(), bench.clock.pending]).toEqual([0, 0]);
  });

  it('is forgotten when its page has gone', async () => {
    const reader = await openAndHear();
    expect(bench.door.watching()).toBe(1);
    reader.leave();
    await nobodyWatches();
    expect(bench.clock.pending).toBe(0);
  });

  it('of a page that has gone before it began is forgotten too', async () => {
    const { watch } = bench.door;
    const reached = Promise.withResolvers<undefined>();
    const goOn = Promise.withResolvers<undefined>();
    bench.door.watch = async (...asked) => {
      const stop = await watch(...asked);
      reached.resolve(undefined);
      await goOn.promise;
      return stop;
    };
    const socket = connect(port, '127.0.0.1');
    socket.write(`GET ${page}/events HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nCookie: ${cookie}\r\n\r\n`);
    await reached.promise;
    socket.destroy();
    await once(socket, 'close');
    // The server hears of it in a turn of its own.
    await settle();
    goOn.resolve(undefined);
    await nobodyWatches();
    expect(bench.clock.pending).toBe(0);
  });
});

describe('at most four streams a link', () => {
  it('a fifth ends the oldest, which does not come back', async () => {
    const oldest = await openAndHear();
    const others = [await openAndHear(), await openAndHear(), await openAndHear()];
    const apart = await openAndHear(otherToken);
    const fifth = await openAndHear();
    expect(await oldest.next()).toBe('event: bye\ndata: {}');
    await oldest.over;
    expect(oldest.answer.complete).toBe(true);
    expect(bench.door.watching()).toBe(5);
    bench.door.show(doorViews['let-in']);
    for (const reader of [...others, apart, fifth]) expect(await reader.nextState()).toBe('let-in');
  });

  it('those that have gone do not count', async () => {
    const first = await openAndHear();
    for (let count = 0; count < 6; count += 1) {
      const passing = await openAndHear();
      passing.leave();
      while (bench.door.watching() > 1) await settle();
    }
    bench.door.show(doorViews['let-in']);
    expect(await first.nextState()).toBe('let-in');
  });
});

it('a reader that takes nothing is dropped, and holds no memory', async () => {
  const slow = await openAndHear();
  const quick = await openAndHear();
  slow.answer.pause();
  slow.answer.socket.pause();
  let told = 0;
  // What the system keeps for a connection is its own affair, and large.
  for (; bench.door.watching() === 2 && told < 2_000_000; told += 1) {
    bench.door.show(minutes(told));
    if (told % 500 === 0) await settle();
  }
  expect(bench.door.watching()).toBe(1);
  bench.door.show(doorViews['let-in']);
  let state = '';
  while (state !== 'let-in') state = await quick.nextState();
});

it('says bye when the server closes', async () => {
  const reader = await openAndHear();
  const closing = bench.server.close();
  expect(await reader.next()).toBe('event: bye\ndata: {}');
  await Promise.all([closing, reader.over]);
  expect([bench.door.watching(), bench.clock.pending]).toEqual([0, 0]);
});

it('outlives the limits on requests', { timeout: 60_000 }, async () => {
  const reader = await openAndHear();
  const half = connect(port, '127.0.0.1');
  half.write(
    `POST ${page}/join HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nOrigin: ${origin}\r\nContent-Length: 9\r\n\r\n`,
  );
  half.resume();
  await once(half, 'close');
  bench.door.show(doorViews['let-in']);
  expect(await reader.nextState()).toBe('let-in');
});

describe('no stream', () => {
  const ask = async (token: string, headers: Record<string, string>): Promise<number> =>
    (await fetch(`${origin}/v/${token}/events`, { headers })).status;

  it('is there for who never pressed, for no browser, and for one that has been thanked', async () => {
    expect(await ask(liveToken, {})).toBe(204);
    bench.door.view = doorViews.form;
    expect(await ask(liveToken, { cookie })).toBe(204);
    bench.door.view = doorViews.thanks;
    expect(await ask(liveToken, { cookie })).toBe(204);
    expect(bench.door.watching()).toBe(0);
  });

  it('is there for a dead link, and asking counts as a miss', async () => {
    for (let count = 0; count < joinLimits.missesPerAddress; count += 1)
      expect(await ask(unknownToken, { cookie })).toBe(404);
    expect(await ask(unknownToken, { cookie })).toBe(429);
    expect(await ask('short', { cookie })).toBe(429);
  });
});
