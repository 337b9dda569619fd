import { createServer } from 'node:net';
import { once } from 'node:events';
import { createHash } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Browser, staffNode, whoAt } from './listening.ts';
import {
  clinic,
  configFor,
  doctorClaims,
  paragraph,
  signIn,
  trusting,
  untilReturn,
} from './providerClinic.ts';
import { aDoctor, goodPassword } from './support.ts';

describe('signing in by the provider', () => {
  it('asks with PKCE, state and nonce, and makes the account of the claims', async () => {
    const { origin, provider, access, log } = await clinic();
    const browser = trusting(provider);
    const started = await browser.get(`${origin}/oidc/start`);
    const asked = new URL(started.location!).searchParams;
    expect(new URL(started.location!).origin).toBe(provider.issuer);
    expect(Object.fromEntries(asked)).toMatchObject({
      response_type: 'code',
      client_id: 'visit-desk',
      redirect_uri: `${origin}/oidc/callback`,
      scope: 'openid profile',
      code_challenge_method: 'S256',
    });
    for (const name of ['state', 'nonce', 'code_challenge']) expect(asked.get(name)).toMatch(/^[\w-]{43}$/);
    expect(browser.setCookies).toEqual([
      expect.stringMatching(/^sign-in=[\w-]+; Path=\/; Max-Age=600; HttpOnly; SameSite=Lax$/),
    ]);
    // What the address shows is in no cookie that can be read.
    expect(Buffer.from(browser.cookies.get('sign-in')!, 'base64url').toString()).not.toContain(
      asked.get('state'),
    );

    const returned = (await new Browser(provider.ca).get(started.location!)).location!;
    const entered = await browser.get(returned);
    expect(entered.status).toBe(200);
    // A page, no redirect: browsers send Strict cookies along with our own navigation only.
    expect(entered.text).toContain('<meta http-equiv="refresh" content="0;url=/desk/">');
    expect(entered.headers['referrer-policy']).toBe('no-referrer');
    expect(browser.cookies.has('sign-in')).toBe(false);
    expect(browser.setCookies.at(-1)).toMatch(/^desk=[\w-]{43}; .*SameSite=Strict$/);
    expect(await whoAt(browser, origin)).toMatchObject({
      role: 'doctor',
      siteIds: ['north'],
      trueconfId: 'dr.house',
      name: 'Gregory House',
    });
    // Visits can be made for a doctor from the first sign-in on.
    expect(access.directory.doctors()).toEqual([
      { id: 'dr.house', name: 'Gregory House', siteIds: ['north'] },
    ]);
    expect(provider.exchanges).toHaveLength(1);
    const { verifier } = provider.exchanges[0]!;
    expect(createHash('sha256').update(String(verifier)).digest('base64url')).toBe(
      asked.get('code_challenge'),
    );
    expect(log.text()).not.toMatch(/Canary|house|subject-1/i);

    expect(await access.firstAdministrator.isWanted()).toBe(true);
  });

  it('goes on at another node, which remembers nothing', async () => {
    const { origin, provider, shared } = await clinic();
    const second = await staffNode({ ...shared, origins: [origin] });
    const browser = trusting(provider);
    const returned = new URL(await untilReturn(browser, origin));
    const headers = { host: returned.host };
    const entered = await browser.get(`${second.origin}${returned.pathname}${returned.search}`, headers);
    expect(entered.status).toBe(200);
    expect(await whoAt(browser, origin)).toMatchObject({ trueconfId: 'dr.house' });
  });
});

describe('a callback', () => {
  it('that is replayed is refused, with the cookie and without', async () => {
    const { origin, provider } = await clinic();
    const browser = trusting(provider);
    const returned = await untilReturn(browser, origin);
    const thief = new Browser();
    thief.cookies.set('sign-in', browser.cookies.get('sign-in')!);
    expect((await browser.get(returned)).status).toBe(200);
    // The same browser, whose cookie is gone.
    const again = await browser.get(returned);
    expect([again.status, paragraph(again)]).toEqual([400, expect.stringContaining('Begin anew')]);
    // Somebody who has kept the cookie as well: the provider is not even asked.
    const replayed = await thief.get(returned);
    expect([replayed.status, paragraph(replayed)]).toEqual([400, expect.stringContaining('used already')]);
    expect(thief.cookies.has('desk')).toBe(false);
    expect(provider.exchanges).toHaveLength(1);
  });

  it('of two at once signs in one', async () => {
    const { origin, provider } = await clinic();
    const browser = trusting(provider);
    const returned = await untilReturn(browser, origin);
    const answers = await Promise.all([browser.get(returned), browser.get(returned)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 400]);
  });

  it('in another browser is refused: nobody is signed in by a link', async () => {
    const { origin, provider } = await clinic();
    const attacker = trusting(provider);
    const returned = await untilReturn(attacker, origin);
    const victim = new Browser();
    expect((await victim.get(returned)).status).toBe(400);
    // Nor one that has begun by itself.
    await untilReturn(victim, origin);
    expect((await victim.get(returned)).status).toBe(400);
    expect(victim.cookies.has('desk')).toBe(false);
    expect(provider.exchanges).toEqual([]);
  });

  it('after ten minutes is too late', async () => {
    const { origin, provider, clock } = await clinic();
    const browser = trusting(provider);
    const returned = await untilReturn(browser, origin);
    await clock.advance(600_000);
    expect((await browser.get(returned)).status).toBe(400);
    expect(provider.exchanges).toEqual([]);
  });

  it('at another origin of the service is refused', async () => {
    const { origin, provider } = await clinic({ origins: ['http://localhost:1'] });
    const browser = trusting(provider);
    const returned = await untilReturn(browser, origin);
    expect((await browser.get(returned, { host: 'localhost:1' })).status).toBe(400);
  });

  it.each([
    ['another code', (url: URL) => url.searchParams.set('code', 'x')],
    ['no code', (url: URL) => url.searchParams.delete('code')],
    ['two states', (url: URL) => url.searchParams.append('state', 'x')],
    ['another issuer', (url: URL) => url.searchParams.set('iss', 'https://evil.example')],
  ])('with %s signs nobody in', async (_name, change) => {
    const { origin, provider } = await clinic();
    const browser = trusting(provider);
    const returned = new URL(await untilReturn(browser, origin));
    change(returned);
    const answer = await browser.get(returned.href);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(paragraph(answer)).not.toBe('');
    expect(browser.cookies.has('desk')).toBe(false);
  });

  it.each([
    ['nonce', { nonce: 'another' }],
    ['no nonce', { nonce: undefined }],
    ['audience', { aud: 'another' }],
    ['issuer', { iss: 'https://evil.example' }],
    ['time', { exp: Math.floor(Date.now() / 1_000) - 600 }],
    ['no subject', { sub: undefined }],
  ])('whose ID token has the wrong %s signs nobody in', async (_name, claims) => {
    const { origin, provider } = await clinic();
    provider.claims = { ...doctorClaims, ...claims };
    const browser = trusting(provider);
    const answer = await signIn(browser, origin);
    expect([answer.status, paragraph(answer)]).toEqual([502, expect.stringContaining('cannot be trusted')]);
    expect(browser.cookies.has('desk')).toBe(false);
  });

  it('bears clocks that differ by a minute', async () => {
    const { origin, provider } = await clinic();
    const seconds = Math.floor(Date.now() / 1_000);
    provider.claims = { ...doctorClaims, iat: seconds + 60, exp: seconds - 60 };
    expect((await signIn(trusting(provider), origin)).status).toBe(200);
  });

  it.each([
    ['access_denied', 403, 'did not let you in'],
    ['server_error', 503, 'does not answer'],
    ['unauthorized_client', 502, 'does not accept Visit Desk'],
    ['<script>', 502, 'cannot be trusted'],
  ])('with the error %s says cause and remedy', async (refuse, status, words) => {
    const { origin, provider } = await clinic();
    provider.refuse = refuse;
    const answer = await signIn(trusting(provider), origin);
    expect([answer.status, paragraph(answer)]).toEqual([status, expect.stringContaining(words)]);
    expect(answer.text).not.toContain('<script');
  });
});

describe('a provider', () => {
  it('that refuses our secret is told so to IT', async () => {
    const { origin, provider, log } = await clinic({ clientSecret: 'CanaryWrongSecret' });
    const answer = await signIn(trusting(provider), origin);
    expect([answer.status, paragraph(answer)]).toEqual([502, expect.stringContaining('client secret')]);
    expect(answer.text + log.text()).not.toContain('Canary');
  });

  it('that is away is named in the person’s language; administrators sign in, and it is found when it is back', async () => {
    const { origin, provider, access } = await clinic();
    await access.accounts.create({ ...aDoctor, login: 'boss', role: 'administrator' });
    await access.accounts.create(aDoctor);
    await provider.stop();
    const browser = trusting(provider);
    const away = await browser.get(`${origin}/oidc/start?lang=ru`);
    expect([away.status, paragraph(away)]).toEqual([503, expect.stringContaining('не отвечает')]);
    const page = await browser.get(`${origin}/sign-in`);
    expect(page.text).toContain('For administrators');
    const form = { login: 'boss', password: goodPassword };
    expect((await browser.post(`${origin}/sign-in`, form)).status).toBe(303);
    expect(await whoAt(browser, origin)).toMatchObject({ role: 'administrator' });
    const doctor = new Browser();
    expect((await doctor.post(`${origin}/sign-in`, { ...form, login: 'house' })).status).toBe(403);
    await provider.startAgain();
    expect((await signIn(doctor, origin)).status).toBe(200);
  });

  it('that goes away between leaving and return is named as well', async () => {
    const { origin, provider } = await clinic();
    const browser = trusting(provider);
    const returned = await untilReturn(browser, origin);
    await provider.stop();
    expect((await browser.get(returned)).status).toBe(503);
  });

  it('that takes the connection and says nothing is away', async () => {
    const silent = createServer((socket) => void socket.on('error', () => socket.destroy()));
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
    onTestFinished(() => void silent.close());
    const address = silent.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const { origin } = await clinic({
      config: configFor(`https://127.0.0.1:${port}`),
      providerTimeoutMs: 500,
    });
    expect((await new Browser().get(`${origin}/oidc/start`)).status).toBe(503);
  });

  it('that answers without end is cut off', async () => {
    const { origin, provider } = await clinic();
    provider.claims = { ...doctorClaims, groups: Array.from({ length: 60_000 }, () => 'group-name') };
    expect((await signIn(trusting(provider), origin)).status).toBe(502);
  });

  it('whose certificate is not known is not talked to', async () => {
    const { shared, provider } = await clinic();
    const { ca: _ca, ...stranger } = shared;
    const { origin } = await staffNode(stranger);
    const answer = await new Browser().get(`${origin}/oidc/start`);
    expect(answer.status).toBe(503);
    expect(provider.exchanges).toEqual([]);
  });

  it('that calls itself something else is not believed', async () => {
    const { shared, provider } = await clinic();
    const { origin } = await staffNode({ ...shared, config: configFor(`${provider.issuer}/realms/other`) });
    expect((await new Browser().get(`${origin}/oidc/start`)).status).toBeGreaterThanOrEqual(502);
  });

  it('ends its own session when somebody signs out who came by it', async () => {
    const { origin, provider, access } = await clinic();
    const browser = trusting(provider);
    await signIn(browser, origin);
    const answer = await browser.post(`${origin}/sign-out`, {}, { accept: 'application/json' });
    const { next }: { next: string } = JSON.parse(answer.text);
    const url = new URL(next);
    expect(url.origin + url.pathname).toBe(`${provider.issuer}/endsession`);
    expect(url.searchParams.get('post_logout_redirect_uri')).toBe(`${origin}/sign-in`);
    expect(url.searchParams.get('client_id')).toBe('visit-desk');
    expect(await whoAt(browser, origin)).toBeNull();
    // By a form it is a page that goes on: `form-action` would stop a redirect to another origin.
    await signIn(browser, origin);
    const byForm = await browser.post(`${origin}/account/sign-out-everywhere`, {});
    expect([byForm.status, byForm.location]).toEqual([200, undefined]);
    expect(byForm.text).toContain(`<meta http-equiv="refresh" content="0;url=${provider.issuer}/endsession?`);
    expect(await whoAt(browser, origin)).toBeNull();
    // Not for who came by password, and no sign-out waits for a provider that is away.
    await access.accounts.create({ ...aDoctor, login: 'boss', role: 'administrator' });
    await browser.post(`${origin}/sign-in`, { login: 'boss', password: goodPassword });
    const local = await browser.post(`${origin}/sign-out`, {});
    expect(local.location).toBe('/sign-in?out=1');
  });
});
