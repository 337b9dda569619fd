/** Conferences found by a tag, in lists of every kind. */
import { afterEach, describe, expect, test } from 'vitest';
import type { NewConference } from '../../../src/main/trueconf/types.ts';
import { allRights, conferenceAnswer, refusal, type Routes } from '../../fixtures/trueconf/answers.ts';
import { dialects, startIn, type TestDialect } from '../../fixtures/trueconf/dialects.ts';
import type { Handler } from '../../fixtures/trueconf/scriptedServer.ts';

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
const numbered = (from: number, count: number, extra: object = {}) =>
  Array.from({ length: count }, (_, index) => conferenceAnswer({ id: String(from + index), ...extra }));

describe('findByTag in v3.11, which filters', () => {
  const setUp = setUpIn(dialects[0] ?? expect.fail());
  const pages =
    (all: readonly object[], size: number, cnt?: number): Handler =>
    ({ query }) => {
      const start = (Number(query.get('page_id')) - 1) * size;
      return { json: { ...(cnt !== undefined && { cnt }), conferences: all.slice(start, start + size) } };
    };

  test('asks for the tag and reads all pages', async () => {
    const { client, calls } = await setUp({ 'GET /conferences': pages(numbered(1, 250), 100, 250) });
    const result = await client.findByTag('marker-1');
    expect(result.ok && result.value.map((conference) => conference.id)).toEqual(
      Array.from({ length: 250 }, (_, index) => String(index + 1)),
    );
    expect(calls().map(({ query }) => Object.fromEntries(query))).toEqual(
      ['1', '2', '3'].map((page_id) => ({ tag: 'marker-1', page_id, page_size: '100' })),
    );
  });

  test('a server that drops tags: found by the description, looked for once where tags are kept', async () => {
    const dropping = await setUp({
      'GET /conferences': (request) =>
        request.query.has('tag')
          ? { json: { cnt: 0, conferences: [] } }
          : pages(numbered(1, 3, { tags: [] }), 100, 3)(request),
    });
    const result = await dropping.client.findByTag('marker-1');
    expect(result.ok && result.value).toHaveLength(3);
    const keeping = await setUp({
      'POST /conferences': { json: { conference: conferenceAnswer() } },
      'GET /conferences': { json: { cnt: 0, conferences: [] } },
    });
    await keeping.client.create(wanted);
    const before = keeping.server.seen.length;
    expect(await keeping.client.findByTag('marker-1')).toEqual({ ok: true, value: [] });
    expect(keeping.server.seen.length).toBe(before + 1);
  });

  test('a list that fails the second time', async () => {
    const { client } = await setUp({
      'GET /conferences': ({ query }) =>
        query.has('tag') ? { json: { cnt: 0, conferences: [] } } : { status: 500 },
    });
    expect(await client.findByTag('marker-1')).toMatchObject({ ok: false, error: { code: 'server-error' } });
  });

  test('a server with shorter pages and no count', async () => {
    const { client } = await setUp({ 'GET /conferences': pages(numbered(1, 25), 10) });
    const result = await client.findByTag('marker-1');
    expect(result.ok && result.value).toHaveLength(25);
  });

  test('a server that ignores pages, and one that never ends', async () => {
    const same = await setUp({ 'GET /conferences': { json: { cnt: 99, conferences: numbered(1, 3) } } });
    const found = await same.client.findByTag('marker-1');
    expect(found.ok && found.value).toHaveLength(3);
    expect(same.calls()).toHaveLength(2);
    let next = 0;
    const endless = await setUp({
      'GET /conferences': () => ({ json: { conferences: numbered((next += 1), 1) } }),
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
    const { client } = await setUp({ 'GET /conferences': { json: { cnt: 4, conferences } } });
    const result = await client.findByTag('marker-1');
    expect(result.ok && result.value.map((conference) => conference.id)).toEqual(['1', '3']);
  });

  test('a page that fails fails the whole', async () => {
    const all = pages(numbered(1, 250), 100, 250);
    const { client } = await setUp({
      'GET /conferences': (request) =>
        request.query.get('page_id') === '2' ? { status: 500 } : all(request),
    });
    expect(await client.findByTag('marker-1')).toMatchObject({ ok: false, error: { code: 'server-error' } });
  });
});

describe('findByTag in v4, which does not filter', () => {
  const setUp = setUpIn(dialects[1] ?? expect.fail());
  const markers = { tags: ['marker-1'], description: 'marker-1' };
  const short = (id: string, extra: object = {}) => ({ id, owner: 'doctor1', state: 'stopped', ...extra });
  const queries = (calls: readonly { readonly query: URLSearchParams }[]) =>
    calls.map(({ query }) => Object.fromEntries(query));

  test('reads the whole list, whether its count is of all or of a page', async () => {
    for (const results of [250, undefined, (page: number) => page]) {
      const all = numbered(1, 250);
      const { client, calls } = await setUp({
        'GET /conferences': ({ query }) => {
          const start = (Number(query.get('page')) - 1) * 100;
          const conferences = all.slice(start, start + 100);
          const told = typeof results === 'function' ? results(conferences.length) : results;
          return { json: { results: told, conferences } };
        },
      });
      const found = await client.findByTag('marker-1');
      expect(found.ok && found.value).toHaveLength(250);
      const asked = ['1', '2', '3', ...(results === undefined ? ['4'] : [])];
      expect(queries(calls())).toEqual(asked.map((page) => ({ page, page_size: '100' })));
    }
  });

  test('a list without tags and descriptions: what may be ours is looked at, newest first and once', async () => {
    const conferences = [
      short('1', { created_at: '2026-01-01T10:00:00Z', access: 'public' }),
      short('2', { created_at: '2026-01-03T10:00:00Z' }),
      short('3', { created_at: '1767348000' }),
      short('4', { access: 'private' }),
      short('5', { created_at: 1_767_261_600, ...markers }),
    ];
    const whole = (id: string, extra: object) => ({
      json: { conference: conferenceAnswer({ id, ...extra }) },
    });
    const { client, calls } = await setUp({
      'GET /conferences': { json: { results: 5, conferences } },
      'GET /conferences/1': whole('1', markers),
      'GET /conferences/2': whole('2', { tags: [], description: 'others’' }),
      'GET /conferences/3': refusal(404, 'conferenceNotFound'),
    });
    const found = await client.findByTag('marker-1');
    expect(found.ok && found.value.map((conference) => conference.id)).toEqual(['1', '5']);
    const looked = () => calls().map(({ path }) => path.replace(/^\/conferences\/?/, ''));
    expect(looked()).toEqual(['', '2', '3', '1']);
    await client.findByTag('marker-1');
    expect(looked().slice(4)).toEqual(['', '3']);
  });

  test('a look that fails fails the whole', async () => {
    const { client } = await setUp({
      'GET /conferences': { json: { results: 1, conferences: [short('1')] } },
      'GET /conferences/1': { status: 500 },
    });
    expect(await client.findByTag('marker-1')).toMatchObject({ ok: false, error: { code: 'server-error' } });
  });
});
