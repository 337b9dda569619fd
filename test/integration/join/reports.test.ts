import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appError } from '../../../src/shared/errors.ts';
import { messages } from '../../../src/shared/i18n/messages.ts';
import { callReasons, cameraOutcomes, pageEvents } from '../../../src/shared/page.ts';
import { err } from '../../../src/shared/result.ts';
import type { JoinBench } from '../../fixtures/join/joinServer.ts';
import { doorViews, helpCode, liveToken, unknownToken } from '../../fixtures/join/scriptedDoor.ts';
import { browser, cookie, form, injected, json, page, type Injected } from './injected.ts';

const code = 'dddddddddddddddddddddd';
const device = { browser: 'safari', system: 'ios' } as const;
let bench: JoinBench;
let app: FastifyInstance;
let get: Injected['get'];
let post: Injected['post'];
beforeEach(async () => {
  ({ bench, app, get, post } = await injected());
});
afterEach(() => app.close());

describe('a report', () => {
  it.each(pageEvents)('%s reaches the door with the browser that made it', async (event) => {
    const answer = await post(`${page}/report`, form({ event, ...device }), { cookie, ...json });
    expect(answer.statusCode).toBe(200);
    const report = { event, at: null, device, camera: null };
    expect(bench.door.asked('report')).toEqual([{ kind: 'report', token: liveToken, browser, report }]);
  });

  it.each(cameraOutcomes)('of a camera that is "%s" reaches the door', async (camera) => {
    await post(`${page}/report`, form({ event: 'camera', camera, sound: '1' }), json);
    expect(bench.door.asked('report')[0]?.report).toEqual({
      event: 'camera',
      at: null,
      device: null,
      camera: { outcome: camera, sound: true },
    });
  });

  it.each([
    ['1795601117000', 1_795_601_117_000],
    ['-1', null],
    ['1e9', null],
    ['9'.repeat(16), null],
    ['', null],
  ])('made at "%s" by the clock of the browser: %s', async (at, read) => {
    await post(`${page}/report`, form({ event: 'here', at }), json);
    expect(bench.door.asked('report')[0]?.report.at).toBe(read);
  });

  it('tells in each state what the page should show, as the page itself says it', async () => {
    for (const [name, view] of Object.entries(doorViews)) {
      bench.door.view = view;
      const shown = /data-state="([a-z-]+)" data-version="([0-9a-f]*)"/.exec(
        (await get(page, { cookie })).body,
      );
      const answer = await post(`${page}/report`, form({ event: 'here' }), { cookie });
      expect([name, answer.json()]).toMatchObject([name, { state: shown?.[1] }]);
      if (view.state !== 'dead') expect(answer.json()).toEqual({ state: name, version: shown?.[2] });
    }
  });

  it('comes from a beacon too, which accepts anything', async () => {
    const answer = await post(`${page}/report`, form({ event: 'leaving' }), {
      cookie,
      accept: '*/*',
      'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
    });
    expect([answer.statusCode, answer.json()]).toMatchObject([200, { state: 'form' }]);
    expect(bench.door.asked('report')).toHaveLength(1);
  });

  it('of a camera that failed is answered with what helps, in the language of the page', async () => {
    const body = form({ event: 'camera', camera: 'blocked', ...device });
    const helpOf = async (url: string, payload: string): Promise<unknown> =>
      (await post(url, payload, json)).json().help;
    expect(await helpOf(`${page}/report`, body)).toBe('Help: safari-ios-site.');
    expect(await helpOf(`${page}/report?lang=ru`, body)).toBe('Помощь: safari-ios-site.');
    bench.patientTexts = new Map([...bench.patientTexts, ['de', messages.en.patient]]);
    expect(await helpOf(`${page}/report?lang=de`, body)).toBe('Help: safari-ios-site.');
    expect(await helpOf(`${page}/report`, form({ event: 'camera', camera: 'works' }))).toBeUndefined();
    expect(await helpOf(`${page}/report`, form({ event: 'here', camera: 'blocked' }))).toBeUndefined();
  });

  it.each([
    ['', 400],
    ['event=dance', 400],
    ['event=', 400],
    ['event=dance&event=here', 400],
    ['event=here&event=dance', 200],
    ['event=HERE', 400],
  ])('of %j has status %i', async (payload, status) => {
    const answer = await post(`${page}/report`, payload, json);
    expect(answer.statusCode).toBe(status);
    expect(bench.door.asked('report')).toHaveLength(status === 200 ? 1 : 0);
  });

  it('with words that are not ours says only what is', async () => {
    const odd = { event: 'camera', browser: 'netscape', system: 'ios', camera: 'exploded', sound: '1' };
    await post(`${page}/report`, form(odd), json);
    expect(bench.door.asked('report')[0]?.report).toEqual({
      event: 'camera',
      at: null,
      device: null,
      camera: null,
    });
  });

  it('at no link is told that it is dead, and reaches nobody', async () => {
    const answer = await post(`/v/${unknownToken}/report`, form({ event: 'open' }), json);
    expect([answer.statusCode, answer.json()]).toMatchObject([404, { state: 'dead' }]);
    expect(bench.door.asked('report')).toEqual([]);
  });

  it('hears that the visit ended between the look and the answer', async () => {
    bench.door.report = async () => doorViews.thanks;
    const answer = await post(`${page}/report`, form({ event: 'here' }), { cookie });
    expect([answer.statusCode, answer.json()]).toMatchObject([200, { state: 'thanks' }]);
  });
});

describe('"Call me"', () => {
  it.each(callReasons)('with the reason %s reaches the door', async (reason) => {
    const answer = await post(`${page}/call-me`, form({ name: 'Анна', h: code, reason, ...device }), {
      cookie,
      ...json,
    });
    expect([answer.statusCode, answer.json()]).toEqual([200, { state: 'called' }]);
    const input = { name: 'Анна', code, reason, device };
    expect(bench.door.asked('call-me')).toEqual([{ kind: 'call-me', token: liveToken, browser, input }]);
  });

  it('without a known reason is a call all the same', async () => {
    await post(`${page}/call-me`, form({ name: 'Anna', reason: 'boredom' }), json);
    expect(bench.door.asked('call-me')[0]?.input).toEqual({
      name: 'Anna',
      code: null,
      reason: 'other',
      device: null,
    });
  });

  it('without a script is a page that says so, with the help code', async () => {
    const answer = await post(`${page}/call-me`, form({ name: 'Anna', reason: 'camera' }), { cookie });
    expect([answer.statusCode, answer.body.includes('data-state="called"')]).toEqual([200, true]);
    expect(answer.body).toContain(Array.from(helpCode).join(' '));
    expect(answer.body).not.toContain('Anna');
  });

  it('without a name asks for it, on the page and in JSON', async () => {
    const answer = await post(`${page}/call-me`, form({ reason: 'camera' }), { cookie });
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain(`<a href="#name">${messages.en.patient['failed-name-required']}</a>`);
    const script = await post(`${page}/call-me`, form({ reason: 'camera' }), json);
    expect([script.statusCode, script.json()]).toMatchObject([422, { code: 'name-required' }]);
  });

  it('at a link that died is the dead page', async () => {
    bench.door.callMeAnswer = err(appError('link-dead'));
    const dead = (await get('/')).body;
    const answer = await post(`${page}/call-me`, form({ name: 'Anna' }), { cookie });
    expect([answer.statusCode, answer.body]).toEqual([404, dead]);
  });

  it('is offered by a failure that the patient cannot put right, with its reason', async () => {
    bench.door.answer = err(appError('no-web-client'));
    const { body } = await post(`${page}/join`, form({ name: 'Anna' }), { cookie });
    expect(body).toContain(`formaction="${page}/call-me" name="reason" value="no-seat"`);
  });
});

describe('the way to another browser', () => {
  it('keeps a typed name under the code of the page, and says nothing', async () => {
    const answer = await post(`${page}/hand-over`, form({ code, name: 'Анна' }), { cookie, ...json });
    expect([answer.statusCode, answer.body]).toEqual([204, '']);
    expect(bench.door.asked('hand-over')).toEqual([
      { kind: 'hand-over', token: liveToken, browser, code, name: 'Анна' },
    ]);
  });

  it.each([
    ['no code', { name: 'Anna' }],
    ['a code that is none', { code: 'short', name: 'Anna' }],
  ])('with %s keeps nothing, and says so little', async (_case, fields) => {
    expect((await post(`${page}/hand-over`, form(fields), json)).statusCode).toBe(204);
    expect(bench.door.asked('hand-over')).toEqual([]);
  });

  it('without a name hands over the one that the door knows of this browser', async () => {
    expect((await post(`${page}/hand-over`, form({ code }), { cookie })).statusCode).toBe(204);
    expect(bench.door.asked('hand-over')).toMatchObject([{ browser, code, name: '' }]);
  });

  it('from no link leads nowhere', async () => {
    const answer = await post(`/v/${unknownToken}/hand-over`, form({ code, name: 'Anna' }), json);
    expect([answer.statusCode, answer.json()]).toMatchObject([404, { code: 'link-dead' }]);
    expect(bench.door.asked('hand-over')).toEqual([]);
  });
});
