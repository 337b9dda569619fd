/** The fourth generation of the interface, as far as it is known, and which generations a server speaks. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Emulator } from '../../../src/emulator/index.ts';
import { Api, askToken, call, credentials, doctor, newConference, reasonOf, start } from './support.ts';

let emulator: Emulator;
beforeEach(async () => {
  emulator = await start();
});
afterEach(() => emulator.close());

const wanted = {
  topic: 'Video visit',
  owner: doctor.id,
  mode: 'PxP',
  access: 'public',
  schedule: { type: 'none' },
  description: 'marker',
  tags: ['visit-desk'],
  rights: { guest: { recording: false } },
};

const answered = z.object({ conference: z.looseObject({ id: z.string() }) });
async function create(api: Api, fields: object = {}): Promise<string> {
  return answered.parse((await api.send('POST', 'conferences', { ...wanted, ...fields })).json).conference.id;
}

describe('v4', () => {
  it('gives a token for JSON; without a valid one it answers 401 with a number to look for', async () => {
    const body = JSON.stringify({
      grant_type: 'client_credentials',
      client_id: credentials.clientId,
      client_secret: credentials.clientSecret,
    });
    const ask = () => call(`${emulator.origin}/api/v4/oauth2/token`, { method: 'POST', body });
    expect(await ask()).toMatchObject({ status: 200, json: { token_type: 'Bearer' } });
    expect(await call(`${emulator.origin}/api/v4/conferences`)).toMatchObject({
      status: 401,
      json: {
        error: { code: 401, trace_id: expect.any(String), errors: [{ reason: 'accessTokenInvalid' }] },
      },
    });
    emulator.faults.noPermissionTicked = true;
    expect(reasonOf(await ask())).toBe('invalidScope');
    expect((await askToken(emulator)).status).toBe(200);
  });

  it('has its own names for a conference, which is the same in v3', async () => {
    const [v4, v3] = [await Api.of(emulator, 'v4'), await Api.of(emulator)];
    const id = await create(v4, { max_participants: 4 });
    const { json } = await v4.send('GET', `conferences/${id}`);
    expect(json).toMatchObject({
      conference: {
        ...wanted,
        max_participants: 4,
        state: 'stopped',
        recording_enabled: false,
        created_at: expect.stringMatching(/^\d{4}-.*Z$/),
        web_client_url: `${emulator.origin}/webrtc/${id}`,
      },
    });
    for (const name of ['type', 'allow_guests', 'webclient_url', 'recording'])
      expect(json).not.toHaveProperty(['conference', name]);
    expect((await v3.send('GET', `conferences/${id}`)).json).toMatchObject({
      conference: { type: 0, allow_guests: true, schedule: { type: -1 }, max_participants: 4 },
    });
  });

  it('refuses what v3 sends, an unknown owner, and a verb of v3', async () => {
    const api = await Api.of(emulator, 'v4');
    expect((await api.send('POST', 'conferences', newConference)).status).toBe(400);
    expect(reasonOf(await api.send('POST', 'conferences', { ...wanted, owner: 'nobody' }))).toBe(
      'userNotFound',
    );
    const id = await create(api);
    expect(reasonOf(await api.send('PUT', `conferences/${id}`, wanted))).toBe('routeNotFound');
    expect(reasonOf(await (await Api.of(emulator)).send('PATCH', `conferences/${id}`, {}))).toBe(
      'routeNotFound',
    );
    expect(await api.send('GET', 'conferences/404')).toMatchObject({
      status: 404,
      json: { error: { trace_id: expect.any(String), errors: [{ reason: 'conferenceNotFound' }] } },
    });
  });

  it('changes only what is sent', async () => {
    const api = await Api.of(emulator, 'v4');
    const id = await create(api);
    expect(await api.send('PATCH', `conferences/${id}`, { topic: 'Later' })).toMatchObject({
      json: { conference: { ...wanted, topic: 'Later' } },
    });
  });

  it('lists by pages of its own, in full or short', async () => {
    const api = await Api.of(emulator, 'v4');
    await create(api);
    const id = await create(api);
    const page = 'conferences?page=2&page_size=1';
    const entry = { id, topic: 'Video visit', state: 'stopped', mode: 'PxP', access: 'public' };
    expect((await api.send('GET', page)).json).toMatchObject({
      results: 2,
      conferences: [{ ...entry, tags: ['visit-desk'], description: 'marker' }],
    });
    emulator.faults.shortList = true;
    const { json } = await api.send('GET', page);
    expect(json).toMatchObject({ results: 2, conferences: [entry] });
    expect(JSON.stringify(json)).not.toMatch(/visit-desk|marker/);
  });

  it('runs, rings, tells who is there, lets guests in, stops and deletes', async () => {
    const api = await Api.of(emulator, 'v4');
    const id = await create(api);
    for (const act of ['run', 'stop', 'run'])
      expect(await api.send('POST', `conferences/${id}/${act}`)).toMatchObject({ status: 204, text: '' });
    const ring = await api.send('POST', `conferences/${id}/invite`, { participants: [doctor.id] });
    expect([ring.status, emulator.conferences()[0]?.rings]).toEqual([204, [doctor.id]]);
    expect((await api.send('GET', `conferences/${id}/participants?is_in_conf=true`)).json).toEqual({
      cnt: 0,
      list: [],
    });
    expect(new URL(await api.guestUrl(id, '2$g_1*Anna')).pathname).toBe(`/webrtc/${id}`);
    expect(await api.send('DELETE', `conferences/${id}`)).toMatchObject({ status: 200, json: { id } });
    expect(await api.send('GET', `users/${doctor.id}`)).toMatchObject({ json: { user: { id: doctor.id } } });
  });
});

describe('which generations are spoken', () => {
  const status = async (path: string, method = 'GET') =>
    (await call(`${emulator.origin}${path}`, { method })).status;

  it.each([
    ['both', { v3: 403, old: 403, v4: 200, token: 400 }],
    ['v3', { v3: 403, old: 403, v4: 404, token: 400 }],
    ['v4', { v3: 404, old: 404, v4: 200, token: 404 }],
    ['old', { v3: 404, old: 403, v4: 404, token: 400 }],
  ] as const)('%s', async (api, expected) => {
    emulator.faults.api = api;
    expect({
      v3: await status('/api/v3.11/conferences'),
      old: await status('/api/v3.8/conferences'),
      v4: await status('/api/v4/server'),
      token: await status('/oauth2/v1/token', 'POST'),
    }).toEqual(expected);
    expect(await status('/api/v3.12/conferences')).toBe(404);
  });
});
