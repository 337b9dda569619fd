import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Emulator } from '../../../src/emulator/index.ts';
import { Api, askToken, call, credentials, doctor, newConference, reasonOf, start } from './support.ts';

let emulator: Emulator;
beforeEach(async () => {
  emulator = await start();
});
afterEach(() => emulator.close());

describe('the token endpoint', () => {
  const grant = {
    grant_type: 'client_credentials',
    client_id: credentials.clientId,
    client_secret: credentials.clientSecret,
  };

  it('takes a form and gives what the documents show', async () => {
    const { status, json } = await askToken(emulator);
    expect(status).toBe(200);
    expect(json).toEqual({
      access_token: expect.stringMatching(/^[0-9a-f]{40}$/),
      expires_in: 604_800,
      token_type: 'Bearer',
      scope: 'conferences conferences.participants:read users:read',
    });
  });

  it.each(['/oauth2/v1/token', '/api/v4/oauth2/token'])('takes JSON at %s', async (path) => {
    const { status } = await call(emulator.origin + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(grant),
    });
    expect(status).toBe(200);
  });

  it.each([
    ['a wrong secret', { ...grant, client_secret: 'x' }, 401, 'invalid_client'],
    ['an unknown client', { ...grant, client_id: 'x' }, 401, 'invalid_client'],
    ['no grant', { client_id: 'x' }, 400, 'invalid_request'],
    ['another grant', { ...grant, grant_type: 'password' }, 400, 'unsupported_grant_type'],
  ])('refuses %s', async (_case, fields, status, error) => {
    expect(await askToken(emulator, fields)).toMatchObject({ status, json: { error } });
  });

  it('wants POST', async () => {
    expect((await call(`${emulator.origin}/oauth2/v1/token`)).status).toBe(405);
  });
});

describe('a call', () => {
  it('needs a token, in the header or in the query', async () => {
    const { token } = await Api.of(emulator);
    const url = `${emulator.origin}/api/v3.11/conferences`;
    expect(await call(url)).toMatchObject({ status: 403 });
    expect(reasonOf(await call(url))).toBe('accessTokenInvalid');
    expect((await call(`${url}/?access_token=${token}`)).status).toBe(200);
    expect((await call(url, { headers: { authorization: `Bearer ${token}` } })).status).toBe(200);
    emulator.revokeTokens();
    expect(reasonOf(await call(`${url}?access_token=${token}`))).toBe('accessTokenInvalid');
  });

  it('is forbidden without its permission', async () => {
    await emulator.close();
    emulator = await start({ scopes: 'conferences:read' });
    const api = await Api.of(emulator);
    expect((await api.send('GET', 'conferences')).status).toBe(200);
    const create = await api.send('POST', 'conferences', newConference);
    expect([create.status, reasonOf(create)]).toEqual([403, 'forbidden']);
    expect(reasonOf(await api.send('GET', 'users/doctor1'))).toBe('forbidden');
  });

  it.each(['v3.1', 'v3.4', 'v3.11'])('is the same in %s', async (version) => {
    const api = await Api.of(emulator, version);
    const { id } = await api.create();
    expect(await api.send('POST', `conferences/${id}/run`)).toMatchObject({ json: { state: 'running' } });
  });

  it.each(['v3.0', 'v3.12', 'v5'])('of %s is unknown', async (version) => {
    const api = await Api.of(emulator, version);
    const answer = await api.send('GET', 'conferences');
    expect([answer.status, reasonOf(answer)]).toEqual([404, 'routeNotFound']);
  });

  it('to a path that does not exist is unknown', async () => {
    const api = await Api.of(emulator);
    expect(reasonOf(await api.send('GET', 'nothing'))).toBe('routeNotFound');
    expect(reasonOf(await call(`${emulator.origin}/api/v3.11`))).toBe('routeNotFound');
  });

  it('is logged without query and body', async () => {
    const api = await Api.of(emulator);
    await call(`${emulator.origin}/api/v3.11/software/clients?call_id=1&user=$Canary`);
    await api.send('POST', 'conferences', newConference);
    expect(emulator.log).toEqual([
      'POST /oauth2/v1/token 200',
      'GET /api/v3.11/software/clients 404',
      'POST /api/v3.11/conferences 200',
    ]);
    expect(emulator.requests(/^POST .*\/conferences 200$/)).toBe(1);
  });

  it('can be awaited before it is answered', async () => {
    const arrival = emulator.nextRequest(/^GET \/api\/v4\/server$/);
    emulator.faults.answer = 'silent';
    const abort = new AbortController();
    const pending = call(`${emulator.origin}/api/v4/server`, { signal: abort.signal }).catch(() => 'gone');
    await arrival;
    expect(emulator.log).toEqual(['GET /api/v4/server …']);
    abort.abort();
    expect(await pending).toBe('gone');
  });
});

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

describe('software/clients', () => {
  it('offers both web clients and a native one, each time with another token', async () => {
    const api = await Api.of(emulator);
    const { id } = await api.create();
    const entries = await api.clients(id, '2$anna_1*Анна Смирнова');
    expect(entries.map(({ type, platform }) => [type, platform])).toEqual([
      ['web', 'webrtc'],
      ['web', 'webrtc'],
      ['standalone', 'ios'],
    ]);
    const [full, widget] = entries.map(({ web_url }) => web_url ?? '');
    const token = String.raw`token=\$[0-9a-f]{32}\*\d+\*[0-9a-f]{32}`;
    const login = `login=anna_1*${encodeURIComponent('Анна Смирнова')}`.replaceAll('*', '\\*');
    expect(full).toMatch(new RegExp(`^${emulator.origin}/webrtc/${id}#${login}&${token}&lang=auto$`));
    expect(widget).toContain(`/webrtc-widget/${id}#login=`);
    expect(entries[0]?.iframe).toMatch(/^<iframe .*onload=.*onerror=.*src="http/);
    expect(await api.guestUrl(id, '2$anna_1*Анна Смирнова')).not.toBe(full);
  });

  it.each([
    ['$Борис', `*Борис`],
    [undefined, 'login=*guest*guest'],
  ])('takes %s as user', async (user, expected) => {
    const api = await Api.of(emulator);
    const { id } = await api.create();
    expect(decodeURIComponent(await api.guestUrl(id, user))).toContain(expected);
  });

  it('offers no web client for a private conference', async () => {
    const api = await Api.of(emulator);
    const { id } = await api.create({ allow_guests: false });
    expect((await api.clients(id)).map(({ type }) => type)).toEqual(['standalone']);
    emulator.faults.privateWebClient = true;
    expect(await api.clients(id)).toHaveLength(3);
  });

  it('does not know an unknown conference', async () => {
    const url = `${emulator.origin}/api/v3.11/software/clients?call_id=1`;
    expect(reasonOf(await call(url))).toBe('conferenceNotFound');
    emulator.faults.missingCallEmpty = true;
    expect(await call(url)).toMatchObject({ status: 200, json: { clients: [{ type: 'standalone' }] } });
  });

  it('offers no web client when the licence has no guest seat', async () => {
    await emulator.close();
    emulator = await start({ guestSeats: 0 });
    const api = await Api.of(emulator);
    const { id } = await api.running();
    expect((await api.clients(id)).map(({ type }) => type)).toEqual(['standalone']);
  });
});

describe('users and the server', () => {
  it('a user is found with and without domain, or not', async () => {
    const api = await Api.of(emulator);
    const user = { id: 'doctor1', display_name: 'Dr. Petrova', uid: 'doctor1@emulator.trueconf.name' };
    expect(await api.send('GET', 'users/doctor1')).toMatchObject({ status: 200, json: { user } });
    expect(await api.send('GET', 'users/doctor1%40any')).toMatchObject({ json: { user } });
    expect(reasonOf(await api.send('GET', 'users/nobody'))).toBe('userNotFound');
    expect((await api.send('GET', 'users/%E0%A4%A')).status).toBe(404);
  });

  it('users are listed in pages', async () => {
    const api = await Api.of(emulator);
    expect(await api.send('GET', 'users?page_size=1')).toMatchObject({
      json: { next_page_id: 1, users: [{ id: 'doctor1' }] },
    });
    expect(await api.send('GET', 'users?page_id=1&page_size=1')).toMatchObject({
      json: { next_page_id: -1, users: [{ id: 'nurse' }] },
    });
    expect(await api.send('GET', 'users?login_name=nurse')).toMatchObject({
      json: { users: [{ id: 'nurse' }] },
    });
  });

  it('v4 tells about the server without a token, and about nothing else', async () => {
    const url = `${emulator.origin}/api/v4`;
    expect(await call(`${url}/server`)).toMatchObject({
      status: 200,
      json: { product: { version: expect.stringMatching(/^5\./) } },
    });
    expect(await call(`${url}/me`)).toMatchObject({
      status: 401,
      json: { error: { trace_id: expect.any(String) } },
    });
    const { token } = await Api.of(emulator);
    const known = await call(`${url}/me`, { headers: { authorization: `Bearer ${token}` } });
    expect([known.status, reasonOf(known)]).toEqual([404, 'routeNotFound']);
  });
});
