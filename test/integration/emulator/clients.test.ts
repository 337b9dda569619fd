import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Emulator } from '../../../src/emulator/index.ts';
import { Api, call, doctor, reasonOf, start } from './support.ts';

let emulator: Emulator;
beforeEach(async () => {
  emulator = await start();
});
afterEach(() => emulator.close());

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
    expect((await call(`${url}/users/${doctor.id}`)).status).toBe(401);
    const unknown = await call(`${url}/elsewhere`);
    expect([unknown.status, reasonOf(unknown)]).toEqual([404, 'routeNotFound']);
  });
});
