import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Emulator } from '../../../src/emulator/index.ts';
import { enter, hello, passOf } from './page.ts';
import { Api, start } from './support.ts';

let emulator: Emulator;
let api: Api;
beforeEach(async () => {
  emulator = await start();
  api = await Api.of(emulator);
});
afterEach(() => emulator.close());

const names = () => emulator.conferences()[0]?.participants.map(({ displayName }) => displayName);

describe('a guest', () => {
  it('is in the roster from entering to leaving, and the others are told', async () => {
    const { id } = await api.running();
    const anna = await enter(api, id, '2$anna*Анна');
    expect(await anna.hears()).toEqual({
      type: 'entered',
      me: { id: 'anna', name: 'Анна', color: '#e53935' },
      peers: [],
    });
    const boris = await enter(api, id, '2$boris*Борис');
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
    const anna = await enter(api, id, '2$anna*Anna');
    await anna.hears();
    const boris = await enter(api, id, '2$boris*Boris');
    await boris.hears();
    await anna.hears();
    boris.socket.terminate();
    expect(await anna.hears()).toEqual({ type: 'left', id: 'boris' });
    expect(names()).toEqual(['Anna']);
  });

  it('reaches only people in the same call', async () => {
    const { id } = await api.running();
    const anna = await enter(api, id, '2$anna*Anna');
    await anna.hears();
    const boris = await enter(api, id, '2$boris*Boris');
    await boris.hears();
    const data = { kind: 'description', sdp: 'v=0', sdpType: 'offer' };
    boris.say({ type: 'signal', to: 'nobody', data });
    boris.say({ type: 'signal', to: 'anna', data });
    expect(await anna.hears()).toMatchObject({ type: 'joined' });
    expect(await anna.hears()).toEqual({ type: 'signal', from: 'boris', data });
  });

  it('needs a token of this conference, while it runs', async () => {
    const { id } = await api.create();
    const pass = await passOf(api, id, '2$anna*Anna');
    expect(await hello(emulator, pass)).toEqual({ type: 'refused', reason: 'token' });
    await api.send('POST', `conferences/${id}/run`);
    expect(await hello(emulator, pass)).toEqual({ type: 'welcome', name: 'Anna' });
    expect(await hello(emulator, { ...pass, login: 'other*Anna' })).toEqual({
      type: 'refused',
      reason: 'token',
    });
    expect(await hello(emulator, { ...pass, token: '$x*1*y' })).toEqual({ type: 'refused', reason: 'token' });
    const other = await api.running();
    expect(await hello(emulator, { ...pass, conference: other.id })).toEqual({
      type: 'refused',
      reason: 'token',
    });
    expect(await hello(emulator, { ...pass, conference: '1' })).toEqual({
      type: 'refused',
      reason: 'not-found',
    });
  });

  it('takes the place of an earlier self', async () => {
    const { id } = await api.running();
    const first = await enter(api, id, '2$anna*Anna');
    await first.hears();
    const second = await enter(api, id, '2$anna*Anna');
    expect(await first.hears()).toEqual({ type: 'dropped', reason: 'replaced' });
    expect(await second.hears()).toMatchObject({ type: 'entered', peers: [] });
    expect(names()).toEqual(['Anna']);
  });
});

describe('a guest in a full house', () => {
  it('may have an id of the server’s own', async () => {
    emulator.faults.guestIdHidden = true;
    const { id } = await api.running();
    expect(await (await enter(api, id, '2$anna*Anna')).hears()).toMatchObject({
      me: { id: expect.stringMatching(/^guest_[0-9a-f]{16}$/), name: 'Anna' },
    });
  });

  it('finds no fifth place', async () => {
    const { id } = await api.running();
    for (const name of ['a', 'b', 'c', 'd']) await (await enter(api, id, `2$${name}*${name}`)).hears();
    expect(await (await enter(api, id, '2$e*e')).hears()).toEqual({ type: 'refused', reason: 'full' });
  });

  it('finds no seat beyond the licence, and gives the own one back', async () => {
    await emulator.close();
    emulator = await start({ guestSeats: 1 });
    api = await Api.of(emulator);
    const { id } = await api.running();
    const late = await passOf(api, id, '2$boris*Boris');
    const anna = await enter(api, id, '2$anna*Anna');
    await anna.hears();
    expect(await hello(emulator, late)).toEqual({ type: 'refused', reason: 'seats' });
    expect(await api.clients(id, '2$boris*Boris')).toHaveLength(1);
    expect(await api.clients(id, '2$anna*Anna')).toHaveLength(3);
    anna.socket.terminate();
    await expect.poll(() => api.clients(id, '2$boris*Boris')).toHaveLength(3);
  });
});
