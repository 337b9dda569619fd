import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Emulator } from '../../../src/emulator/index.ts';
import { cookieOf, enter, hello, Page, passOf, type Pass } from './page.ts';
import { Api, doctor, nurse, start } from './support.ts';

let emulator: Emulator;
let api: Api;
beforeEach(async () => {
  emulator = await start();
  api = await Api.of(emulator);
});
afterEach(() => emulator.close());

const names = () => emulator.conferences()[0]?.participants.map(({ displayName }) => displayName);

describe('somebody with an account', () => {
  const pass = (conference: string): Pass => ({ conference, login: '', token: '' });

  it('signs in and enters as the owner', async () => {
    const { id } = await api.running();
    expect(await hello(emulator, pass(id))).toEqual({ type: 'refused', reason: 'sign-in' });
    const cookie = await cookieOf(emulator, `${doctor.id}@emulator.trueconf.name`, doctor.password);
    expect(cookie).toMatch(new RegExp(`^trueconf_emulator_${emulator.port}=[0-9a-f]{40}$`));
    const page = await Page.open(emulator, { cookie: `other=1; ${cookie}` });
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
    const page = await Page.open(emulator, { cookie: await cookieOf(emulator, nurse.id, nurse.password) });
    page.say({ type: 'hello', ...pass(id) });
    page.say({ type: 'enter' });
    await page.hears();
    await page.hears();
    expect(emulator.conferences()[0]?.participants).toMatchObject([{ id: 'nurse', isOwner: false }]);
  });

  it('is told that the call has not begun', async () => {
    const { id } = await api.create();
    const cookie = await cookieOf(emulator, doctor.id, doctor.password);
    expect(await hello(emulator, pass(id), { cookie })).toEqual({ type: 'refused', reason: 'not-running' });
  });

  it.each([
    [doctor.id, 'wrong'],
    ['nobody', doctor.password],
  ])('is refused with a wrong login or password', async (login, password) => {
    expect(await cookieOf(emulator, login, password)).toBe('status 401');
  });
});

describe('people in a call are put out', () => {
  const kick = async () => {
    emulator.kick('anna');
    return Promise.resolve();
  };

  it.each([
    ['by stop', (id: string) => api.send('POST', `conferences/${id}/stop`), 'stopped'],
    ['by delete', (id: string) => api.send('DELETE', `conferences/${id}`), 'stopped'],
    ['one by one', () => kick(), 'kicked'],
  ])('%s', async (_how, act, reason) => {
    const { id } = await api.running();
    const anna = await enter(api, id, '2$anna*Anna');
    await anna.hears();
    await act(id);
    expect(await anna.hears()).toEqual({ type: 'dropped', reason });
    expect(names() ?? []).toEqual([]);
  });

  it('and do not come in when the call ended while they were asked for the camera', async () => {
    const { id } = await api.running();
    const anna = await Page.open(emulator);
    anna.say({ type: 'hello', ...(await passOf(api, id, '2$anna*Anna')) });
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
      const page = await Page.open(emulator);
      page.socket.send(nonsense);
      expect((await once(page.socket, 'close'))[0]).toBe(1008);
    }
  });
});
