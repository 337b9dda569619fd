import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Emulator } from '../../../src/emulator/index.ts';
import { Api, call, doctor, nurse, start } from './support.ts';

let emulator: Emulator;
let api: Api;
let pages: Page[];
beforeEach(async () => {
  pages = [];
  emulator = await start();
  api = await Api.of(emulator);
});
afterEach(async () => {
  for (const page of pages) page.socket.terminate();
  await emulator.close();
});

/** A page of the room without a browser. */
class Page {
  readonly socket: WebSocket;
  readonly #heard: unknown[] = [];
  #wake: () => void = () => undefined;

  constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (raw) => {
      this.#heard.push(JSON.parse(String(raw)));
      this.#wake();
    });
    pages.push(this);
  }

  static async open(headers: Readonly<Record<string, string>> = {}): Promise<Page> {
    const url = emulator.origin.replace('http', 'ws') + '/websocket/';
    const page = new Page(new WebSocket(url, { headers: { origin: emulator.origin, ...headers } }));
    await once(page.socket, 'open');
    return page;
  }

  say(message: object): void {
    this.socket.send(JSON.stringify(message));
  }

  /** The next message that came and was not read yet. */
  async hears(): Promise<unknown> {
    while (this.#heard.length === 0) await new Promise<void>((resolve) => (this.#wake = resolve));
    return this.#heard.shift();
  }
}

interface Pass {
  readonly conference: string;
  readonly login: string;
  readonly token: string;
}

async function passOf(conference: string, user: string): Promise<Pass> {
  const fields = new URLSearchParams(new URL(await api.guestUrl(conference, user)).hash.slice(1));
  return { conference, login: fields.get('login') ?? '', token: fields.get('token') ?? '' };
}

async function enter(conference: string, user: string): Promise<Page> {
  const page = await Page.open();
  page.say({ type: 'hello', ...(await passOf(conference, user)) });
  await page.hears();
  page.say({ type: 'enter' });
  return page;
}

/** Says hello and gives the answer. */
async function hello(pass: Pass, headers: Readonly<Record<string, string>> = {}): Promise<unknown> {
  const page = await Page.open(headers);
  page.say({ type: 'hello', ...pass });
  return page.hears();
}

async function cookieOf(login: string, password: string): Promise<string> {
  const answer = await call(`${emulator.origin}/emulator/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password }),
  });
  return answer.headers.get('set-cookie')?.split(';')[0] ?? `status ${answer.status}`;
}

const names = () => emulator.conferences()[0]?.participants.map(({ displayName }) => displayName);

describe('a guest', () => {
  it('is in the roster from entering to leaving, and the others are told', async () => {
    const { id } = await api.running();
    const anna = await enter(id, '2$anna*Анна');
    expect(await anna.hears()).toEqual({
      type: 'entered',
      me: { id: 'anna', name: 'Анна', color: '#e53935' },
      peers: [],
    });
    const boris = await enter(id, '2$boris*Борис');
    const peer = { id: 'boris', name: 'Борис', color: '#1e88e5' };
    expect(await boris.hears()).toMatchObject({ type: 'entered', me: peer, peers: [{ id: 'anna' }] });
    expect(await anna.hears()).toEqual({ type: 'joined', peer });
    expect(await api.send('GET', `conferences/${id}/participants`)).toMatchObject({
      status: 200,
      json: {
        participants: [
          { id: 'anna', display_name: 'Анна', is_owner: false, uid: 'anna@emulator.trueconf.name' },
          { id: 'boris', display_name: 'Борис', is_owner: false },
        ],
      },
    });
    boris.say({ type: 'leave' });
    expect(await anna.hears()).toEqual({ type: 'left', id: 'boris' });
    expect(names()).toEqual(['Анна']);
  });

  it('leaves with the connection', async () => {
    const { id } = await api.running();
    const anna = await enter(id, '2$anna*Anna');
    await anna.hears();
    const boris = await enter(id, '2$boris*Boris');
    await boris.hears();
    await anna.hears();
    boris.socket.terminate();
    expect(await anna.hears()).toEqual({ type: 'left', id: 'boris' });
    expect(names()).toEqual(['Anna']);
  });

  it('reaches only people in the same call', async () => {
    const { id } = await api.running();
    const anna = await enter(id, '2$anna*Anna');
    await anna.hears();
    const boris = await enter(id, '2$boris*Boris');
    await boris.hears();
    const data = { kind: 'description', sdp: 'v=0', sdpType: 'offer' };
    boris.say({ type: 'signal', to: 'nobody', data });
    boris.say({ type: 'signal', to: 'anna', data });
    expect(await anna.hears()).toMatchObject({ type: 'joined' });
    expect(await anna.hears()).toEqual({ type: 'signal', from: 'boris', data });
  });

  it('needs a token of this conference, while it runs', async () => {
    const { id } = await api.create();
    const pass = await passOf(id, '2$anna*Anna');
    expect(await hello(pass)).toEqual({ type: 'refused', reason: 'token' });
    await api.send('POST', `conferences/${id}/run`);
    expect(await hello(pass)).toEqual({ type: 'welcome', name: 'Anna' });
    expect(await hello({ ...pass, login: 'other*Anna' })).toEqual({ type: 'refused', reason: 'token' });
    expect(await hello({ ...pass, token: '$x*1*y' })).toEqual({ type: 'refused', reason: 'token' });
    const other = await api.running();
    expect(await hello({ ...pass, conference: other.id })).toEqual({ type: 'refused', reason: 'token' });
    expect(await hello({ ...pass, conference: '1' })).toEqual({ type: 'refused', reason: 'not-found' });
  });

  it('takes the place of an earlier self', async () => {
    const { id } = await api.running();
    const first = await enter(id, '2$anna*Anna');
    await first.hears();
    const second = await enter(id, '2$anna*Anna');
    expect(await first.hears()).toEqual({ type: 'dropped', reason: 'replaced' });
    expect(await second.hears()).toMatchObject({ type: 'entered', peers: [] });
    expect(names()).toEqual(['Anna']);
  });

  it('may have an id of the server’s own', async () => {
    emulator.faults.guestIdHidden = true;
    const { id } = await api.running();
    expect(await (await enter(id, '2$anna*Anna')).hears()).toMatchObject({
      me: { id: expect.stringMatching(/^guest_[0-9a-f]{16}$/), name: 'Anna' },
    });
  });

  it('finds no fifth place', async () => {
    const { id } = await api.running();
    for (const name of ['a', 'b', 'c', 'd']) await (await enter(id, `2$${name}*${name}`)).hears();
    expect(await (await enter(id, '2$e*e')).hears()).toEqual({ type: 'refused', reason: 'full' });
  });

  it('finds no seat beyond the licence, and gives the own one back', async () => {
    await emulator.close();
    emulator = await start({ guestSeats: 1 });
    api = await Api.of(emulator);
    const { id } = await api.running();
    const late = await passOf(id, '2$boris*Boris');
    const anna = await enter(id, '2$anna*Anna');
    await anna.hears();
    expect(await hello(late)).toEqual({ type: 'refused', reason: 'seats' });
    expect(await api.clients(id, '2$boris*Boris')).toHaveLength(1);
    expect(await api.clients(id, '2$anna*Anna')).toHaveLength(3);
    anna.socket.terminate();
    await expect.poll(() => api.clients(id, '2$boris*Boris')).toHaveLength(3);
  });
});

describe('somebody with an account', () => {
  const pass = (conference: string): Pass => ({ conference, login: '', token: '' });

  it('signs in and enters as the owner', async () => {
    const { id } = await api.running();
    expect(await hello(pass(id))).toEqual({ type: 'refused', reason: 'sign-in' });
    const cookie = await cookieOf(`${doctor.id}@emulator.trueconf.name`, doctor.password);
    expect(cookie).toMatch(new RegExp(`^trueconf_emulator_${emulator.port}=[0-9a-f]{40}$`));
    const page = await Page.open({ cookie: `other=1; ${cookie}` });
    page.say({ type: 'hello', ...pass(id) });
    page.say({ type: 'enter' });
    expect(await page.hears()).toEqual({ type: 'welcome', name: 'Dr. Petrova' });
    expect(await page.hears()).toMatchObject({ type: 'entered', me: { id: 'doctor1' } });
    expect(emulator.conferences()[0]?.participants).toMatchObject([
      { id: 'doctor1', isOwner: true, kind: 'user' },
    ]);
  });

  it('is not the owner when it is another', async () => {
    const { id } = await api.running();
    const page = await Page.open({ cookie: await cookieOf(nurse.id, nurse.password) });
    page.say({ type: 'hello', ...pass(id) });
    page.say({ type: 'enter' });
    await page.hears();
    await page.hears();
    expect(emulator.conferences()[0]?.participants).toMatchObject([{ id: 'nurse', isOwner: false }]);
  });

  it('is told that the call has not begun', async () => {
    const { id } = await api.create();
    const cookie = await cookieOf(doctor.id, doctor.password);
    expect(await hello(pass(id), { cookie })).toEqual({ type: 'refused', reason: 'not-running' });
  });

  it.each([
    [doctor.id, 'wrong'],
    ['nobody', doctor.password],
  ])('is refused with a wrong login or password', async (login, password) => {
    expect(await cookieOf(login, password)).toBe('status 401');
  });
});

describe('people in a call are put out', () => {
  it.each([
    ['by stop', (id: string) => api.send('POST', `conferences/${id}/stop`), 'stopped'],
    ['by delete', (id: string) => api.send('DELETE', `conferences/${id}`), 'stopped'],
    ['one by one', () => Promise.resolve(emulator.kick('anna')), 'kicked'],
  ])('%s', async (_how, act, reason) => {
    const { id } = await api.running();
    const anna = await enter(id, '2$anna*Anna');
    await anna.hears();
    await act(id);
    expect(await anna.hears()).toEqual({ type: 'dropped', reason });
    expect(names() ?? []).toEqual([]);
  });

  it('and do not come in when the call ended while they were asked for the camera', async () => {
    const { id } = await api.running();
    const anna = await Page.open();
    anna.say({ type: 'hello', ...(await passOf(id, '2$anna*Anna')) });
    await anna.hears();
    emulator.stopConference(id);
    anna.say({ type: 'enter' });
    expect(await anna.hears()).toEqual({ type: 'refused', reason: 'not-running' });
  });
});

describe('a stranger', () => {
  it('on another page or path gets no connection', async () => {
    const url = emulator.origin.replace('http', 'ws');
    for (const [path, origin] of [
      ['/websocket/', 'http://evil.example'],
      ['/elsewhere', emulator.origin],
    ] as const) {
      const socket = new WebSocket(url + path, { origin });
      await expect(once(socket, 'open')).rejects.toThrow();
    }
  });

  it('who talks nonsense is cut off', async () => {
    for (const nonsense of ['{', '{"type":"signal"}']) {
      const page = await Page.open();
      page.socket.send(nonsense);
      expect((await once(page.socket, 'close'))[0]).toBe(1008);
    }
  });
});
