import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Emulator } from '../../../src/emulator/index.ts';
import { Api, call, doctor, newConference, reasonOf, start } from './support.ts';

let emulator: Emulator;
beforeEach(async () => {
  emulator = await start();
});
afterEach(() => emulator.close());

describe('a conference', () => {
  it('is made, read, changed, run, stopped and deleted', async () => {
    const api = await Api.of(emulator);
    const made = await api.create();
    const { origin } = emulator;
    expect(made).toMatchObject({
      id: expect.stringMatching(/^\d{10}$/),
      owner: doctor.id,
      topic: 'Video visit',
      state: 'stopped',
      access: 'public',
      tags: ['visit-desk'],
      url: `${origin}/c/${made.id}`,
      webclient_url: `${origin}/webrtc/${made.id}`,
    });
    const path = `conferences/${made.id}`;
    expect(await api.send('GET', path)).toMatchObject({ status: 200, json: { conference: made } });
    const renamed = await api.send('PUT', path, { ...newConference, topic: 'Later' });
    expect(renamed).toMatchObject({ json: { conference: { topic: 'Later' } } });
    expect(await api.send('POST', `${path}/run`)).toMatchObject({ status: 200, json: { state: 'running' } });
    expect(emulator.conferences()).toMatchObject([{ id: made.id, running: true, participants: [] }]);
    const described = await api.send('PUT', path, { ...newConference, topic: 'No', description: 'yes' });
    expect(described).toMatchObject({ json: { conference: { topic: 'Later', description: 'yes' } } });
    expect(await api.send('POST', `${path}/stop`)).toMatchObject({ status: 200, json: { state: 'stopped' } });
    expect(await api.send('DELETE', path)).toMatchObject({ status: 200, json: { id: made.id } });
    expect(emulator.conferences()).toEqual([]);
  });

  it('often has an id that begins with zero', async () => {
    const api = await Api.of(emulator);
    const ids = [(await api.create()).id, (await api.create()).id, (await api.create()).id];
    expect(ids.filter((id) => id.startsWith('0')).length).toBeGreaterThanOrEqual(2);
  });

  it.each(['GET', 'PUT', 'DELETE'])('that is not there: %s gives 404', async (method) => {
    const api = await Api.of(emulator);
    const answer = await api.send(method, 'conferences/123', method === 'GET' ? undefined : newConference);
    expect([answer.status, reasonOf(answer)]).toEqual([404, 'conferenceNotFound']);
  });

  it.each([
    ['topic', { topic: '' }, 'invalidValue'],
    ['topic', { topic: 'x'.repeat(241) }, 'invalidValue'],
    ['type', { type: 2 }, 'invalidValue'],
    ['id', { id: 'a-b' }, 'invalidValue'],
    ['owner', { owner: 'nobody' }, 'userNotFound'],
  ])('with a wrong %s is refused', async (location, fields, reason) => {
    const api = await Api.of(emulator);
    const answer = await api.send('POST', 'conferences', { ...newConference, ...fields });
    expect(answer).toMatchObject({ status: 400, json: { error: { errors: [{ reason, location }] } } });
  });

  it('with an id that is taken, or no JSON at all, is refused', async () => {
    const api = await Api.of(emulator);
    await api.create({ id: 'room_1' });
    expect(reasonOf(await api.send('POST', 'conferences', { ...newConference, id: 'room_1' }))).toBe(
      'uniqueValueAlreadyInUse',
    );
    const broken = await call(`${emulator.origin}/api/v3.11/conferences`, {
      method: 'POST',
      headers: { authorization: `Bearer ${api.token}` },
      body: '{',
    });
    expect(broken.status).toBe(400);
  });

  it('takes an owner with a domain, and fields that nobody knows', async () => {
    const api = await Api.of(emulator);
    expect(await api.create({ owner: 'doctor1@some.server', novelty: 1 })).toMatchObject({
      owner: 'doctor1',
    });
  });

  it('is listed by tag and state, in pages', async () => {
    const api = await Api.of(emulator);
    const ids = [];
    for (const tags of [['a'], ['a'], ['a'], ['b']]) ids.push((await api.create({ tags })).id);
    await api.send('POST', `conferences/${ids[0]}/run`);
    const list = (query: string) => api.send('GET', `conferences?${query}`);
    expect(await list('tag=a&page_id=2&page_size=2')).toMatchObject({
      json: { cnt: 3, conferences: [{ id: ids[2] }] },
    });
    expect(await list('state=running')).toMatchObject({ json: { cnt: 1, conferences: [{ id: ids[0] }] } });
    expect(await list('state=stopped&tag=b')).toMatchObject({ json: { cnt: 1 } });
  });

  it('can vanish or stop behind the client’s back', async () => {
    const api = await Api.of(emulator);
    const { id } = await api.running();
    emulator.stopConference(id);
    expect(emulator.conferences()).toMatchObject([{ running: false }]);
    emulator.deleteConference(id);
    emulator.deleteConference(id);
    expect(reasonOf(await api.send('POST', `conferences/${id}/run`))).toBe('conferenceNotFound');
  });
});
