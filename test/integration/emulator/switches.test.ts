import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Emulator } from '../../../src/emulator/index.ts';
import { Api, askToken, call, newConference, reasonOf, start } from './support.ts';

let emulator: Emulator;
let api: Api;
beforeEach(async () => {
  emulator = await start();
  api = await Api.of(emulator);
});
afterEach(() => emulator.close());

const post = (path: string) => api.send('POST', path);

describe('refused credentials', () => {
  it.each([400, 401, 403] as const)('are told as %i', async (tokenError) => {
    emulator.faults.tokenError = tokenError;
    expect((await askToken(emulator)).status).toBe(200);
    emulator.faults.rejectCredentials = true;
    expect(await askToken(emulator)).toMatchObject({ status: tokenError, json: { error: 'invalid_client' } });
  });

  it('are told in TrueConf’s own way, or in a 200', async () => {
    Object.assign(emulator.faults, { rejectCredentials: true, tokenError: 'reason' });
    expect(await askToken(emulator)).toMatchObject({ status: 401, json: { reason: 'InvalidCredentials' } });
    emulator.faults.tokenError = 'error-in-200';
    expect(await askToken(emulator)).toMatchObject({ status: 200, json: { error: 'invalid_client' } });
  });
});

describe('tokens', () => {
  it('expire by time', async () => {
    emulator.faults.tokenLifetimeSeconds = 0;
    expect(await askToken(emulator)).toMatchObject({ json: { expires_in: 0 } });
    expect(reasonOf(await (await Api.of(emulator)).send('GET', 'conferences'))).toBe('accessTokenInvalid');
  });

  it('expire after a number of calls', async () => {
    emulator.faults.expireTokenAfterCalls = 2;
    const reasons = [];
    for (let call = 0; call < 3; call += 1) reasons.push(reasonOf(await api.send('GET', 'conferences')));
    expect(reasons).toEqual([undefined, undefined, 'accessTokenInvalid']);
  });

  it('may not say what they allow', async () => {
    emulator.faults.hideScope = true;
    expect((await askToken(emulator)).json).not.toHaveProperty('scope');
  });
});

describe('conferences', () => {
  it('are created with 201 and deleted with 204', async () => {
    Object.assign(emulator.faults, { createStatus: 201, deleteStatus: 204 });
    expect((await api.send('POST', 'conferences', newConference)).status).toBe(201);
    const { id } = await api.create();
    expect(await api.send('DELETE', `conferences/${id}`)).toMatchObject({ status: 204, text: '' });
  });

  it('show their owner with a domain', async () => {
    emulator.faults.ownerWithDomain = true;
    expect(await api.create()).toMatchObject({ owner: 'doctor1@emulator.trueconf.name' });
  });

  it('forget their tags, and ignore the filter', async () => {
    emulator.faults.dropTags = true;
    expect(await api.create()).toMatchObject({ tags: [] });
    expect(await api.send('GET', 'conferences?tag=visit-desk')).toMatchObject({ json: { cnt: 0 } });
    emulator.faults.ignoreTagFilter = true;
    expect(await api.send('GET', 'conferences?tag=visit-desk')).toMatchObject({ json: { cnt: 1 } });
  });

  it('start on create only when told to', async () => {
    expect(await api.create({ state: 'running' })).toMatchObject({ state: 'stopped' });
    emulator.faults.startOnCreate = true;
    expect(await api.create({ state: 'running' })).toMatchObject({ state: 'running' });
  });

  it('take a second run and stop, or refuse them, and a delete while running', async () => {
    const { id } = await api.running();
    const path = `conferences/${id}`;
    expect((await post(`${path}/run`)).status).toBe(200);
    Object.assign(emulator.faults, {
      runWhenRunning400: true,
      stopWhenStopped400: true,
      deleteWhenRunning400: true,
    });
    expect((await post(`${path}/run`)).status).toBe(400);
    expect((await api.send('DELETE', path)).status).toBe(400);
    expect((await post(`${path}/stop`)).status).toBe(200);
    expect((await post(`${path}/stop`)).status).toBe(400);
    emulator.faults.stopWhenStopped400 = false;
    expect((await post(`${path}/stop`)).status).toBe(200);
    expect((await api.send('DELETE', path)).status).toBe(200);
  });
});

describe('permissions and versions', () => {
  it('roster and users are forbidden', async () => {
    const { id } = await api.create();
    expect((await api.send('GET', `conferences/${id}/participants`)).json).toEqual({ participants: [] });
    Object.assign(emulator.faults, { rosterForbidden: true, usersForbidden: true });
    expect(reasonOf(await api.send('GET', `conferences/${id}/participants`))).toBe('forbidden');
    expect(reasonOf(await api.send('GET', 'users/doctor1'))).toBe('forbidden');
  });

  it('a version is missing', async () => {
    emulator.faults.apiMissing = ['v3.11', 'v4'];
    expect(reasonOf(await api.send('GET', 'conferences'))).toBe('routeNotFound');
    expect((await call(`${emulator.origin}/api/v4/server`)).status).toBe(404);
    expect((await (await Api.of(emulator, 'v3.10')).send('GET', 'conferences')).status).toBe(200);
  });
});

describe('addresses in answers', () => {
  it('bear another port, host or scheme', async () => {
    emulator.faults.otherPort = 8443;
    expect(await api.create()).toMatchObject({ url: expect.stringContaining('http://127.0.0.1:8443/c/') });
    emulator.faults.foreignHost = 'other.example';
    expect(await api.create()).toMatchObject({
      url: expect.stringContaining('http://other.example:8443/c/'),
    });
    const { id } = await api.create();
    expect(await api.guestUrl(id)).toContain('http://other.example:8443/webrtc/');
  });

  it('bear the public host', async () => {
    await emulator.close();
    emulator = await start({ publicHost: 'localhost' });
    api = await Api.of(emulator);
    expect(emulator.origin).toBe(`http://localhost:${emulator.port}`);
    expect((await api.create()).url).toContain(`${emulator.origin}/c/`);
  });
});

describe('the web client', () => {
  it('comes with the widget first', async () => {
    emulator.faults.widgetFirst = true;
    const { id } = await api.create();
    const paths = (await api.clients(id)).map(({ web_url }) => web_url && new URL(web_url).pathname);
    expect(paths).toEqual([`/webrtc-widget/${id}`, `/webrtc/${id}`, undefined]);
  });

  it('is missing, or missing before run', async () => {
    const { id } = await api.create();
    emulator.faults.noWebClientBeforeRun = true;
    expect(await api.clients(id)).toHaveLength(1);
    await post(`conferences/${id}/run`);
    expect(await api.clients(id)).toHaveLength(3);
    emulator.faults.noWebClient = true;
    expect(await api.clients(id)).toHaveLength(1);
  });

  it('is told as a frame only', async () => {
    emulator.faults.iframeOnly = true;
    const { id } = await api.create();
    const [entry] = await api.clients(id);
    expect(entry).not.toHaveProperty('web_url');
    expect(entry?.iframe).toContain(`src="${emulator.origin}/webrtc/${id}#login=`);
  });

  it('is told with a name that is not encoded', async () => {
    emulator.faults.rawFragment = true;
    const { id } = await api.create();
    expect((await api.clients(id, '2$a*Анна & Ко'))[0]?.web_url).toContain('#login=a*Анна & Ко&token=$');
  });

  it('forbids or allows to be framed', async () => {
    const url = `${emulator.origin}/webrtc/1`;
    const open = await call(url);
    expect(open.headers.get('content-security-policy')).toContain('frame-ancestors *');
    expect(open.headers.get('x-frame-options')).toBeNull();
    emulator.faults.frameHeaders = true;
    const closed = await call(url);
    expect(closed.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(closed.headers.get('x-frame-options')).toBe('DENY');
  });
});
