import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Emulator } from '../../../src/emulator/index.ts';
import { Api, askToken, call, credentials, newConference, reasonOf, start } from './support.ts';

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
