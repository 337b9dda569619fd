import { gunzipSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { messages } from '../../../src/shared/i18n/messages.ts';
import { callOrigin, plainAssets, type JoinBench } from '../../fixtures/join/joinServer.ts';
import { doorViews, otherToken, unknownToken } from '../../fixtures/join/scriptedDoor.ts';
import { cookie, form, host, json, origin, page, injected, type Injected } from './injected.ts';

const here = form({ event: 'here' });
let bench: JoinBench;
let app: FastifyInstance;
let get: Injected['get'];
let post: Injected['post'];
beforeEach(async () => {
  ({ bench, app, get, post } = await injected());
});
afterEach(() => app.close());

describe('limits', () => {
  it('60 presses a minute per link: the next keeps the name and says how long to wait', async () => {
    for (let count = 0; count < 60; count += 1)
      expect((await post(`${page}/join`, form({ name: 'Anna' }))).statusCode).toBe(303);
    const answer = await post(`${page}/join`, form({ name: 'Anna' }));
    expect([answer.statusCode, answer.body.includes('value="Anna"')]).toEqual([429, true]);
    expect(answer.body).toContain(messages.en.patient['failed-too-many']);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    expect(bench.door.presses()).toHaveLength(60);
    expect((await post(`/v/${otherToken}/join`, form({ name: 'Anna' }))).statusCode).toBe(303);
    expect((await post(`${page}/report`, here, json)).statusCode).toBe(200);
  });

  it('60 presses of all kinds together', async () => {
    for (let count = 0; count < 20; count += 1) {
      await post(`${page}/join`, form({ name: 'Anna' }));
      await post(`${page}/call-me`, form({ name: 'Anna' }));
      await post(`${page}/hand-over`, form({ name: 'Anna', code: 'dddddddddddddddddddddd' }));
    }
    for (const path of ['join', 'call-me', 'hand-over']) {
      const answer = await post(`${page}/${path}`, form({ name: 'Anna' }), json);
      expect([path, answer.statusCode, answer.json()]).toMatchObject([
        path,
        429,
        { code: 'too-many-requests' },
      ]);
    }
    expect(bench.door.calls.filter(({ kind }) => kind !== 'look')).toHaveLength(60);
  });

  it('60 reports a minute per link, which never stand in the way of a press', async () => {
    for (let count = 0; count < 60; count += 1) await post(`${page}/report`, here, json);
    const answer = await post(`${page}/report`, here, json);
    expect(bench.door.asked('report')).toHaveLength(60);
    expect([answer.statusCode, answer.json()]).toMatchObject([429, { code: 'too-many-requests' }]);
    expect((await post(`${page}/join`, form({ name: 'Anna' }))).statusCode).toBe(303);
  });

  it('60 misses a minute per address; known links stay free', async () => {
    const { body } = await get('/');
    for (let count = 0; count < 59; count += 1)
      expect((await get(`/v/${unknownToken}`)).statusCode).toBe(404);
    const answer = await get(`/v/${unknownToken}`);
    expect([answer.statusCode, answer.body]).toEqual([429, body]);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    const other = await app.inject({
      url: '/',
      remoteAddress: '10.0.0.9',
      headers: { host: '127.0.0.1:8765' },
    });
    expect(other.statusCode).toBe(404);
    for (let count = 0; count < 200; count += 1) expect((await get(page)).statusCode).toBe(200);
  });

  it('a body of more than 16 KiB is refused before it is read', async () => {
    const body = (bytes: number): string => form({ name: 'a'.repeat(bytes - 'name='.length) });
    for (const path of ['join', 'report', 'call-me', 'hand-over'])
      expect((await post(`${page}/${path}`, body(16 * 1024 + 1))).statusCode).toBe(413);
    expect(bench.door.calls).toEqual([]);
    expect((await post(`${page}/join`, body(16 * 1024))).statusCode).toBe(303);
    expect((await post(`${page}/join`, form({ name: 'ж'.repeat(1_000) }))).statusCode).toBe(303);
  });
});

describe('a hostile request', () => {
  it.each([
    ['GET', { host: 'evil.example' }, 403],
    ['GET', { host: 'evil.example:8765' }, 403],
    ['GET', { host: '127.0.0.1' }, 403],
    ['POST', { host: 'evil.example:8765' }, 403],
    ['POST', { origin: 'http://evil.example' }, 403],
    ['POST', { origin: 'null' }, 403],
    ['POST', { origin: '' }, 403],
    ['POST', { origin: 'https://127.0.0.1:8765' }, 403],
    ['POST', { 'content-type': 'application/json' }, 415],
    ['POST', { 'content-type': 'multipart/form-data; boundary=x' }, 415],
    ['POST', { 'content-type': 'text/plain' }, 415],
    ['PUT', {}, 405],
    ['DELETE', {}, 405],
    ['PATCH', {}, 405],
    ['OPTIONS', {}, 405],
    ['TRACE', {}, 405],
  ] as const)('%s with %j is refused with %i and reaches nobody', async (method, headers, status) => {
    const answer = await app.inject({
      method,
      url: `${page}/join`,
      ...(method === 'POST' && { payload: 'name=Anna' }),
      headers: {
        host: '127.0.0.1:8765',
        origin,
        ...(method === 'POST' && { 'content-type': 'application/x-www-form-urlencoded' }),
        ...headers,
      },
    });
    expect(answer.statusCode).toBe(status);
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(answer.body).not.toMatch(/FST_|stack|node_modules|fastify|Anna/i);
    expect(bench.door.calls).toEqual([]);
  });

  it('says to a foreign page what to do, and names the methods that are allowed', async () => {
    const foreign = await post(`${page}/join`, 'name=Anna', { origin: 'null' });
    expect(foreign.body).toContain(messages.en.patient['failed-foreign-origin']);
    const wrong = await app.inject({
      method: 'POST',
      url: page,
      headers: { host: '127.0.0.1:8765', origin },
    });
    expect([wrong.statusCode, wrong.headers.allow]).toEqual([405, 'GET, HEAD']);
    for (const path of ['report', 'call-me', 'hand-over'])
      expect((await get(`${page}/${path}`)).headers.allow).toBe('POST');
    const head = await app.inject({ method: 'HEAD', url: `${page}/events`, headers: { host } });
    expect([head.statusCode, head.headers.allow]).toEqual([405, 'GET']);
    expect((await post(`${page}/events`)).headers.allow).toBe('GET');
    expect(bench.door.calls).toEqual([]);
  });

  describe.each(['join', 'report', 'call-me', 'hand-over'])('to %s', (path) => {
    it.each([
      [{ origin: 'http://evil.example' }],
      [{ origin: 'null' }],
      [{ origin: '' }],
      [{ origin: 'http://127.0.0.1:8766' }],
      // A name that was rebound to this address says so in Host, and the page under it in Origin.
      [{ host: 'evil.example:8765', origin: 'http://evil.example:8765' }],
    ])('with %j changes nothing', async (headers) => {
      const payload = form({ name: 'Anna', event: 'here', code: 'dddddddddddddddddddddd' });
      const answer = await post(`${page}/${path}`, payload, { cookie, ...headers });
      expect(answer.statusCode).toBe(403);
      expect(bench.door.calls).toEqual([]);
    });

    it('without any Origin changes nothing', async () => {
      const answer = await app.inject({
        method: 'POST',
        url: `${page}/${path}`,
        payload: form({ name: 'Anna', event: 'here' }),
        headers: { host, cookie, 'content-type': 'application/x-www-form-urlencoded' },
      });
      expect(answer.statusCode).toBe(403);
      expect(bench.door.calls).toEqual([]);
    });
  });

  it('from a rebound name does not read either', async () => {
    bench.door.view = doorViews.waiting;
    for (const url of [page, `${page}/join`, `${page}/events`]) {
      const answer = await get(url, { cookie, host: 'evil.example:8765' });
      expect(answer.statusCode).toBe(403);
    }
    expect(bench.door.calls).toEqual([]);
  });
});

describe('headers', () => {
  it('are those of the checklist on every kind of answer', async () => {
    const answers = [
      await get(page),
      await get('/'),
      await get('/', { host: 'evil.example' }),
      await post(`${page}/join`, form({ name: 'Anna' })),
      await post(`${page}/join`, ''),
      await post(`${page}/report`, here),
      await post(`${page}/call-me`, form({ name: 'Anna' })),
      await get(`${page}/events`),
      await post(`${page}/join`, 'a', { 'content-type': 'text/plain' }),
    ];
    for (const answer of answers) {
      expect(answer.headers).toMatchObject({
        'content-security-policy': [
          "default-src 'none'",
          `script-src ${plainAssets.script.source}`,
          `style-src ${plainAssets.style.source}`,
          'img-src data:',
          "connect-src 'self'",
          `form-action 'self' ${callOrigin}`,
          "base-uri 'none'",
          "frame-ancestors 'none'",
        ].join(';'),
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'x-robots-tag': 'noindex, nofollow',
        'referrer-policy': 'same-origin',
        'permissions-policy': [
          'camera=(self)',
          'microphone=(self)',
          'geolocation=()',
          'payment=()',
          'usb=()',
        ].join(', '),
      });
      for (const name of [
        'server',
        'x-powered-by',
        'strict-transport-security',
        'access-control-allow-origin',
      ])
        expect(answer.headers[name]).toBeUndefined();
    }
  });

  it('follow the server that is set up, and do without one', async () => {
    bench.serverOrigin = '';
    expect(String((await get(page)).headers['content-security-policy'])).toContain("form-action 'self';");
    bench.serverOrigin = 'https://new.example';
    expect(String((await get(page)).headers['content-security-policy'])).toContain('https://new.example;');
    expect((await get(page)).body).toContain('data-server="https://new.example"');
  });

  it('let the call into a frame only where IT wants that and the page is https', async () => {
    const secure = await bench.server.build(() => ['https://visits.clinic.example', origin]);
    const policies = async (asked: string): Promise<string> => {
      const { headers } = await secure.inject({ url: page, headers: { host: asked } });
      return `${String(headers['content-security-policy'])} ${String(headers['permissions-policy'])}`;
    };
    expect(await policies('visits.clinic.example')).not.toMatch(/frame-src|self "/);
    bench.settings = { ...bench.settings, join: { ...bench.settings.join, entry: 'embed' } };
    expect(await policies('visits.clinic.example')).toContain(`;frame-src ${callOrigin};`);
    expect(await policies('visits.clinic.example')).toContain(`camera=(self "${callOrigin}")`);
    expect(await policies(host)).not.toMatch(/frame-src|self "/);
    bench.serverOrigin = '';
    expect(await policies('visits.clinic.example')).not.toMatch(/frame-src|self "/);
    await secure.close();
  });

  it('mark the cookie for https only where the page is https', async () => {
    const secure = await bench.server.build(() => ['https://visits.clinic.example']);
    const answer = await secure.inject({ url: page, headers: { host: 'visits.clinic.example' } });
    expect(String(answer.headers['set-cookie'])).toMatch(/; Secure$/);
    await secure.close();
  });

  it('pack the page only for who takes it packed; both are the same page', async () => {
    const plain = await get(page, { cookie });
    const packed = await get(page, { cookie, 'accept-encoding': 'gzip, deflate' });
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(packed.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(packed.rawPayload).toString()).toBe(plain.body);
    expect(packed.headers.vary).toBe('*');
  });
});
