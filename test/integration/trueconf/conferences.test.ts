import { afterEach, describe, expect, test } from 'vitest';
import type { NewConference } from '../../../src/main/trueconf/types.ts';
import { allRights, conferenceAnswer, refusal, type Routes } from '../../fixtures/trueconf/answers.ts';
import { dialects, startIn, type TestDialect } from '../../fixtures/trueconf/dialects.ts';
import type { Reply } from '../../fixtures/trueconf/scriptedServer.ts';

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

const wanted: NewConference = {
  topic: 'Video visit 10:15',
  owner: 'doctor1',
  description: 'marker-1',
  tags: ['marker-1', 'installation-1'],
  places: 4,
  rights: allRights,
  ring: null,
};
const v4Rights = { ...allRights, remote_desktop_control: false };
const bodyOfV4 = {
  mode: 'PxP',
  topic: 'Video visit 10:15',
  owner: 'doctor1',
  description: 'marker-1',
  tags: ['marker-1', 'installation-1'],
  max_podiums: 4,
  max_participants: 4,
  schedule: { type: 'none' },
  access: 'public',
  auto_invite: 0,
  recording_enabled: false,
  waiting_room_enabled: false,
  rights: { guest: v4Rights, user: v4Rights },
};
const done = { ok: true, value: undefined };

describe.each(dialects)('in $name', (dialect) => {
  const setUp = setUpIn(dialect);
  const isV4 = dialect.name === 'v4';

  describe('create', () => {
    test('one call with what the contract names, nobody invited', async () => {
      const created_at = isV4 ? '2026-01-02T00:00:00Z' : 1_767_312_000;
      const { server, client, calls } = await setUp({
        'POST /conferences': { json: { conference: conferenceAnswer({ created_at }) } },
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
          createdAt: isV4 ? Date.UTC(2026, 0, 2) : 1_767_312_000_000,
          pageUrl: `${server.origin}/webrtc/${id}`,
        },
      });
      const [request, ...others] = calls();
      expect(others).toEqual([]);
      expect(JSON.parse(request?.body ?? '')).toEqual(
        isV4
          ? bodyOfV4
          : {
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
            },
      );
    });

    test('the doctor’s app is rung by the two fields for it, and by nothing else', async () => {
      const { client, calls } = await setUp({
        'POST /conferences': { json: { conference: conferenceAnswer() } },
        [`POST /conferences/${id}/invite`]: { json: {} },
      });
      expect((await client.create({ ...wanted, ring: 'doctor1' })).ok).toBe(true);
      expect(await client.ring(id, 'doctor1')).toEqual(done);
      const [create, ring] = calls();
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
      const { client } = await setUp({ 'POST /conferences': reply });
      expect(await client.create(wanted)).toMatchObject({ ok: true, value: { id, owner: 'doctor1' } });
    });

    test.each([
      ['userNotFound', refusal(400, 'userNotFound', { location: 'owner' })],
      ['the owner’s field', refusal(400, 'invalidValue', { location: 'owner' })],
      ['userNotFound as 404', refusal(404, 'userNotFound')],
    ])('%s -> owner-unknown', async (_name, reply) => {
      const { client, calls } = await setUp({ 'POST /conferences': reply });
      expect(await client.create(wanted)).toEqual({
        ok: false,
        error: { code: 'owner-unknown', retryable: false, details: { owner: 'doctor1' } },
      });
      expect(calls()).toHaveLength(1);
    });

    test('a 400 without a word on it: the owner is asked for', async () => {
      const bare: Reply = { status: 400, json: { error: { code: 400, message: 'Bad Request' } } };
      const absent = await setUp({
        'POST /conferences': bare,
        'GET /users/doctor1': refusal(404, 'userNotFound'),
      });
      expect(await absent.client.create(wanted)).toMatchObject({
        ok: false,
        error: { code: 'owner-unknown' },
      });
      const user: Reply = { json: { user: { id: 'doctor1' } } };
      const present = await setUp({ 'POST /conferences': bare, 'GET /users/doctor1': user });
      expect(await present.client.create(wanted)).toMatchObject({
        ok: false,
        error: { code: 'rejected', details: { status: 400 } },
      });
      const forbidden = await setUp({
        'POST /conferences': bare,
        'GET /users/doctor1': refusal(403, 'forbidden'),
      });
      expect(await forbidden.client.create(wanted)).toMatchObject({ ok: false, error: { code: 'rejected' } });
    });

    test('any other refusal -> rejected, with the status', async () => {
      const { client } = await setUp({ 'POST /conferences': refusal(409, 'limit') });
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
    ])('%s', async (_name, address, path) => {
      const named = isV4 ? { webclient_url: undefined, web_client_url: address } : { webclient_url: address };
      const conference = conferenceAnswer({ id: '1', ...named });
      const { server, client } = await setUp({ [`GET /conferences/1`]: { json: { conference } } });
      expect(await client.get('1')).toMatchObject({ ok: true, value: { pageUrl: server.origin + path } });
    });
  });

  test('a state that is not told: it runs while it has a session', async () => {
    const told = (extra: object): Reply => ({
      json: { conference: conferenceAnswer({ state: undefined, ...extra }) },
    });
    const { client } = await setUp({
      'GET /conferences/a': told({ session_id: '1@s#vcs' }),
      'GET /conferences/b': told({ session_id: null }),
      'GET /conferences/c': told({ session_id: '1@s#vcs', state: 'stopped' }),
    });
    const running = [];
    for (const each of ['a', 'b', 'c']) {
      const conference = await client.get(each);
      running.push(conference.ok && conference.value.running);
    }
    expect(running).toEqual([true, false, false]);
  });

  describe('ids', () => {
    test('are strings: zeros at the beginning stay, exact numbers are taken, others are not', async () => {
      const answer = (wireId: string): Reply => ({ text: `{"conference":{"id":${wireId}}}` });
      const { client } = await setUp({
        [`GET /conferences/a`]: answer('"0012"'),
        [`GET /conferences/b`]: answer('3413915491'),
        [`GET /conferences/c`]: answer('34139154913413915491'),
        [`GET /conferences/d`]: answer('"a/../b"'),
      });
      expect(await client.get('a')).toMatchObject({ ok: true, value: { id: '0012' } });
      expect(await client.get('b')).toMatchObject({ ok: true, value: { id: '3413915491' } });
      expect(await client.get('c')).toMatchObject({ ok: false, error: { code: 'bad-answer' } });
      expect(await client.get('d')).toMatchObject({ ok: false, error: { code: 'bad-answer' } });
    });

    test('are encoded in paths, half a surrogate pair included', async () => {
      const { client, calls } = await setUp({});
      await client.get('a/b?c#d%\ud800');
      expect(calls()[0]?.path).toBe('/conferences/a%2Fb%3Fc%23d%25%EF%BF%BD');
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
        [`POST /conferences/${id}/run`]: reply,
        [`POST /conferences/${id}/stop`]: reply,
        [`DELETE /conferences/${id}`]: reply,
      });
      expect(await client.run(id)).toEqual(done);
      expect(await client.stop(id)).toEqual(done);
      expect(await client.remove(id)).toEqual(done);
    });

    test('what is not there counts as stopped and deleted, but cannot be run', async () => {
      const { client } = await setUp({
        [`POST /conferences/${id}/run`]: gone,
        [`POST /conferences/${id}/stop`]: gone,
        [`DELETE /conferences/${id}`]: gone,
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
        [`POST /conferences/${id}/run`]: no,
        [`POST /conferences/${id}/stop`]: no,
        [`GET /conferences/${id}`]: state,
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
});
