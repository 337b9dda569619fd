import { createServer, request as plainRequest } from 'node:http';
import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../../fixtures/fakeClock.ts';
import { Browser, staffNode, whoAt, type StaffOptions } from './listening.ts';
import { aDoctor, goodPassword, storePath } from './support.ts';

async function clinic(options: Partial<StaffOptions> = {}) {
  const clock = new FakeClock();
  const path = storePath();
  const staff = await staffNode({ path, clock, ...options });
  const boss = await staff.access.accounts.create({ ...aDoctor, login: 'boss', role: 'administrator' });
  const doctor = await staff.access.accounts.create(aDoctor);
  if (!boss.ok || !doctor.ok) throw new Error('no accounts');
  return { ...staff, clock, path, doctor: doctor.value };
}

const form = { login: 'house', password: goodPassword };

describe('signing in', () => {
  it('gives a cookie for this host alone, and every node knows who it is', async () => {
    const { origin, path, clock } = await clinic();
    const browser = new Browser();
    const page = await browser.get(`${origin}/sign-in`);
    expect(page.status).toBe(200);
    expect(browser.setCookies).toEqual([]);
    const entered = await browser.post(`${origin}/sign-in`, form);
    expect([entered.status, entered.location]).toEqual([303, '/desk/']);
    expect(browser.setCookies).toEqual([
      expect.stringMatching(/^desk=[A-Za-z0-9_-]{43}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Strict$/),
      expect.stringMatching(/^device-[0-9a-f]{12}=[\w.-]+; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Strict$/),
    ]);
    expect(await whoAt(browser, origin)).toMatchObject({ role: 'doctor', trueconfId: 'dr.house' });
    expect((await browser.get(`${origin}/sign-in`)).location).toBe('/desk/');
    // The second node has the same store and is reached under the same name.
    const second = await staffNode({ path, clock, origins: [origin] });
    const headers = { host: new URL(origin).host };
    expect(await whoAt(browser, second.origin, headers)).toMatchObject({ trueconfId: 'dr.house' });
    expect(await whoAt(browser, second.origin)).toBeNull();
  });

  it('behind a proxy with https gives a __Host- cookie, and takes no other', async () => {
    const { origin } = await clinic({ origins: ['https://desk.clinic.example'] });
    const browser = new Browser();
    const behind = { host: 'desk.clinic.example', origin: 'https://desk.clinic.example' };
    await browser.post(`${origin}/sign-in`, form, behind);
    expect(browser.setCookies[0]).toMatch(
      /^__Host-desk=[A-Za-z0-9_-]{43}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Strict; Secure$/,
    );
    expect(await whoAt(browser, origin, behind)).toMatchObject({ role: 'doctor' });
    const token = browser.cookies.get('__Host-desk')!;
    const planted = new Browser();
    planted.cookies.set('desk', token);
    expect(await whoAt(planted, origin, behind)).toBeNull();
  });

  it.each([
    [{ ...form, password: 'wrong' }, 403],
    [{ ...form, login: 'nobody' }, 403],
    [{ login: '', password: '' }, 403],
    [{}, 403],
  ])('with %j is refused by a page that gives back the login, never the password', async (typed, status) => {
    const { origin, log } = await clinic();
    const browser = new Browser();
    const answer = await browser.post(`${origin}/sign-in`, { ...typed, lang: 'ru' });
    expect(answer.status).toBe(status);
    expect(answer.text).toContain('<html lang="ru">');
    expect(answer.text).toContain('неверны');
    expect(answer.text).not.toContain('value="wrong"');
    expect(browser.setCookies).toEqual([]);
    expect(log.text()).not.toMatch(/wrong|nobody/);
  });

  it('too often says how long to wait', async () => {
    const { origin, clock } = await clinic();
    const browser = new Browser();
    for (let turn = 0; turn < 6; turn += 1)
      await browser.post(`${origin}/sign-in`, { ...form, password: 'wrong' });
    const refused = await browser.post(`${origin}/sign-in`, form);
    expect([refused.status, refused.headers['retry-after']]).toEqual([429, '1']);
    await clock.advance(1_000);
    expect((await browser.post(`${origin}/sign-in`, form)).status).toBe(303);
  });

  it('is open to who has signed in with this browser before, whatever strangers try, behind one address too', async () => {
    const { origin, clock } = await clinic();
    const browser = new Browser();
    await browser.post(`${origin}/sign-in`, form);
    await browser.post(`${origin}/sign-out`, {});
    const wrong = { ...form, password: 'wrong' };
    for (let turn = 0; turn < 6; turn += 1) await new Browser().post(`${origin}/sign-in`, wrong);
    expect((await new Browser().post(`${origin}/sign-in`, form)).status).toBe(429);
    // Signing out has left it known.
    expect((await browser.post(`${origin}/sign-in`, form)).status).toBe(303);
    // For that account, and no other one.
    const asBoss = { ...form, login: 'boss' };
    for (let turn = 0; turn < 5; turn += 1)
      await new Browser().post(`${origin}/sign-in`, { ...asBoss, password: 'wrong' });
    expect((await browser.post(`${origin}/sign-in`, asBoss)).status).toBe(429);
    await clock.advance(1_000);
    expect((await browser.post(`${origin}/sign-in`, asBoss)).status).toBe(303);
  });

  it('by a password that is changed meanwhile opens nothing', async () => {
    const { origin, access, doctor } = await clinic();
    const signIn = access.accounts.signIn;
    Object.assign(access.accounts, {
      signIn: async (...typed: Parameters<typeof signIn>) => {
        const checked = await signIn(...typed);
        await access.accounts.setPassword(doctor.id, 'совсем другие слова');
        return checked;
      },
    });
    const browser = new Browser();
    const answer = await browser.post(`${origin}/sign-in`, form);
    expect([answer.status, answer.text]).toEqual([409, expect.stringContaining('Sign in again')]);
    expect(browser.cookies.has('desk')).toBe(false);
    Object.assign(access.accounts, { signIn });
    const again = { ...form, password: 'совсем другие слова' };
    expect((await browser.post(`${origin}/sign-in`, again)).status).toBe(303);
  });

  it('anew gives another secret and ends the former session', async () => {
    const { origin } = await clinic();
    const browser = new Browser();
    await browser.post(`${origin}/sign-in`, form);
    const former = new Browser();
    former.cookies.set('desk', browser.cookies.get('desk')!);
    await browser.post(`${origin}/sign-in`, { ...form, login: 'boss' });
    expect(await whoAt(browser, origin)).toMatchObject({ role: 'administrator' });
    expect(await whoAt(former, origin)).toBeNull();
  });

  it.each([
    ['127.0.0.1', '1.2.3.4'],
    [undefined, '127.0.0.1'],
    ['10.0.0.9', '127.0.0.1'],
  ])('counts the address that a believed proxy tells (%s: %s)', async (trustProxy, expected) => {
    const { origin, access } = await clinic(trustProxy === undefined ? {} : { trustProxy });
    const seen: string[] = [];
    const signIn = access.accounts.signIn;
    Object.assign(access.accounts, {
      signIn: (...typed: Parameters<typeof signIn>) => (seen.push(typed[2].address), signIn(...typed)),
    });
    await new Browser().post(`${origin}/sign-in`, form, { 'x-forwarded-for': '1.2.3.4' });
    expect(seen).toEqual([expected]);
  });
});

describe('a stolen cookie', () => {
  const foreign = 'https://evil.example';

  it.each([
    ['from another origin', { origin: foreign }],
    ['from no origin at all (a sandboxed frame)', { origin: 'null' }],
    ['at another host', { host: 'evil.example' }],
  ])('%s opens nothing', async (_name, headers) => {
    const { origin } = await clinic();
    const browser = new Browser();
    await browser.post(`${origin}/sign-in`, form);
    expect(await whoAt(browser, origin)).not.toBeNull();
    expect(await whoAt(browser, origin, headers)).toBeNull();
    expect((await browser.post(`${origin}/sign-out`, {}, headers)).status).toBe(403);
    expect(await whoAt(browser, origin)).not.toBeNull();
  });

  it('at another of the service’s own origins opens nothing', async () => {
    const { origin } = await clinic({ origins: ['http://localhost:1'] });
    const browser = new Browser();
    await browser.post(`${origin}/sign-in`, form);
    expect(await whoAt(browser, origin, { host: 'localhost:1' })).toBeNull();
    // Even with the origin that goes with that host.
    const both = { host: 'localhost:1', origin: 'http://localhost:1' };
    expect(await whoAt(browser, origin, both)).toBeNull();
  });

  it('that a browser with a wrong clock keeps for too long opens nothing', async () => {
    const { origin, clock } = await clinic();
    const browser = new Browser();
    await browser.post(`${origin}/sign-in`, form);
    const kept = browser.cookies.get('desk')!;
    for (let half = 0; half < 2 * 12; half += 1) {
      expect(await whoAt(browser, origin)).not.toBeNull();
      await clock.advance(30 * 60_000 - 1);
    }
    await clock.advance(24);
    // What the browser believes of `Max-Age` does not matter: the service counts by its own clock.
    expect(browser.cookies.get('desk')).toBe(kept);
    expect(await whoAt(browser, origin)).toBeNull();
  });

  it('that a page has planted beside the real one is none', async () => {
    const { origin } = await clinic();
    const [mine, other] = [new Browser(), new Browser()];
    await mine.post(`${origin}/sign-in`, form);
    await other.post(`${origin}/sign-in`, { ...form, login: 'boss' });
    const cookie = `desk=${mine.cookies.get('desk')}; desk=${other.cookies.get('desk')}`;
    expect(await whoAt(mine, origin, { cookie })).toBeNull();
  });
});

describe('an upgrade', () => {
  it('is admitted with cookie and own origin only, and is cut off within 60 s of a revocation', async () => {
    const { origin, access, clock, doctor } = await clinic();
    const browser = new Browser();
    await browser.post(`${origin}/sign-in`, form);
    // A listener of its own: it asks `watch` as the desks' sockets will.
    const server = createServer();
    const watches: Awaited<ReturnType<typeof access.http.watch>>[] = [];
    server.on('upgrade', (request, socket) => {
      void access.http.watch(request).then((watch) => {
        watches.push(watch);
        watch?.onEnd(() => socket.end());
        socket.write(
          `HTTP/1.1 ${watch ? '101 Switching Protocols' : '403 Forbidden'}\r\nConnection: ${watch ? 'Upgrade' : 'close'}\r\nUpgrade: websocket\r\n\r\n`,
        );
        if (!watch) socket.end();
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const open = async (headers: Record<string, string>) => {
      const sent = plainRequest({
        port,
        host: '127.0.0.1',
        headers: { host: new URL(origin).host, connection: 'Upgrade', upgrade: 'websocket', ...headers },
      });
      sent.end();
      const { promise, resolve, reject } = Promise.withResolvers<{
        status: number;
        ended: Promise<unknown>;
      }>();
      sent.on('upgrade', (_answer, socket) => {
        socket.resume();
        resolve({ status: 101, ended: once(socket, 'end').finally(() => socket.destroy()) });
      });
      sent.on('response', (answer) => resolve({ status: answer.statusCode ?? 0, ended: Promise.resolve() }));
      sent.on('error', reject);
      return promise;
    };
    const cookie = `desk=${browser.cookies.get('desk')}`;
    expect((await open({ origin })).status).toBe(403);
    expect((await open({ cookie })).status).toBe(403);
    expect((await open({ cookie, origin: 'https://evil.example' })).status).toBe(403);
    const { status, ended } = await open({ cookie, origin });
    expect(status).toBe(101);
    expect(watches.at(-1)?.who()).toMatchObject({ trueconfId: 'dr.house' });
    await access.sessions.revokeAllOf(doctor.id);
    await clock.advance(59_999);
    await ended;
    expect(watches.at(-1)?.who()).toBeUndefined();
    server.close();
  });
});

describe('signing out', () => {
  it('ends the session on the server, for a form and for a script', async () => {
    const { origin } = await clinic();
    for (const accept of ['text/html', 'application/json']) {
      const browser = new Browser();
      await browser.post(`${origin}/sign-in`, form);
      const kept = new Browser();
      kept.cookies.set('desk', browser.cookies.get('desk')!);
      // As the desk's script does: no form, no body.
      const isForm = accept === 'text/html';
      const answer = isForm
        ? await browser.post(`${origin}/sign-out`, {}, { accept })
        : await browser.ask('POST', `${origin}/sign-out`, { accept, origin }, null);
      if (isForm) expect(answer).toMatchObject({ status: 303, location: '/sign-in?out=1' });
      else expect(JSON.parse(answer.text)).toEqual({ state: 'signed-out', next: '/sign-in?out=1' });
      expect(browser.cookies.has('desk')).toBe(false);
      expect(await whoAt(kept, origin)).toBeNull();
    }
    expect((await new Browser().get(`${origin}/sign-in?out=1`)).text).toContain('You are signed out.');
  });

  it('is no crime when nobody is signed in', async () => {
    const { origin } = await clinic();
    expect((await new Browser().post(`${origin}/sign-out`, {})).status).toBe(303);
  });
});

describe('the first administrator', () => {
  it('is made by a form with the printed code, and is signed in at once', async () => {
    const { access, origin, log } = await staffNode({ path: storePath(), clock: new FakeClock() });
    const browser = new Browser();
    expect((await browser.get(`${origin}/sign-in?lang=ru`)).location).toBe('/first-administrator?lang=ru');
    expect((await browser.get(`${origin}/first-administrator?lang=ru`)).text).toContain(
      'Первый администратор',
    );
    const code = (await access.firstAdministrator.makeCode())!;
    const typed = { code: 'AAAAA-AAAAA-AAAAA-AAAAA', login: 'boss', password: goodPassword };
    expect((await browser.post(`${origin}/first-administrator`, typed)).status).toBe(403);
    const made = await browser.post(`${origin}/first-administrator`, { ...typed, code });
    expect([made.status, made.location]).toEqual([303, '/desk/']);
    expect(await whoAt(browser, origin)).toMatchObject({ role: 'administrator', trueconfId: null });
    const late = await new Browser().post(`${origin}/first-administrator`, { ...typed, login: 'x2', code });
    expect(late.status).toBe(403);
    expect((await new Browser().get(`${origin}/first-administrator`)).location).toBe('/sign-in');
    expect(log.text()).not.toContain(code);
  });

  it('by a form of another origin is refused', async () => {
    const { access, origin } = await staffNode({ path: storePath(), clock: new FakeClock() });
    const code = (await access.firstAdministrator.makeCode())!;
    const typed = { code, login: 'boss', password: goodPassword };
    const headers = { origin: 'https://evil.example' };
    expect((await new Browser().post(`${origin}/first-administrator`, typed, headers)).status).toBe(403);
    expect(await access.firstAdministrator.isWanted()).toBe(true);
  });
});

describe('every answer', () => {
  const paths = [
    '/sign-in',
    '/first-administrator',
    '/oidc/start',
    '/oidc/callback',
    '/sign-out',
    '/account',
  ];

  it.each(paths)('of %s forbids scripts, frames, keeping and guessing', async (path) => {
    const { origin } = await clinic();
    for (const method of ['GET', 'POST', 'PUT'] as const) {
      const { headers } = await new Browser().ask(method, origin + path, { origin }, null);
      expect(headers['content-security-policy']).toMatch(
        /^default-src 'none';style-src 'sha256-[^']+';form-action 'self';/,
      );
      expect(headers).toMatchObject({
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'cross-origin-opener-policy': 'same-origin',
      });
    }
  });

  it.each([
    ['PUT', '/sign-in', 405],
    ['DELETE', '/sign-out', 405],
    ['GET', '/sign-out', 405],
    ['POST', '/oidc/start', 405],
    ['POST', '/account', 405],
    ['GET', '/account/password', 405],
    ['HEAD', '/oidc/start', 405],
    ['GET', '/oidc/start', 404],
    ['GET', '/oidc/callback?code=x&state=y', 404],
  ] as const)('to %s %s is %i', async (method, path, status) => {
    const { origin } = await clinic();
    expect((await new Browser().ask(method, origin + path, { origin }, null)).status).toBe(status);
  });

  it.each([
    ['too large', 'a='.padEnd(5_000, 'x'), 'application/x-www-form-urlencoded', 413],
    ['of JSON', '{"login":"house"}', 'application/json', 415],
    ['of files', '--x--', 'multipart/form-data; boundary=x', 415],
  ])('to a form %s is a refusal', async (_name, body, type, status) => {
    const { origin } = await clinic();
    const answer = await new Browser().ask(
      'POST',
      `${origin}/sign-in`,
      { origin, 'content-type': type },
      body,
    );
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toContain('text/html');
  });

  it('to more than 300 requests a minute of one address is a wait', async () => {
    const { origin } = await clinic();
    const browser = new Browser();
    for (let turn = 0; turn < 300; turn += 1) await browser.ask('HEAD', `${origin}/sign-in`, {}, null);
    const refused = await browser.get(`${origin}/sign-in`);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  });

  it('to a request without a host is a refusal', async () => {
    const { origin } = await clinic();
    const socket = connect(Number(new URL(origin).port), '127.0.0.1');
    socket.end('GET /sign-in HTTP/1.0\r\n\r\n');
    const [data] = await once(socket, 'data');
    expect(String(data)).toMatch(/^HTTP\/1\.[01] 403/);
  });

  it('while the store is away says so, without a word of why', async () => {
    const { origin, access, log } = await clinic();
    Object.assign(access.accounts, { signIn: () => Promise.reject(new Error('CanaryCause')) });
    const answer = await new Browser().post(`${origin}/sign-in`, form);
    expect(answer.status).toBe(503);
    expect(answer.text).toContain('database');
    expect(answer.text + log.text()).not.toContain('Canary');
  });
});
