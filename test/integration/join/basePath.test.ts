/** The page under a path of its origin: a proxy hands requests on with it, and nothing of ours lies outside of it. */
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { appError } from '../../../src/shared/errors.ts';
import { err, ok } from '../../../src/shared/result.ts';
import type { JoinBench } from '../../fixtures/join/joinServer.ts';
import { doorViews, unknownToken } from '../../fixtures/join/scriptedDoor.ts';
import { callUrl, cookie, form, json, page as plainPage, injected, type Injected } from './injected.ts';

const page = `/video${plainPage}`;
let bench: JoinBench;
let app: FastifyInstance;
let get: Injected['get'];
let post: Injected['post'];
beforeEach(async () => {
  ({ bench, app, get, post } = await injected('/video'));
});
afterEach(() => app.close());

/** Every address of our own on a page. */
const addresses = (body: string): readonly string[] =>
  [...body.matchAll(/ (?:href|action|formaction|data-base)="(\/[^"]*)"/g)].map(([, address = '']) => address);

it('every address on a page begins with it, and so does the path of the cookie', async () => {
  for (const view of [doorViews.form, doorViews.early, doorViews['let-in'], doorViews.declined]) {
    bench.door.view = view;
    const answer = await get(`${page}?lang=ru`);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['set-cookie']).toContain(`; Path=${page}; `);
    expect(addresses(answer.body).length).toBeGreaterThan(2);
    for (const address of addresses(answer.body)) expect(address.startsWith(page), address).toBe(true);
  }
});

it('a press, its waiting room and a wish to be called stay under it', async () => {
  bench.door.answer = ok({ state: 'waiting' });
  const waits = await post(`${page}/join`, form({ name: 'Anna', lang: 'ru' }));
  expect([waits.statusCode, waits.headers.location]).toEqual([303, `${page}?lang=ru`]);
  expect(waits.headers['set-cookie']).toContain(`; Path=${page}; `);
  bench.door.answer = ok({ state: 'going-in', url: callUrl });
  expect((await post(`${page}/join`, form({ name: 'Anna' }), json)).json()).toMatchObject({
    state: 'going-in',
  });
  bench.door.answer = err(appError('timeout'));
  const failed = await post(`${page}/join`, form({ name: 'Anna' }));
  for (const address of addresses(failed.body)) expect(address.startsWith(page), address).toBe(true);
  expect((await post(`${page}/call-me`, form({ name: 'Anna' }), json)).json()).toEqual({ state: 'called' });
  const called = await post(`${page}/call-me`, form({ name: 'Anna' }));
  expect(called.body).toContain(`<a href="${page}">`);
  expect((await get(`${page}/join`, { cookie })).headers.location).toBe(page);
  expect((await post(`${page}/report`, form({ event: 'open' }), json)).json()).toMatchObject({
    state: 'form',
  });
});

it('robots, who ask at the root only, are told by each page to stay away', async () => {
  const answers = [await get(page), await get('/video/robots.txt')];
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 404]);
  for (const { headers } of answers) expect(headers['x-robots-tag']).toBe('noindex, nofollow');
});

it('outside of it there is nothing, and its absence tells nothing of a link', async () => {
  const unknown = await get(`/video/v/${unknownToken}`);
  for (const path of [
    plainPage,
    `/other${plainPage}`,
    `/video${page}`,
    '/video',
    '/video/',
    '/',
    '/robots.txt',
  ]) {
    const answer = await get(path);
    expect([answer.statusCode, answer.body], path).toEqual([404, unknown.body]);
    expect(answer.headers['set-cookie']).toBeUndefined();
  }
  expect((await post(`${plainPage}/join`, form({ name: 'Anna' }))).statusCode).toBe(404);
  expect(bench.door.presses()).toEqual([]);
});
