import { afterEach, describe, expect, test } from 'vitest';
import type { NewConference, Rights } from '../../../src/main/trueconf/types.ts';
import { conferenceAnswer, refusal, routes, type Routes } from '../../fixtures/trueconf/answers.ts';
import { readableLog, testClient } from '../../fixtures/trueconf/client.ts';
import { startScriptedServer, type Handler, type Reply } from '../../fixtures/trueconf/scriptedServer.ts';

const list = '/api/v3.11/conferences';
const id = '0413915491';
const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((thing) => thing.close()));
});

async function setUp(table: Routes) {
  const server = await startScriptedServer(routes(table));
  const log = readableLog();
  const client = testClient(server.origin, { log });
  open.push(server, client);
  return { server, client, log };
}

const rights: Rights = {
  chat_send: true,
  chat_rcv: true,
  slide_show_send: false,
  slide_show_rcv: false,
  white_board_send: false,
  white_board_rcv: false,
  file_transfer_send: false,
  file_transfer_rcv: false,
  desktop_sharing: false,
  recording: false,
  audio_send: true,
  audio_rcv: true,
  video_send: true,
  video_rcv: true,
};
const wanted: NewConference = {
  topic: 'Video visit 10:15',
  owner: 'doctor1',
  description: 'marker-1',
  tags: ['marker-1', 'installation-1'],
  places: 4,
  rights,
};
const done = { ok: true, value: undefined };

describe('create', () => {
  test('one call with what the contract names, nobody invited', async () => {
    const { server, client } = await setUp({
      [`POST ${list}`]: { json: { conference: conferenceAnswer() } },
    });
    const result = await client.create(wanted);
    expect(result).toEqual({
      ok: true,
      value: {
        id,
        owner: 'doctor1',
        running: false,
        tags: ['marker-1'],
        description: 'marker-1',
        pageUrl: `${server.origin}/webrtc/${id}`,
      },
    });
    const [, request] = server.seen;
    expect(server.seen).toHaveLength(2);
    expect(JSON.parse(request?.body ?? '')).toEqual({
      type: 0,
      topic: 'Video visit 10:15',
      owner: 'doctor1',
      description: 'marker-1',
      tags: ['marker-1', 'installation-1'],
      max_podiums: 4,
      max_participants: 4,
      schedule: { type: -1 },
      allow_guests: true,
      auto_invite: 0,
      recording: 0,
      stream_recording_state: 0,
      rights: { guest: rights, user: rights },
      allow_only_planned_participants: false,
    });
  });

  test.each([
    ['201', { status: 201, json: { conference: conferenceAnswer() } }],
    ['an owner without domain', { json: { conference: conferenceAnswer({ owner: 'doctor1' }) } }],
    ['no owner in the answer', { json: { conference: conferenceAnswer({ owner: undefined }) } }],
    ['a byte order mark', { text: `\ufeff${JSON.stringify({ conference: conferenceAnswer() })}` }],
  ])('%s is a success', async (_name, reply) => {
    const { client } = await setUp({ [`POST ${list}`]: reply });
    expect(await client.create(wanted)).toMatchObject({ ok: true, value: { id, owner: 'doctor1' } });
  });

  test.each([
    ['userNotFound', refusal(400, 'userNotFound', { location: 'owner' })],
    ['the owner’s field', refusal(400, 'invalidValue', { location: 'owner' })],
    ['userNotFound as 404', refusal(404, 'userNotFound')],
  ])('%s -> owner-unknown', async (_name, reply) => {
    const { server, client } = await setUp({ [`POST ${list}`]: reply });
    expect(await client.create(wanted)).toEqual({
      ok: false,
      error: { code: 'owner-unknown', retryable: false, details: { owner: 'doctor1' } },
    });
    expect(server.seen).toHaveLength(2);
  });

  test('a 400 without a word on it: the owner is asked for', async () => {
    const bare: Reply = { status: 400, json: { error: { code: 400, message: 'Bad Request' } } };
    const absent = await setUp({
      [`POST ${list}`]: bare,
      'GET /api/v3.11/users/doctor1': refusal(404, 'userNotFound'),
    });
    expect(await absent.client.create(wanted)).toMatchObject({ ok: false, error: { code: 'owner-unknown' } });
    const user: Reply = { json: { user: { id: 'doctor1' } } };
    const present = await setUp({ [`POST ${list}`]: bare, 'GET /api/v3.11/users/doctor1': user });
    expect(await present.client.create(wanted)).toMatchObject({
      ok: false,
      error: { code: 'rejected', details: { status: 400 } },
    });
    const forbidden = await setUp({
      [`POST ${list}`]: bare,
      'GET /api/v3.11/users/doctor1': refusal(403, 'forbidden'),
    });
    expect(await forbidden.client.create(wanted)).toMatchObject({ ok: false, error: { code: 'rejected' } });
  });

  test('any other refusal -> rejected, with the status', async () => {
    const { client } = await setUp({ [`POST ${list}`]: refusal(409, 'limit') });
    expect(await client.create(wanted)).toMatchObject({
      ok: false,
      error: { code: 'rejected', retryable: false, details: { status: 409 } },
    });
  });
});

describe('the page of the owner', () => {
  test.each([
    ['another host', 'https://other.test/webrtc/1', '/webrtc/1'],
    ['another scheme and port', 'http://127.0.0.1:9/webrtc/x1?a=b#login=c', '/webrtc/x1'],
    ['none', undefined, '/webrtc/1'],
    ['null', null, '/webrtc/1'],
    ['no address', 'http://', '/webrtc/1'],
    ['a script', 'javascript:alert(1)', '/webrtc/1'],
    ['a path', '/webrtc/y', '/webrtc/y'],
    ['only a host', 'https://127.0.0.1/', '/webrtc/1'],
  ])('%s', async (_name, webclient_url, path) => {
    const conference = conferenceAnswer({ id: '1', webclient_url });
    const { server, client } = await setUp({ [`GET ${list}/1`]: { json: { conference } } });
    expect(await client.get('1')).toMatchObject({ ok: true, value: { pageUrl: server.origin + path } });
  });
});

describe('ids', () => {
  test('are strings: zeros at the beginning stay, exact numbers are taken, others are not', async () => {
    const answer = (wireId: string): Reply => ({ text: `{"conference":{"id":${wireId}}}` });
    const { client } = await setUp({
      [`GET ${list}/a`]: answer('"0012"'),
      [`GET ${list}/b`]: answer('3413915491'),
      [`GET ${list}/c`]: answer('34139154913413915491'),
      [`GET ${list}/d`]: answer('"a/../b"'),
    });
    expect(await client.get('a')).toMatchObject({ ok: true, value: { id: '0012' } });
    expect(await client.get('b')).toMatchObject({ ok: true, value: { id: '3413915491' } });
    expect(await client.get('c')).toMatchObject({ ok: false, error: { code: 'bad-answer' } });
    expect(await client.get('d')).toMatchObject({ ok: false, error: { code: 'bad-answer' } });
  });

  test('are encoded in paths, half a surrogate pair included', async () => {
    const { server, client } = await setUp({});
    await client.get('a/b?c#d%\ud800');
    expect(server.seen.at(-1)?.path).toBe(`${list}/a%2Fb%3Fc%23d%25%EF%BF%BD`);
  });
});

describe('run, stop, remove', () => {
  const running = (state: string): Reply => ({ json: { conference: conferenceAnswer({ state }) } });
  const gone = refusal(404, 'conferenceNotFound');

  test.each([
    ['200 with the state', { json: { state: 'running' } }],
    ['201', { status: 201, json: {} }],
    ['204', { status: 204 }],
    ['200 with nothing', {}],
  ])('%s is a success of each', async (_name, reply) => {
    const { client } = await setUp({
      [`POST ${list}/${id}/run`]: reply,
      [`POST ${list}/${id}/stop`]: reply,
      [`DELETE ${list}/${id}`]: reply,
    });
    expect(await client.run(id)).toEqual(done);
    expect(await client.stop(id)).toEqual(done);
    expect(await client.remove(id)).toEqual(done);
  });

  test('what is not there counts as stopped and deleted, but cannot be run', async () => {
    const { client } = await setUp({
      [`POST ${list}/${id}/run`]: gone,
      [`POST ${list}/${id}/stop`]: gone,
      [`DELETE ${list}/${id}`]: gone,
    });
    expect(await client.run(id)).toMatchObject({ ok: false, error: { code: 'conference-not-found' } });
    expect(await client.stop(id)).toEqual(done);
    expect(await client.remove(id)).toEqual(done);
  });

  test('an interface that is missing does not count as deleted', async () => {
    const { client } = await setUp({});
    expect(await client.stop(id)).toMatchObject({ ok: false, error: { code: 'api-missing' } });
    expect(await client.remove(id)).toMatchObject({ ok: false, error: { code: 'api-missing' } });
  });

  test('refused because it is so already: the state decides', async () => {
    const no = refusal(400, 'wrongState');
    const table = (state: Reply): Routes => ({
      [`POST ${list}/${id}/run`]: no,
      [`POST ${list}/${id}/stop`]: no,
      [`GET ${list}/${id}`]: state,
    });
    const on = await setUp(table(running('running')));
    expect(await on.client.run(id)).toEqual(done);
    expect(await on.client.stop(id)).toMatchObject({ ok: false, error: { code: 'rejected' } });
    const off = await setUp(table(running('stopped')));
    expect(await off.client.run(id)).toMatchObject({ ok: false, error: { code: 'rejected' } });
    expect(await off.client.stop(id)).toEqual(done);
    const away = await setUp(table(gone));
    expect(await away.client.run(id)).toMatchObject({ ok: false, error: { code: 'conference-not-found' } });
    expect(await away.client.stop(id)).toEqual(done);
    const broken = await setUp(table({ status: 500 }));
    expect(await broken.client.stop(id)).toMatchObject({ ok: false, error: { code: 'rejected' } });
  });
});

describe('findByTag', () => {
  const numbered = (from: number, count: number, extra: object = {}) =>
    Array.from({ length: count }, (_, index) => conferenceAnswer({ id: String(from + index), ...extra }));
  const pages =
    (all: readonly object[], size: number, cnt?: number): Handler =>
    ({ query }) => {
      const start = (Number(query.get('page_id')) - 1) * size;
      return { json: { ...(cnt !== undefined && { cnt }), conferences: all.slice(start, start + size) } };
    };

  test('asks for the tag and reads all pages', async () => {
    const { server, client } = await setUp({ [`GET ${list}`]: pages(numbered(1, 250), 100, 250) });
    const result = await client.findByTag('marker-1');
    expect(result.ok && result.value.map((conference) => conference.id)).toEqual(
      Array.from({ length: 250 }, (_, index) => String(index + 1)),
    );
    expect(server.seen.slice(1).map(({ query }) => Object.fromEntries(query))).toEqual(
      ['1', '2', '3'].map((page_id) => ({ tag: 'marker-1', page_id, page_size: '100' })),
    );
  });

  test('a server with shorter pages and no count', async () => {
    const { client } = await setUp({ [`GET ${list}`]: pages(numbered(1, 25), 10) });
    const result = await client.findByTag('marker-1');
    expect(result.ok && result.value).toHaveLength(25);
  });

  test('a server that ignores pages, and one that never ends', async () => {
    const same = await setUp({ [`GET ${list}`]: { json: { cnt: 99, conferences: numbered(1, 3) } } });
    const found = await same.client.findByTag('marker-1');
    expect(found.ok && found.value).toHaveLength(3);
    expect(same.server.seen).toHaveLength(3);
    let next = 0;
    const endless = await setUp({
      [`GET ${list}`]: () => ({ json: { conferences: numbered((next += 1), 1) } }),
    });
    const cut = await endless.client.findByTag('marker-1');
    expect(cut.ok && cut.value).toHaveLength(200);
    expect(endless.log.lines).toContainEqual({
      level: 'warn',
      event: 'trueconf.list-cut',
      fields: { pages: 200 },
    });
  });

  test('filters here too: by tag, or by the description where the list shows no tags', async () => {
    const conferences = [
      conferenceAnswer({ id: '1' }),
      conferenceAnswer({ id: '2', tags: ['other'], description: '' }),
      conferenceAnswer({ id: '3', tags: null, description: 'text marker-1' }),
      conferenceAnswer({ id: '4', tags: undefined, description: null }),
    ];
    const { client } = await setUp({ [`GET ${list}`]: { json: { cnt: 4, conferences } } });
    const result = await client.findByTag('marker-1');
    expect(result.ok && result.value.map((conference) => conference.id)).toEqual(['1', '3']);
  });

  test('a page that fails fails the whole', async () => {
    const all = pages(numbered(1, 250), 100, 250);
    const { client } = await setUp({
      [`GET ${list}`]: (request) => (request.query.get('page_id') === '2' ? { status: 500 } : all(request)),
    });
    expect(await client.findByTag('marker-1')).toMatchObject({ ok: false, error: { code: 'server-error' } });
  });
});

describe('participants', () => {
  const route = `GET ${list}/${id}/participants`;
  test('as far as the server tells', async () => {
    const participants = [
      { id: 'doctor1', display_name: 'Dr', is_owner: 1 },
      { id: 'guest $*', display_name: 'Иван', is_owner: false },
      { id: 7, is_owner: null },
      {},
    ];
    const { client } = await setUp({ [route]: { json: { participants } } });
    expect(await client.participants(id)).toEqual({
      ok: true,
      value: [
        { id: 'doctor1', displayName: 'Dr', isOwner: true },
        { id: 'guest $*', displayName: 'Иван', isOwner: false },
        { id: '7', displayName: '', isOwner: false },
        { id: '', displayName: '', isOwner: false },
      ],
    });
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
  const route = 'GET /api/v3.11/software/clients';
  const guest = { guestId: 'g_1', displayName: 'Иван <i> & "Co" \ud83d' };

  test('asks without a token, with the guest’s id and name', async () => {
    const web_url = `/webrtc/${id}#login=g_1*x&token=$aa*1*bb&lang=auto`;
    const { server, client } = await setUp({
      [route]: { json: { clients: [{ type: 'web', platform: 'webrtc', web_url }] } },
    });
    expect(await client.guestAddress(id, guest)).toEqual({ ok: true, value: server.origin + web_url });
    expect(server.seen).toHaveLength(1);
    expect(Object.fromEntries(server.seen[0]?.query ?? [])).toEqual({
      call_id: id,
      user: '2$g_1*Иван <i> & "Co" \ufffd',
      case: 'join_conference_button',
    });
    expect(server.seen[0]?.headers.authorization).toBeUndefined();
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
  const route = 'GET /api/v3.11/users/doctor1';
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
    const { server, client } = await setUp({ [route]: reply });
    expect(await client.probe()).toEqual({ ok: true, value });
    expect(server.seen).toHaveLength(1);
  });
});

test('mayList asks for one conference', async () => {
  const { server, client } = await setUp({ [`GET ${list}`]: { json: { cnt: 0, conferences: [] } } });
  expect(await client.mayList()).toEqual(done);
  expect(Object.fromEntries(server.seen[1]?.query ?? [])).toEqual({ page_id: '1', page_size: '1' });
  server.answer(routes({ [`GET ${list}`]: refusal(403, 'forbidden') }));
  expect(await client.mayList()).toMatchObject({ ok: false, error: { code: 'permission-missing' } });
});
