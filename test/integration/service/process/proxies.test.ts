/** What the proxies of `docs/proxies` write down of links, and what they let through to the pages for machines. */
import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../../../fixtures/freePort.ts';
import { startNginx, type Nginx } from '../../../fixtures/nginx.ts';
import { root } from './serviceProcess.ts';

let nginx: Nginx;

/** No node listens: each request is an upstream failure. */
beforeAll(async () => {
  nginx = await startNginx({ nodes: [{ patients: await freePort(), staff: await freePort() }] });
}, 30_000);
afterAll(() => nginx.close());

/** The status of a GET with a path that is sent as it is written. */
const status = (host: string, path: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const headers = { host: `${host}:${nginx.port}` };
    const options = { port: nginx.port, path, headers, servername: host, rejectUnauthorized: false };
    request({ host: '127.0.0.1', ...options }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode));
    })
      .on('error', reject)
      .end();
  });

test('nginx writes no link down, also when no node answers', async () => {
  const link = 'CanaryLinkCanaryLinkCa';
  expect(await status('visits.clinic.example', `/video/${link}`)).toBe(502);
  expect(await status('desk.clinic.example', '/desk/')).toBe(502);
  // The desk's failure came later, and stands there.
  await expect.poll(() => nginx.errorLog()).toContain('"GET /desk/ HTTP/1.1"');
  expect(nginx.errorLog() + nginx.accessLog()).not.toContain(link);
});

test.each([
  '/metrics',
  '/%6detrics',
  '/readyz',
  '/%72eadyz',
  '/healthz?x=1',
  '//metrics',
  '/desk/../metrics',
])('nginx keeps %s to itself', async (path) => {
  expect(await status('desk.clinic.example', path)).toBe(404);
});

/** Caddy names the request of a waiting page that was closed under the second one. */
test('Caddy keeps what it says of requests out of its log', () => {
  const config = readFileSync(join(root, 'docs/proxies/Caddyfile'), 'utf8');
  const [, loggers = ''] = /^\s*exclude (.*)$/m.exec(config) ?? [];
  expect(loggers.split(' ')).toEqual(
    expect.arrayContaining(['http.log.error', 'http.handlers.reverse_proxy']),
  );
});

test('HAProxy decodes a path before it compares it with those that it keeps to itself', () => {
  const config = readFileSync(join(root, 'docs/proxies/haproxy.cfg'), 'utf8');
  const [rule] = config.split('\n').filter((line) => line.includes('/metrics }'));
  expect(rule).toMatch(/http-request return status 404 if \{ path,url_dec \/healthz \/readyz \/metrics \}$/);
});
