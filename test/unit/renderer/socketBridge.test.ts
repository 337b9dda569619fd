/** The desk's requests over a line that breaks: kept, sent again with their keys, done once, or told that they failed. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { loopbackWay } from '../../../src/renderer/web/loopbackWay.ts';
import { serviceWay } from '../../../src/renderer/web/serviceWay.ts';
import { SocketBridge } from '../../../src/renderer/web/socketBridge.ts';
import type { Way } from '../../../src/shared/deskLine/connection.ts';

const frameSchema = z.object({
  id: z.int(),
  channel: z.string(),
  input: z.unknown(),
  key: z.string().optional(),
});

class FakeSocket extends EventTarget {
  static all: FakeSocket[] = [];
  static get last(): FakeSocket {
    const socket = FakeSocket.all.at(-1);
    if (!socket) throw new Error('no socket was opened');
    return socket;
  }
  readonly url: string;
  readonly sent: string[] = [];
  closed = false;

  constructor(url: string) {
    super();
    this.url = url;
    FakeSocket.all.push(this);
  }
  send(text: string): void {
    this.sent.push(text);
  }
  close(): void {
    this.closed = true;
  }
  /** The server lets the desk in. */
  accept(account?: string): this {
    this.dispatchEvent(new Event('open'));
    return this.say({ ready: true, protocol: 1, ...(account !== undefined && { account }) });
  }
  say(frame: unknown): this {
    this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(frame) }));
    return this;
  }
  cut(code = 1006): void {
    this.dispatchEvent(Object.assign(new Event('close'), { code }));
  }
  get asked(): z.output<typeof frameSchema>[] {
    return this.sent.slice(1).map((text) => frameSchema.parse(JSON.parse(text)));
  }
}

const place = { host: 'desk.clinic.example', protocol: 'https:' };
const okay = (value: unknown) => ({ ok: true, value });
const nothing = { visitId: 'a' };

beforeEach(() => {
  vi.useFakeTimers();
  FakeSocket.all = [];
  vi.stubGlobal('WebSocket', FakeSocket);
  vi.stubGlobal('window', new EventTarget());
  vi.stubGlobal('document', Object.assign(new EventTarget(), { visibilityState: 'visible' }));
  vi.stubGlobal('location', { ...place, hash: '' });
  vi.stubGlobal('sessionStorage', { getItem: () => 'secret', removeItem: vi.fn() });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

async function scene(way?: Way) {
  const bridge = new SocketBridge(way ?? serviceWay(place, '0.2.0'));
  const states: string[] = [];
  bridge.onConnection(() => states.push(bridge.connection()));
  bridge.open();
  await vi.advanceTimersByTimeAsync(0);
  return { bridge, states };
}
/** Past the pause before the first try, or before the second. */
const reconnected = async (pauseMs = 375) => {
  const before = FakeSocket.all.length;
  await vi.advanceTimersByTimeAsync(pauseMs);
  expect(FakeSocket.all.length).toBe(before + 1);
  return FakeSocket.last;
};

describe('a desk at the service', () => {
  it('says which desk it is, and the same over reconnects', async () => {
    const { bridge, states } = await scene();
    expect(FakeSocket.last.url).toBe('wss://desk.clinic.example/desk/socket');
    FakeSocket.last.accept();
    const [hello] = FakeSocket.last.sent;
    expect(JSON.parse(hello ?? '')).toEqual({
      hello: { version: '0.2.0', protocol: 1, desk: expect.stringMatching(/^[\w-]{22}$/) },
    });
    FakeSocket.last.cut();
    expect(bridge.connection()).toBe('lost');
    expect((await reconnected()).accept().sent[0]).toBe(hello);
    expect(states).toEqual(['up', 'lost', 'up']);
  });

  it('says on a line that is made again as whom it was taken, so that nothing is done for somebody else', async () => {
    const { bridge } = await scene();
    FakeSocket.last.accept('anna').cut();
    const click = bridge.api.request('visits:end', nothing);
    const second = await reconnected();
    second.dispatchEvent(new Event('open'));
    expect(JSON.parse(second.sent[0] ?? '')).toMatchObject({ hello: { account: 'anna' } });
    second.cut(4409);
    expect(bridge.connection()).toBe('account-changed');
    expect(await click).toMatchObject({ error: { code: 'disconnected' } });
    expect(second.sent).toHaveLength(1);
  });

  it('gives each command a key of its own, and none to what only reads', async () => {
    const { bridge } = await scene();
    FakeSocket.last.accept();
    void bridge.api.request('visits:end', nothing);
    void bridge.api.request('visits:end', nothing);
    void bridge.api.request('visits:list', {});
    const [one, two, reading] = FakeSocket.last.asked;
    expect(one?.key).toMatch(/^[\w-]{22}$/);
    expect(two?.key).toMatch(/^[\w-]{22}$/);
    expect(one?.key).not.toBe(two?.key);
    expect(reading).toEqual({ id: 3, channel: 'visits:list', input: {} });
  });

  it('sends again what was not answered, then what was clicked while the line was down, in order', async () => {
    const { bridge } = await scene();
    const first = FakeSocket.last.accept();
    const answered = bridge.api.request('visits:end', { visitId: 'answered' });
    first.say({ id: 1, envelope: okay({}) });
    const open = bridge.api.request('visits:end', { visitId: 'open' });
    first.cut();
    const clicked = bridge.api.request('visits:end', { visitId: 'clicked' });
    const second = await reconnected();
    expect(second.sent).toEqual([]);
    second.accept();
    expect(second.asked.map(({ input }) => input)).toEqual([{ visitId: 'open' }, { visitId: 'clicked' }]);
    expect(second.asked[0]).toEqual(first.asked[1]);
    second
      .say({ id: 2, envelope: okay({ done: 'open' }) })
      .say({ id: 3, envelope: okay({ done: 'clicked' }) });
    expect(await answered).toEqual(okay({}));
    expect(await open).toEqual(okay({ done: 'open' }));
    expect(await clicked).toEqual(okay({ done: 'clicked' }));
  });

  it('keeps a click for a minute over any number of tries, and sends it no more when it has failed', async () => {
    const { bridge } = await scene();
    FakeSocket.last.accept().cut();
    const click = bridge.api.request('visits:end', nothing);
    let isSettled = false;
    void click.then(() => (isSettled = true));
    for (let passed = 0; passed < 59; passed += 1) {
      await vi.advanceTimersByTimeAsync(1_000);
      if (FakeSocket.all.at(-1)?.closed === false) FakeSocket.last.cut();
    }
    expect(isSettled).toBe(false);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await click).toMatchObject({ ok: false, error: { code: 'disconnected' } });
    await vi.advanceTimersByTimeAsync(20_000);
    expect(FakeSocket.last.accept().asked).toEqual([]);
  });

  it.each([
    [4401, 'signed-out'],
    [4409, 'account-changed'],
    [4426, 'too-old'],
  ])('is over when the service closes with %i: %s', async (code, end) => {
    const { bridge } = await scene();
    FakeSocket.last.accept();
    const open = bridge.api.request('visits:end', nothing);
    FakeSocket.last.cut(code);
    expect(bridge.connection()).toBe(end);
    expect(await open).toMatchObject({ error: { code: 'disconnected' } });
    expect(await bridge.api.request('visits:list', {})).toMatchObject({ error: { code: 'disconnected' } });
    window.dispatchEvent(new Event('online'));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(FakeSocket.all).toHaveLength(1);
  });

  it.each([1001, 1006, 1008, 1013, 4410])('comes back after a close with %i', async (code) => {
    const { bridge } = await scene();
    FakeSocket.last.accept().cut(code);
    (await reconnected()).accept();
    expect(bridge.connection()).toBe('up');
  });

  it('waits longer after each failure, never the same for two desks, and briefly again after a success', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.5);
    await scene();
    const pauses: number[] = [];
    for (let attempt = 0; attempt < 8; attempt += 1) {
      const before = FakeSocket.all.length;
      const began = Date.now();
      FakeSocket.last.cut();
      while (FakeSocket.all.length === before) await vi.advanceTimersByTimeAsync(10);
      pauses.push(Date.now() - began);
    }
    expect(pauses).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000]);
    vi.spyOn(Math, 'random').mockReturnValue(0);
    FakeSocket.last.accept().cut();
    await vi.advanceTimersByTimeAsync(125);
    expect(FakeSocket.all).toHaveLength(10);
  });

  it('comes back at once when the network or the person does, without a second line', async () => {
    await scene();
    for (let attempt = 0; attempt < 6; attempt += 1) {
      FakeSocket.last.cut();
      window.dispatchEvent(new Event('online'));
      document.dispatchEvent(new Event('visibilitychange'));
      await vi.advanceTimersByTimeAsync(0);
      expect(FakeSocket.all).toHaveLength(attempt + 2);
    }
  });

  it('does not believe in a line that is silent: asks for a sign of life, and makes another one without it', async () => {
    const { bridge } = await scene();
    const first = FakeSocket.last.accept();
    await vi.advanceTimersByTimeAsync(25_000);
    expect(first.asked).toEqual([{ id: 0, channel: 'app:info', input: {} }]);
    first.say({ id: 0, envelope: okay({}) });
    await vi.advanceTimersByTimeAsync(24_000);
    expect(bridge.connection()).toBe('up');
    await vi.advanceTimersByTimeAsync(11_000);
    expect(bridge.connection()).toBe('lost');
    expect(first.closed).toBe(true);
    const second = (await reconnected()).accept();
    // What a dead line says in the end counts no more.
    first.say({ event: 'visits:changed', payload: {} }).cut(4401);
    expect(bridge.connection()).toBe('up');
    expect(FakeSocket.last).toBe(second);
  });

  it('knows at once that the network is gone, and that a server which never answers is none', async () => {
    const { bridge } = await scene();
    FakeSocket.last.accept();
    window.dispatchEvent(new Event('offline'));
    expect(bridge.connection()).toBe('lost');
    const mute = await reconnected();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(mute.closed).toBe(true);
    (await reconnected(750)).accept();
    expect(bridge.connection()).toBe('up');
  });

  it('hands events to those who listen, until they stop', async () => {
    const { bridge } = await scene();
    const heard: unknown[] = [];
    const stop = bridge.api.on('call:taken', (payload) => heard.push(payload));
    FakeSocket.last.accept().say({ event: 'call:taken', payload: nothing });
    FakeSocket.last.say({ event: 'call:taken', payload: 7 });
    stop();
    FakeSocket.last.say({ event: 'call:taken', payload: nothing });
    expect(heard).toEqual([nothing]);
  });
});

describe('a desk beside its core', () => {
  it('fails what was under way with the line, keeps what is asked meanwhile for ten seconds, and needs no network', async () => {
    vi.stubGlobal('location', { host: '127.0.0.1:9', protocol: 'http:', hash: '' });
    const { bridge } = await scene(loopbackWay);
    const early = bridge.api.request('visits:list', {});
    const first = FakeSocket.last.accept();
    expect(first.sent).toEqual(['{"session":"secret"}', '{"id":1,"channel":"visits:list","input":{}}']);
    first.say({ id: 1, envelope: okay({}) });
    expect(await early).toEqual(okay({}));
    window.dispatchEvent(new Event('offline'));
    await vi.advanceTimersByTimeAsync(120_000);
    expect(bridge.connection()).toBe('up');
    const open = bridge.api.request('visits:end', nothing);
    expect(first.asked.at(-1)).toEqual({ id: 2, channel: 'visits:end', input: nothing });
    first.cut();
    expect(await open).toMatchObject({ error: { code: 'disconnected' } });
    const kept = bridge.api.request('visits:end', nothing);
    // Once, and never again by itself: the core would do it twice.
    const second = (await reconnected()).accept();
    expect(second.asked).toEqual([{ id: 3, channel: 'visits:end', input: nothing }]);
    second.cut();
    expect(await kept).toMatchObject({ error: { code: 'disconnected' } });
    const late = bridge.api.request('visits:end', nothing);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await late).toMatchObject({ error: { code: 'disconnected' } });
    const last = bridge.api.request('visits:end', nothing);
    const third = FakeSocket.last.accept();
    expect(third.asked).toEqual([{ id: 5, channel: 'visits:end', input: nothing }]);
    third.say({ id: 5, envelope: okay({}) });
    expect(await last).toEqual(okay({}));
    FakeSocket.last.cut(4401);
    expect(bridge.connection()).toBe('refused');
    expect(sessionStorage.removeItem).toHaveBeenCalledOnce();
  });
});
