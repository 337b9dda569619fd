import { afterEach, describe, expect, test } from 'vitest';
import { refusal, routes, type Routes } from '../../fixtures/trueconf/answers.ts';
import { testClient } from '../../fixtures/trueconf/client.ts';
import { dialects, scriptOf, startIn, type TestDialect } from '../../fixtures/trueconf/dialects.ts';
import { startScriptedServer } from '../../fixtures/trueconf/scriptedServer.ts';

const id = '0413915491';
const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((thing) => thing.close()));
});

const setUpIn = (dialect: TestDialect) => async (table: Routes) => {
  const started = await startIn(dialect, table);
  open.push(started.server, started.client);
  return started;
};

describe.each(dialects)('in $name', (dialect) => {
  const setUp = setUpIn(dialect);
  const isV4 = dialect.name === 'v4';

  describe('participants', () => {
    const route = `GET /conferences/${id}/participants`;
    test('as far as the server tells', async () => {
      const participants = [
        { id: 'doctor1', display_name: 'Dr', is_owner: 1 },
        { id: 'guest $*', display_name: 'Иван', is_owner: false },
        { id: 7, is_owner: null },
        {},
      ];
      const { client, calls } = await setUp({
        [route]: { json: isV4 ? { cnt: 4, list: participants } : { participants } },
      });
      expect(await client.participants(id)).toEqual({
        ok: true,
        value: [
          { id: 'doctor1', displayName: 'Dr', isOwner: true },
          { id: 'guest $*', displayName: 'Иван', isOwner: false },
          { id: '7', displayName: '', isOwner: false },
          { id: '', displayName: '', isOwner: false },
        ],
      });
      const present = isV4 ? { is_in_conf: 'true', page: '1', page_size: '100' } : {};
      expect(calls().map(({ query }) => Object.fromEntries(query))).toEqual([present]);
    });

    test.each([
      [
        'forbidden',
        refusal(403, 'forbidden'),
        { code: 'permission-missing', details: { permission: 'conferences.participants:read' } },
      ],
      ['gone', refusal(404, 'conferenceNotFound'), { code: 'conference-not-found' }],
      ['of another shape', { json: { participants: 3 } }, { code: 'bad-answer' }],
    ])('%s', async (_name, reply, error) => {
      const { client } = await setUp({ [route]: reply });
      expect(await client.participants(id)).toMatchObject({ ok: false, error });
    });
  });

  describe('guestAddress', () => {
    const route = 'GET /software/clients';
    const guest = { guestId: 'g_1', displayName: 'Иван <i> & "Co" \ud83d' };

    test('asks without a token, with the guest’s id and name', async () => {
      const web_url = `/webrtc/${id}#login=g_1*x&token=$aa*1*bb&lang=auto`;
      const { server, client, calls } = await setUp({
        [route]: { json: { clients: [{ type: 'web', platform: 'webrtc', web_url }] } },
      });
      expect(await client.guestAddress(id, guest)).toEqual({ ok: true, value: server.origin + web_url });
      const [request, ...others] = calls();
      expect(others).toEqual([]);
      expect(Object.fromEntries(request?.query ?? [])).toEqual({
        call_id: id,
        user: '2$g_1*Иван <i> & "Co" \ufffd',
        case: 'join_conference_button',
      });
      expect(request?.headers.authorization).toBeUndefined();
      expect(server.seen.some(({ path }) => path === dialect.tokenPath)).toBe(false);
    });

    test.each([401, 403])('a server that wants a token (%i) gets one', async (status) => {
      const { server, client } = await setUp({
        [route]: ({ headers }) =>
          headers.authorization === undefined
            ? refusal(status, 'accessTokenInvalid')
            : { json: { clients: [{ platform: 'webrtc', web_url: '/webrtc/1' }] } },
      });
      expect(await client.guestAddress('1', guest)).toEqual({ ok: true, value: `${server.origin}/webrtc/1` });
    });

    test.each([
      ['no web client', { json: { clients: [{ type: 'standalone', platform: 'ios' }] } }, 'no-web-client'],
      ['no client', { json: { clients: [] } }, 'no-web-client'],
      ['no conference', refusal(404, 'conferenceNotFound'), 'conference-not-found'],
      ['no list', { json: {} }, 'bad-answer'],
      ['forbidden with a token too', refusal(403, 'forbidden'), 'permission-missing'],
    ])('%s -> %s', async (_name, reply, code) => {
      const { client } = await setUp({ [route]: reply });
      expect(await client.guestAddress(id, guest)).toMatchObject({ ok: false, error: { code } });
    });
  });

  describe('user', () => {
    const route = 'GET /users/doctor1';
    test('is found, with or without the domain', async () => {
      const { client } = await setUp({
        [route]: { json: { user: { id: 'doctor1@s', display_name: 'Dr. Petrova' } } },
      });
      expect(await client.user('doctor1')).toEqual({
        ok: true,
        value: { id: 'doctor1', displayName: 'Dr. Petrova' },
      });
    });

    test.each([
      ['unknown', refusal(404, 'userNotFound'), { code: 'owner-unknown', details: { owner: 'doctor1' } }],
      ['no such interface', refusal(404, 'routeNotFound'), { code: 'api-missing' }],
      [
        'forbidden',
        refusal(403, 'forbidden'),
        { code: 'permission-missing', details: { permission: 'users:read' } },
      ],
      ['of another shape', { json: {} }, { code: 'bad-answer' }],
    ])('%s', async (_name, reply, error) => {
      const { client } = await setUp({ [route]: reply });
      expect(await client.user('doctor1')).toMatchObject({ ok: false, error });
    });
  });

  test('mayList asks for one conference', async () => {
    const route = 'GET /conferences';
    const { server, client, calls } = await setUp({ [route]: { json: { cnt: 0, conferences: [] } } });
    expect(await client.mayList()).toEqual({ ok: true, value: undefined });
    const page = isV4 ? { page: '1', page_size: '1' } : { page_id: '1', page_size: '1' };
    expect(calls().map(({ query }) => Object.fromEntries(query))).toEqual([page]);
    server.answer(scriptOf(dialect, { [route]: refusal(403, 'forbidden') }));
    expect(await client.mayList()).toMatchObject({ ok: false, error: { code: 'permission-missing' } });
  });
});

test('v4’s roster: the guest’s own id is found in either of its two ids, and nobody is the owner by a number', async () => {
  const list = [
    { id: 'conn-1', call_id: 'g_1@s', display_name: 'Иван', flag: 2 },
    { id: 'g_2', call_id: 'g_2', leave_time: null },
  ];
  const setUp = setUpIn(dialects[1] ?? expect.fail());
  const { client } = await setUp({ [`GET /conferences/${id}/participants`]: { json: { list } } });
  expect(await client.participants(id)).toEqual({
    ok: true,
    value: [
      { id: 'conn-1 g_1@s', displayName: 'Иван', isOwner: false },
      { id: 'g_2', displayName: '', isOwner: false },
    ],
  });
});

describe('probe', () => {
  const route = 'GET /api/v4/server';
  const nothing = { version: null, product: null };
  test.each([
    [
      'told',
      { json: { product: { display_name: 'TrueConf Server', version: '5.5.3' } } },
      { version: '5.5.3', product: 'TrueConf Server' },
    ],
    [
      'told by its short name',
      { json: { product: { name: 'server' } } },
      { version: null, product: 'server' },
    ],
    ['an older server', refusal(404, 'routeNotFound'), nothing],
    ['JSON of another shape', { json: { product: 7 } }, nothing],
  ])('%s', async (_name, reply, value) => {
    const server = await startScriptedServer(routes({ [route]: reply }));
    const client = testClient(server.origin);
    open.push(server, client);
    expect(await client.probe()).toEqual({ ok: true, value });
    expect(server.seen).toHaveLength(1);
  });
});
