import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appError } from '../../../src/shared/errors.ts';
import { messages } from '../../../src/shared/i18n/messages.ts';
import { err, ok } from '../../../src/shared/result.ts';
import type { DoorView } from '../../../src/main/visits/types.ts';
import { clinicSettings, type JoinBench } from '../../fixtures/join/joinServer.ts';
import { doctorName, liveToken, unknownToken } from '../../fixtures/join/scriptedDoor.ts';
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
    bench.door.view = { state: 'waiting', doctorName, since: 0 };
    expect((await get(page, { cookie })).body).toContain('http-equiv="refresh" content="5"');
    await app.inject({ method: 'HEAD', url: page, headers: { host: '127.0.0.1:8765', cookie } });
    expect(bench.door.calls.map((call) => call.kind)).toEqual(['look', 'heard', 'look']);
  });

  it('show who is let in one button, with no name and no address of the call', async () => {
    bench.door.view = { state: 'let-in', doctorName };
    const { body } = await get(page, { cookie });
    expect(body).toContain('>Go in</button>');
    expect(body).toContain(`action="${page}/join"`);
    expect(body).not.toMatch(/name="name"|webrtc/);
  });

  it('show who is declined a calm page with the telephone', async () => {
    bench.door.view = { state: 'declined', doctorName };
    const answer = await get(page, { cookie });
    expect([answer.statusCode, answer.body.includes(messages.en.patient.declined)]).toEqual([200, true]);
    expect(answer.body).toContain('tel:84950000000');
  });

  it('do not name the doctor where the clinic does not want it', async () => {
    bench.settings = { ...clinicSettings, clinic: { ...clinicSettings.clinic, showDoctor: false } };
    for (const state of ['form', 'let-in'] as const) {
      bench.door.view = { state, doctorName };
      expect((await get(page, { cookie })).body).not.toContain(doctorName);
    }
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
    bench.door.view = { state: 'dead', thanks: false };
    const ended = await get(page, { cookie });
    expect([ended.statusCode, ended.body]).toEqual([404, unknown.body]);
    expect(headersOf(ended)).toEqual(headersOf(unknown));
  });

  it('is thanks for the browser that held the seat', async () => {
    bench.door.view = { state: 'dead', thanks: true };
    const answer = await get(page, { cookie });
    expect([answer.statusCode, answer.body.includes(messages.en.patient.thanks)]).toEqual([200, true]);
    const press = await post(`${page}/join`, form({ name: 'Anna' }), { cookie });
    expect([press.statusCode, press.headers.location]).toEqual([303, page]);
    expect((await post(`${page}/here`, '', { cookie })).json()).toEqual({ state: 'dead' });
  });

  it('is dead when the visit ends between the look and the answer', async () => {
    bench.door.view = { state: 'waiting', doctorName, since: 0 };
    bench.door.heard = async () => ({ state: 'dead', thanks: false });
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
    expect(bench.door.presses()).toEqual([{ kind: 'press', token: liveToken, browser, name: 'Анна' }]);
    const script = await post(`${page}/join`, form({ name: 'Анна' }), { cookie, ...json });
    expect([script.statusCode, script.json()]).toEqual([
      200,
      { state: 'going-in', url: new URL(callUrl).href },
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
    bench.door.view = { state: 'let-in', doctorName };
    bench.door.answer = err(appError('timeout'));
    const answer = await post(`${page}/join`, '', { cookie });
    expect([answer.statusCode, answer.body.includes('>Go in</button>')]).toEqual([503, true]);
    expect(answer.body).toContain('role="alert"');
  });

  it('that fails for somebody who waits leaves the waiting page', async () => {
    bench.door.view = { state: 'waiting', doctorName, since: 0 };
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
    await get(page);
    expect(bench.logged()).toContain('waiting');
    expect(bench.logged()).not.toMatch(new RegExp(`canary|${liveToken}|${browser}`, 'i'));
  });
});

describe('an open page', () => {
  it('says that it is open, and hears how things stand', async () => {
    expect((await post(`${page}/open`)).statusCode).toBe(204);
    const states: readonly DoorView[] = [
      { state: 'form', doctorName },
      { state: 'waiting', doctorName, since: 0 },
      { state: 'let-in', doctorName },
      { state: 'declined', doctorName },
    ];
    for (const view of states) {
      bench.door.view = view;
      const answer = await post(`${page}/here`, '', { cookie });
      expect([answer.statusCode, answer.json()]).toEqual([200, { state: view.state }]);
    }
    expect(bench.door.calls.filter((call) => call.kind === 'opened')).toEqual([
      { kind: 'opened', token: liveToken },
    ]);
  });

  it('of no link hears that it is dead, and opens nothing', async () => {
    const here = await post(`/v/${unknownToken}/here`, '', json);
    expect([here.statusCode, here.json()]).toEqual([404, { state: 'dead' }]);
    expect((await post(`/v/${unknownToken}/open`)).statusCode).toBe(404);
    expect(bench.door.calls.filter((call) => call.kind !== 'look')).toEqual([]);
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
    bench.door.look = async () => ({ state: 'form', doctorName });
    const answer = await post(`${page}/join`, form({ name: 'Anna' }));
    expect([answer.statusCode, answer.body.includes('value="Anna"')]).toEqual([503, true]);
  });
});

function headersOf(answer: LightMyRequestResponse): object {
  const { date: _date, ...headers } = answer.headers;
  return headers;
}
