import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { builtInTexts } from '../../../src/main/join/patientTexts.ts';
import { appError } from '../../../src/shared/errors.ts';
import { messages } from '../../../src/shared/i18n/messages.ts';
import { err, ok } from '../../../src/shared/result.ts';
import { clinicSettings, type JoinBench } from '../../fixtures/join/joinServer.ts';
import { doctorName, doorViews, liveToken, unknownToken } from '../../fixtures/join/scriptedDoor.ts';
import { browser, callUrl, cookie, form, json, page, injected, type Injected } from './injected.ts';

let bench: JoinBench;
let app: FastifyInstance;
let get: Injected['get'];
let post: Injected['post'];
beforeEach(async () => {
  ({ bench, app, get, post } = await injected());
});
afterEach(() => app.close());

describe('GET and HEAD of a link', () => {
  it('show the form, give the browser a cookie, and change nothing', async () => {
    const answer = await get(page);
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain(`${doctorName} is expecting you.`);
    expect(answer.headers['set-cookie']).toMatch(
      new RegExp(`^person=[A-Za-z0-9_-]{22}; Path=${page}; Max-Age=86400; HttpOnly; SameSite=Lax$`),
    );
    const head = await app.inject({ method: 'HEAD', url: page, headers: { host: '127.0.0.1:8765', cookie } });
    expect([head.statusCode, head.body]).toEqual([200, '']);
    expect(bench.door.calls.map((call) => call.kind)).toEqual(['look', 'look']);
  });

  it('leave the cookie of a known browser alone; a foreign value is replaced', async () => {
    expect((await get(page, { cookie })).headers['set-cookie']).toBeUndefined();
    expect((await get(page, { cookie: 'person=x' })).headers['set-cookie']).toBeDefined();
    expect(bench.door.calls.map((call) => 'browser' in call && call.browser)).toEqual([browser, null]);
  });

  it('keep the place of somebody who waits without a script; a HEAD does not', async () => {
    bench.door.view = doorViews.waiting;
    expect((await get(page, { cookie })).body).toContain('http-equiv="refresh" content="5"');
    await app.inject({ method: 'HEAD', url: page, headers: { host: '127.0.0.1:8765', cookie } });
    expect(bench.door.calls.map((call) => call.kind)).toEqual(['look', 'heard', 'look']);
  });

  it.each([{ 'x-page': 'script' }, { 'sec-purpose': 'prefetch;prerender' }, { purpose: 'prefetch' }])(
    'with %j prove nothing of who waits',
    async (header) => {
      bench.door.view = doorViews.waiting;
      expect((await get(page, { cookie, ...header })).statusCode).toBe(200);
      expect(bench.door.calls.map((call) => call.kind)).toEqual(['look']);
    },
  );

  it('show who is let in one button, with no name and no address of the call', async () => {
    bench.door.view = doorViews['let-in'];
    const { body } = await get(page, { cookie });
    expect(body).toContain('>Go in</button>');
    expect(body).toContain(`action="${page}/join"`);
    expect(body).not.toMatch(/name="name"|webrtc/);
  });

  it('show who is declined a calm page with the telephone', async () => {
    bench.door.view = doorViews.declined;
    const answer = await get(page, { cookie });
    expect([answer.statusCode, answer.body.includes(messages.en.patient.declined)]).toEqual([200, true]);
    expect(answer.body).toContain('tel:84950000000');
  });

  it('do not name the doctor where the clinic does not want it', async () => {
    bench.settings = { ...clinicSettings, clinic: { ...clinicSettings.clinic, showDoctor: false } };
    for (const state of ['form', 'let-in'] as const) {
      bench.door.view = doorViews[state];
      expect((await get(page, { cookie })).body).not.toContain(doctorName);
    }
  });

  it('look under the code of a hand-over, and only under what can be one', async () => {
    const code = 'dddddddddddddddddddddd';
    await get(`${page}?h=${code}`);
    await get(`${page}?h=${code}x`);
    bench.door.view = doorViews.waiting;
    await get(`${page}?h=${code}&h=eeeeeeeeeeeeeeeeeeeeee`, { cookie });
    expect(bench.door.calls.map((call) => 'code' in call && [call.kind, call.code])).toEqual([
      ['look', code],
      ['look', null],
      ['look', code],
      ['heard', code],
    ]);
  });

  it('bear a version that changes with what is shown, and with nothing else', async () => {
    const version = async (url: string, headers = {}): Promise<string | undefined> =>
      /<main data-state="[a-z-]+" data-version="([0-9a-f]{8})"/.exec((await get(url, headers)).body)?.[1];
    const form = await version(page);
    expect(form).toBeDefined();
    expect(await version(`${page}?lang=ru`, { cookie })).toBe(form);
    bench.door.view = { ...doorViews.form, nameWaits: true };
    expect(await version(`${page}?h=dddddddddddddddddddddd`)).toBe(form);
    const seen = new Set([form]);
    for (const view of [
      doorViews.waiting,
      { ...doorViews.waiting, message: { kind: 'minutes', minutes: 10, at: 1 } as const },
      { ...doorViews.waiting, message: { kind: 'minutes', minutes: 10, at: 2 } as const },
      doorViews['let-in'],
      { ...doorViews['let-in'], returning: true },
      doorViews.gone,
      doorViews.declined,
    ]) {
      bench.door.view = view;
      seen.add(await version(page, { cookie }));
    }
    expect(seen.size).toBe(8);
  });

  it('use the words of further languages, and their new words at once', async () => {
    const words = { ...messages.en.patient, 'language-name': 'Deutsch', join: 'Teilnehmen' };
    bench.patientTexts = new Map([...builtInTexts, ['de', words]]);
    const answer = await get(page, { 'accept-language': 'de-AT' });
    expect([answer.headers['content-language'], answer.body.includes('>Teilnehmen<')]).toEqual(['de', true]);
    expect((await get(page)).body).toContain('>Deutsch</a>');
    bench.patientTexts = new Map([...builtInTexts, ['de', { ...words, join: 'Los' }]]);
    expect((await get(page, { 'accept-language': 'de' })).body).toContain('>Los<');
  });

  it('answer one language, by the switch, then by the browser, then by the settings', async () => {
    const language = async (url: string, accept: string): Promise<unknown> =>
      (await get(url, { 'accept-language': accept })).headers['content-language'];
    expect(await language(page, 'ru')).toBe('ru');
    expect(await language(`${page}?lang=en`, 'ru')).toBe('en');
    expect(await language(page, 'de')).toBe('en');
    bench.settings = { ...clinicSettings, app: { language: 'ru' } };
    expect(await language(page, 'de')).toBe('ru');
    expect(await language(`${page}?lang=ru&lang=en`, '')).toBe('ru');
  });
});

describe('what is not there', () => {
  const paths = [
    '/',
    '/v',
    '/v/',
    `/v/${unknownToken}`,
    `/v/${unknownToken}/join`,
    '/v/short',
    `/v/${liveToken}x`,
    `${page}/`,
    `${page}/else`,
    `/v/${'a'.repeat(900)}`,
    `/${'b'.repeat(2_000)}`,
    '/%E0%A4%A',
    '/v/..%2f..%2fetc%2fpasswd',
    '/favicon.ico',
    '/index.html',
  ];
  it('is one same page for all', async () => {
    const first = await get('/');
    expect(first.body).toContain(messages.en.patient.dead);
    for (const path of paths) {
      const answer = await get(path);
      expect([path, answer.statusCode, answer.body]).toEqual([path, 404, first.body]);
      expect(headersOf(answer)).toEqual(headersOf(first));
    }
  });

  it('is the same page for a visit that has ended, cookie or not', async () => {
    const unknown = await get(`/v/${unknownToken}`, { cookie });
    bench.door.view = doorViews.dead;
    const ended = await get(page, { cookie });
    expect([ended.statusCode, ended.body]).toEqual([404, unknown.body]);
    expect(headersOf(ended)).toEqual(headersOf(unknown));
  });

  it('is thanks for the browser that held the seat', async () => {
    bench.door.view = doorViews.thanks;
    const answer = await get(page, { cookie });
    expect([answer.statusCode, answer.body.includes(messages.en.patient.thanks)]).toEqual([200, true]);
    const press = await post(`${page}/join`, form({ name: 'Anna' }), { cookie });
    expect([press.statusCode, press.headers.location]).toEqual([303, page]);
    const report = await post(`${page}/report`, form({ event: 'here' }), { cookie, ...json });
    expect([report.statusCode, report.json()]).toMatchObject([200, { state: 'thanks' }]);
  });

  it('is dead when the visit ends between the look and the answer', async () => {
    bench.door.view = doorViews.waiting;
    bench.door.heard = async () => doorViews.dead;
    expect((await get(page, { cookie })).statusCode).toBe(404);
  });

  it('tells robots to stay away', async () => {
    expect((await get('/robots.txt')).body).toBe('User-agent: *\nDisallow: /\n');
  });

  it('leads a restored tab of a refused press back to the link', async () => {
    const answer = await get(`${page}/join?lang=ru`);
    expect([answer.statusCode, answer.headers.location]).toEqual([303, `${page}?lang=ru`]);
    expect(bench.door.presses()).toEqual([]);
  });
});

describe('a press', () => {
  it('that is let in goes into the call by 303, with the address as a header may carry it', async () => {
    bench.door.answer = ok({ state: 'going-in', url: callUrl });
    const answer = await post(`${page}/join`, form({ name: 'Анна' }), { cookie });
    expect([answer.statusCode, answer.headers.location]).toEqual([303, new URL(callUrl).href]);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(bench.door.presses()).toEqual([
      {
        kind: 'press',
        token: liveToken,
        browser,
        input: { name: 'Анна', code: null, device: null, camera: null },
      },
    ]);
    const script = await post(`${page}/join`, form({ name: 'Анна' }), { cookie, ...json });
    expect([script.statusCode, script.json()]).toEqual([
      200,
      { state: 'going-in', url: new URL(callUrl).href, embed: false },
    ]);
  });

  it('that must wait goes back to the link, in the chosen language', async () => {
    const answer = await post(`${page}/join`, form({ name: 'Anna' }));
    expect([answer.statusCode, answer.headers.location]).toEqual([303, page]);
    const chosen = await post(`${page}/join`, form({ name: 'Anna', lang: 'ru' }));
    expect(chosen.headers.location).toBe(`${page}?lang=ru`);
    const script = await post(`${page}/join`, form({ name: 'Anna' }), json);
    expect([script.statusCode, script.json()]).toEqual([200, { state: 'waiting' }]);
  });

  it('without a cookie gets one, and is that person', async () => {
    const answer = await post(`${page}/join`, form({ name: 'Anna' }));
    const given = /^person=([A-Za-z0-9_-]{22});/.exec(String(answer.headers['set-cookie']))?.[1];
    expect(bench.door.presses()[0]?.browser).toBe(given);
  });

  it('without a name is asked for it, on the page and in JSON', async () => {
    const answer = await post(`${page}/join`, form({ name: '  ' }));
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain(`<a href="#name">${messages.en.patient['failed-name-required']}</a>`);
    expect(answer.body).toContain('<title>Error: ');
    const script = await post(`${page}/join`, '', { ...json, 'accept-language': 'ru' });
    expect([script.statusCode, script.json()]).toEqual([
      422,
      { state: 'failed', code: 'name-required', text: messages.ru.patient['failed-name-required'] },
    ]);
    expect(script.headers['content-language']).toBe('ru');
  });

  it('that fails is the page again, with the name kept, cause, remedy and telephone', async () => {
    bench.door.answer = err(appError('no-web-client'));
    const answer = await post(`${page}/join`, form({ name: 'Анна "О\'Нил"', lang: 'ru' }));
    expect(answer.statusCode).toBe(503);
    expect(answer.body).toContain('value="Анна &quot;О&#39;Нил&quot;"');
    expect(answer.body).toContain(messages.ru.patient['failed-no-web-client']);
    expect(answer.body).toContain('tel:84950000000');
    expect((await get(page)).body).not.toContain('Анна');
  });

  it('that fails for somebody let in keeps the button', async () => {
    bench.door.view = doorViews['let-in'];
    bench.door.answer = err(appError('timeout'));
    const answer = await post(`${page}/join`, '', { cookie });
    expect([answer.statusCode, answer.body.includes('>Go in</button>')]).toEqual([503, true]);
    expect(answer.body).toContain('role="alert"');
  });

  it('that fails for somebody who waits leaves the waiting page', async () => {
    bench.door.view = doorViews.waiting;
    bench.door.answer = err(appError('timeout'));
    const answer = await post(`${page}/join`, '', { cookie });
    expect([answer.statusCode, answer.body.includes('http-equiv="refresh"')]).toEqual([503, true]);
  });

  it('of somebody declined shows the calm page', async () => {
    bench.door.answer = err(appError('declined'));
    const answer = await post(`${page}/join`, form({ name: 'Anna' }), { cookie });
    expect([answer.statusCode, answer.body.includes(messages.en.patient.declined)]).toEqual([409, true]);
    expect(answer.body).not.toContain('role="alert"');
  });

  it('brings what the page knows: a code, the browser, the camera; unknown words do not exist', async () => {
    const code = 'dddddddddddddddddddddd';
    const device = { browser: 'safari', system: 'ios' };
    await post(`${page}/join`, form({ name: 'A', h: code, ...device, camera: 'works', sound: '1' }));
    await post(`${page}/join?h=${code}`, form({ ...device, system: 'toaster', camera: 'x', sound: '1' }));
    await post(`${page}/join`, `name=A&name=B&h=short&browser=safari&camera=none&sound=yes`);
    expect(bench.door.presses().map(({ input }) => input)).toEqual([
      { name: 'A', code, device, camera: { outcome: 'works', sound: true } },
      { name: '', code, device: null, camera: null },
      { name: 'A', code: null, device: null, camera: { outcome: 'none', sound: false } },
    ]);
  });

  it('that fails keeps the code of a hand-over; one that waits has used it', async () => {
    const code = 'dddddddddddddddddddddd';
    const waits = await post(`${page}/join`, form({ h: code, lang: 'en' }));
    expect(waits.headers.location).toBe(`${page}?lang=en`);
    bench.door.answer = err(appError('timeout'));
    expect((await post(`${page}/join`, form({ h: code }))).body).toContain(`value="${code}"`);
  });

  it('of a browser that cannot make calls is sent to another one', async () => {
    bench.door.answer = err(appError('needs-browser'));
    const answer = await post(`${page}/join`, form({ name: 'Anna', browser: 'in-app', system: 'ios' }), json);
    expect([answer.statusCode, answer.json()]).toEqual([
      409,
      { state: 'failed', code: 'needs-browser', text: messages.en.patient['failed-needs-browser'] },
    ]);
  });

  it('at a link that died meanwhile, or never lived, is the one dead page', async () => {
    const dead = (await get('/')).body;
    bench.door.answer = err(appError('link-dead'));
    const meanwhile = await post(`${page}/join`, form({ name: 'Anna' }), { cookie });
    expect([meanwhile.statusCode, meanwhile.body]).toEqual([404, dead]);
    const never = await post(`/v/${unknownToken}/join`, form({ name: 'Anna' }), { cookie });
    expect([never.statusCode, never.body]).toEqual([404, dead]);
    const script = await post(`/v/${unknownToken}/join`, form({ name: 'Anna' }), json);
    expect([script.statusCode, script.json()]).toMatchObject([404, { state: 'failed', code: 'link-dead' }]);
    expect(bench.door.presses()).toHaveLength(1);
  });

  it.each([
    ['no address', 'not an address'],
    ['a lonely surrogate', 'https://\ud800'],
  ])('whose call has %s fails in plain words', async (_case, url) => {
    bench.door.answer = ok({ state: 'going-in', url });
    const answer = await post(`${page}/join`, form({ name: 'Anna' }), json);
    expect([answer.statusCode, answer.json()]).toMatchObject([503, { code: 'internal' }]);
  });

  it('is logged by its outcome and nothing else', async () => {
    await post(`${page}/join?x=canary`, form({ name: 'Canary Name' }), { cookie });
    bench.door.broken = new Error('Canary Name canary');
    await post(`${page}/join`, form({ name: 'Canary Name' }), { cookie });
    await post(`${page}/report`, form({ event: 'here', browser: 'canary' }), { cookie });
    await get(page);
    expect(bench.logged()).toContain('waiting');
    expect(bench.logged()).not.toMatch(new RegExp(`canary|${liveToken}|${browser}`, 'i'));
  });
});

describe('when the store fails', () => {
  beforeEach(() => {
    bench.door.broken = new Error('disk');
  });
  it('the page says so in plain words', async () => {
    const answer = await get(page, { 'accept-language': 'ru' });
    expect([answer.statusCode, answer.body.includes(messages.ru.patient['failed-other'])]).toEqual([
      503,
      true,
    ]);
    expect(answer.body).not.toContain('disk');
  });
  it('a press keeps what was typed', async () => {
    bench.door.look = async () => doorViews.form;
    const answer = await post(`${page}/join`, form({ name: 'Anna' }));
    expect([answer.statusCode, answer.body.includes('value="Anna"')]).toEqual([503, true]);
  });
});

function headersOf(answer: LightMyRequestResponse): object {
  const { date: _date, ...headers } = answer.headers;
  return headers;
}
