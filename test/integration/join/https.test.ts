import { once } from 'node:events';
import { request, type RequestOptions } from 'node:https';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { request as plainRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { appError } from '../../../src/shared/errors.ts';
import { err, ok } from '../../../src/shared/result.ts';
import { settle } from '../../fixtures/fakeClock.ts';
import { callOrigin, joinBench, plainAssets, type JoinBench } from '../../fixtures/join/joinServer.ts';
import { selfSigned, type TestCertificate } from '../../fixtures/trueconf/certificates.ts';
import { callUrl, cookie, form, page } from './injected.ts';
import { listening } from './listening.ts';

const publicOrigin = 'https://visits.clinic.example';
let certificate: TestCertificate;
let other: TestCertificate;
let bench: JoinBench;
beforeAll(async () => {
  [certificate, other] = await Promise.all([selfSigned(), selfSigned()]);
});
beforeEach(() => {
  bench = joinBench(plainAssets);
});
afterEach(() => bench.server.close());

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

async function ask(origin: string, path: string, options: RequestOptions = {}, body = ''): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const sent = request(`${origin}${path}`, { ca: certificate.cert, agent: false, ...options }, resolve);
  sent.on('error', reject).end(body);
  const answer = await promise;
  return { status: answer.statusCode ?? 0, headers: answer.headers, body: await text(answer) };
}

const press = (origin: string): RequestOptions => ({
  method: 'POST',
  headers: {
    origin,
    cookie,
    accept: 'application/json',
    'content-type': 'application/x-www-form-urlencoded',
  },
});

describe('with a certificate', () => {
  it('the page is https, its cookie Secure, and its POSTs come from there', async () => {
    const { origin, port } = await listening({ certificate }, bench);
    expect(origin).toBe(`https://127.0.0.1:${port}`);
    const answer = await ask(origin, page);
    expect(answer.status).toBe(200);
    expect(answer.headers['set-cookie']?.[0]).toMatch(/; HttpOnly; SameSite=Lax; Secure$/);
    expect(answer.headers['strict-transport-security']).toBeUndefined();
    const name = form({ name: 'Anna' });
    expect((await ask(origin, `${page}/join`, press(origin), name)).status).toBe(200);
    expect((await ask(origin, `${page}/join`, press(`http://127.0.0.1:${port}`), name)).status).toBe(403);
    expect(bench.door.presses()).toHaveLength(1);
  });

  it('streams begin and end as over http', async () => {
    const { origin } = await listening({ certificate }, bench);
    bench.door.view = { state: 'gone', doctorName: '', helpCode: '' };
    const asked = ask(origin, `${page}/events`, { headers: { cookie } });
    while (bench.door.watching() === 0) await settle();
    await bench.server.close();
    const { headers, body } = await asked;
    expect(headers['content-type']).toBe('text/event-stream; charset=utf-8');
    expect(body).toMatch(/^retry: 3000\n: \n\nevent: view\n.*\n\nevent: bye\ndata: \{\}\n\n$/);
  });

  it('the script hears whether to show the call in the page', async () => {
    const { origin } = await listening({ certificate }, bench);
    bench.door.answer = ok({ state: 'going-in', url: callUrl });
    const asked: string[] = [];
    bench.mayEmbed = async (url) => {
      asked.push(url);
      return true;
    };
    const embed = async (): Promise<unknown> => {
      const { body } = await ask(origin, `${page}/join`, press(origin), form({ name: 'A' }));
      return JSON.parse(body).embed;
    };
    expect(await embed()).toBe(false);
    expect(asked).toEqual([]);
    bench.settings = { ...bench.settings, join: { ...bench.settings.join, entry: 'embed' } };
    expect(await embed()).toBe(true);
    expect(asked).toEqual([new URL(callUrl).href]);
    expect((await ask(origin, page)).headers['content-security-policy']).toContain(`frame-src ${callOrigin}`);
    bench.mayEmbed = async () => false;
    expect(await embed()).toBe(false);
    bench.mayEmbed = async () => {
      throw new Error('no answer');
    };
    expect(await embed()).toBe(false);
  });

  it('http at its port, and a handshake that does not go on, come to an end', async () => {
    const { port } = await listening({ certificate }, bench);
    const plain = connect(port, '127.0.0.1');
    const said: Buffer[] = [];
    plain.on('data', (part: Buffer) => said.push(part)).on('error', () => undefined);
    plain.write(`GET ${page} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`);
    await once(plain, 'close');
    expect(Buffer.concat(said).toString('latin1')).not.toContain('200');
    const half = connect(port, '127.0.0.1');
    half.on('error', () => undefined);
    await once(half, 'connect');
    const gone = once(half.resume(), 'close');
    await bench.server.close();
    await gone;
    expect(bench.door.calls).toEqual([]);
  });

  it('that cannot be used nothing listens, and http does afterwards', async () => {
    const cases = [
      { cert: certificate.cert, key: other.key },
      { cert: certificate.key, key: certificate.key },
      { cert: certificate.cert, key: certificate.cert },
      { cert: '', key: '' },
      { cert: certificate.cert, key: '' },
      { cert: 'nonsense', key: 'nonsense' },
    ];
    for (const each of cases)
      expect(await bench.server.listen({ host: '127.0.0.1', port: 0, certificate: each })).toEqual(
        err(appError('certificate-file-unusable')),
      );
    const { origin } = await listening({}, bench);
    expect((await fetch(`${origin}${page}`)).status).toBe(200);
  });
});

describe('with an address of its own for patients', () => {
  it('links are made of it, and both addresses are ours', async () => {
    const { origin, port } = await listening({ publicOrigin }, bench);
    expect(origin).toBe(publicOrigin);
    const own = `http://127.0.0.1:${port}`;
    const cookieAt = async (host: string): Promise<string> => {
      const { promise, resolve } = Promise.withResolvers<IncomingMessage>();
      plainRequest(`${own}${page}`, { headers: { host }, agent: false }, resolve).end();
      const answer = await promise;
      answer.resume();
      return answer.headers['set-cookie']?.[0] ?? String(answer.statusCode);
    };
    expect(await cookieAt('visits.clinic.example')).toMatch(/; Secure$/);
    expect(await cookieAt(`127.0.0.1:${port}`)).toMatch(/SameSite=Lax$/);
    expect(await cookieAt('visits.clinic.example:8765')).toBe('403');
    for (const from of [publicOrigin, own]) {
      const body = new URLSearchParams({ name: 'Anna' });
      const answer = await fetch(`${own}${page}/join`, {
        method: 'POST',
        headers: { origin: from },
        body,
        redirect: 'manual',
      });
      expect(answer.status).toBe(303);
    }
  });
});
