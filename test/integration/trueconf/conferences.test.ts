import { afterEach, describe, expect, test } from 'vitest';
import type { NewConference } from '../../../src/main/trueconf/types.ts';
import {
  allRights,
  conferenceAnswer,
  refusal,
  routes,
  type Routes,
} from '../../fixtures/trueconf/answers.ts';
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

const wanted: NewConference = {
  topic: 'Video visit 10:15',
  owner: 'doctor1',
  description: 'marker-1',
  tags: ['marker-1', 'installation-1'],
  places: 4,
  rights: allRights,
  ring: null,
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
      rights: { guest: allRights, user: allRights },
      allow_only_planned_participants: false,
    });
  });

  test('the doctor’s app is rung by the two fields for it, and by nothing else', async () => {
    const { server, client } = await setUp({
      [`POST ${list}`]: { json: { conference: conferenceAnswer() } },
      [`POST ${list}/${id}/invite`]: { json: {} },
    });
    expect((await client.create({ ...wanted, ring: 'doctor1' })).ok).toBe(true);
    expect(await client.ring(id, 'doctor1')).toEqual(done);
    const [, create, ring] = server.seen;
    expect(JSON.parse(create?.body ?? '')).toMatchObject({
      auto_invite: 1,
      invitations: [{ id: 'doctor1' }],
    });
    expect(JSON.parse(ring?.body ?? '')).toEqual({ participants: ['doctor1'] });
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

  test('a server that drops tags: found by the description, looked for once where tags are kept', async () => {
    const dropping = await setUp({
      [`GET ${list}`]: (request) =>
        request.query.has('tag')
          ? { json: { cnt: 0, conferences: [] } }
          : pages(numbered(1, 3, { tags: [] }), 100, 3)(request),
    });
    const result = await dropping.client.findByTag('marker-1');
    expect(result.ok && result.value).toHaveLength(3);
    const keeping = await setUp({
      [`POST ${list}`]: { json: { conference: conferenceAnswer() } },
      [`GET ${list}`]: { json: { cnt: 0, conferences: [] } },
    });
    await keeping.client.create(wanted);
    const before = keeping.server.seen.length;
    expect(await keeping.client.findByTag('marker-1')).toEqual({ ok: true, value: [] });
    expect(keeping.server.seen.length).toBe(before + 1);
  });

  test('a list that fails the second time', async () => {
    const { client } = await setUp({
      [`GET ${list}`]: ({ query }) =>
        query.has('tag') ? { json: { cnt: 0, conferences: [] } } : { status: 500 },
    });
    expect(await client.findByTag('marker-1')).toMatchObject({ ok: false, error: { code: 'server-error' } });
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
