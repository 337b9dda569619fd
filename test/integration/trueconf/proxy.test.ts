/** The way to the server through a proxy that is a process of its own; the name of the server is known to the proxy alone. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { testConnection } from '../../../src/main/diagnostics/connectionTest.ts';
import { createWay, type Way } from '../../../src/main/proxy/way.ts';
import type { Hop } from '../../../src/main/proxy/hop.ts';
import { parsePacAnswer } from '../../../src/main/proxy/pac.ts';
import { environmentProxy } from '../../../src/main/proxy/system.ts';
import { lookAtCertificate } from '../../../src/main/trueconf/tlsProbe.ts';
import type { AppError } from '../../../src/shared/errors.ts';
import { fill, messages } from '../../../src/shared/i18n/messages.ts';
import { defaultSettings, languages, type Settings } from '../../../src/shared/settings.ts';
import { startProxyProcess, type ProxyScript, type TestProxy } from '../../fixtures/proxyProcess.ts';
import { html, password, proxyFaults, user } from '../../fixtures/trueconf/proxyFaults.ts';
import { serverSettings } from '../../fixtures/serverSettings.ts';
import { routes } from '../../fixtures/trueconf/answers.ts';
import { authority, pinOf, selfSigned, type Authority } from '../../fixtures/trueconf/certificates.ts';
import { movableClock, readableLog, testClient, testSecret } from '../../fixtures/trueconf/client.ts';
import {
  startScriptedServer,
  type Reply,
  type ScriptedServer,
} from '../../fixtures/trueconf/scriptedServer.ts';

const host = 'video.clinic.test';
const shown = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

const proxies = startProxyProcess();
let root: Authority;
let server: ScriptedServer;
let origin: string;
beforeAll(async () => {
  root = await authority();
  const answer = routes({ 'GET /api/v4/server': { json: { product: { name: 'tc' } } } });
  server = await startScriptedServer(answer, { tls: await root.issue({ hosts: [host] }) });
  origin = `https://${host}:${server.port}`;
});
afterAll(() => Promise.all([proxies.close(), server.close()]));

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((thing) => thing.close()));
});

/** Each call on a connection of its own. */
const closing: Reply = { raw: (response) => response.writeHead(200, { connection: 'close' }).end('{}') };

const openProxy = (script: Partial<ProxyScript> = {}): Promise<TestProxy> =>
  proxies.open({ routeTo: server.port, ...script });

type ProxySettings = Settings['server']['proxy'];
const explicit = ({ port }: TestProxy, more: Partial<ProxySettings> = {}): ProxySettings => ({
  mode: 'explicit',
  address: `http://127.0.0.1:${port}`,
  user: '',
  ...more,
});

function wayOf(
  proxy: Partial<ProxySettings>,
  system: readonly Hop[] = [],
  log = readableLog(),
  now = () => Date.now(),
): Way {
  return createWay({
    proxy: { ...defaultSettings.server.proxy, ...proxy },
    system: { resolve: async () => system },
    password: async () => password,
    log,
    now,
  });
}

const limits = { connectMs: 1_500, headersMs: 1_000, bodyMs: 1_000 };
function clientBy(way: Way, options: Parameters<typeof testClient>[1] = {}) {
  const client = testClient(origin, { way, limits, roots: () => [root.cert], ...options });
  open.push(client);
  return client;
}

const hop = (kind: 'http' | 'socks5' | 'socks4', { port }: TestProxy): Hop => ({
  kind,
  host: '127.0.0.1',
  port,
});
const signedIn = (made: Hop): Hop =>
  made.kind === 'direct' ? made : { ...made, credentials: { user, password } };

describe('it works', () => {
  test('with credentials, which the proxy sees and the server does not', async () => {
    const proxy = await openProxy({ user, password });
    const client = clientBy(wayOf(explicit(proxy, { user })));
    expect(await client.probe()).toMatchObject({ ok: true });
    expect(await client.mayList()).toBeDefined();
    const seen = await proxy.seen();
    expect(seen[0]).toMatchObject({ target: `${host}:${server.port}`, authorization: shown });
    expect(JSON.stringify(seen)).not.toContain(testSecret);
    expect(JSON.stringify(server.seen)).not.toMatch(/proxy|pässword|Basic /i);
  });

  test('slow, but within the bound', async () => {
    const proxy = await openProxy({ slowMs: 300 });
    expect(await clientBy(wayOf(explicit(proxy))).probe()).toMatchObject({ ok: true });
  });

  test('over TLS, with an authority of the CA file', async () => {
    const proxy = await openProxy({ tls: await root.issue({ hosts: ['127.0.0.1'] }), user, password });
    const way = wayOf(explicit(proxy, { user, address: `https://127.0.0.1:${proxy.port}` }));
    const client = clientBy(way, { roots: () => [], authorities: [root.cert] });
    expect(await client.probe()).toMatchObject({ ok: true });
    expect((await proxy.seen())[0]?.authorization).toBe(shown);
  });

  test.each(['socks5', 'socks4'] as const)('%s, which looks the name up', async (kind) => {
    const proxy = await openProxy({ kind });
    expect(await clientBy(wayOf({}, [hop(kind, proxy)])).probe()).toMatchObject({ ok: true });
    expect((await proxy.seen())[0]).toEqual({
      target: `${host}:${server.port}`,
      authorization: null,
      head: '',
    });
  });

  test('socks5 with credentials', async () => {
    const proxy = await openProxy({ kind: 'socks5', user, password });
    expect(await clientBy(wayOf({}, [signedIn(hop('socks5', proxy))])).probe()).toMatchObject({ ok: true });
    expect((await proxy.seen())[0]?.authorization).toBe(`${user}:${password}`);
  });

  test('named by the environment, or by the answer of a PAC file', async () => {
    const proxy = await openProxy({ user: 'a@b', password: 'c:d' });
    const variables = { HTTPS_PROXY: `http://a%40b:c%3Ad@127.0.0.1:${proxy.port}`, NO_PROXY: 'other.test' };
    const way = (system: { resolve(url: string): Promise<readonly Hop[]> }): Way =>
      createWay({
        proxy: defaultSettings.server.proxy,
        system,
        password: async () => undefined,
        log: readableLog(),
        now: () => Date.now(),
      });
    expect(await clientBy(way(environmentProxy(variables))).probe()).toMatchObject({ ok: true });
    const open2 = await openProxy();
    const pac = { resolve: async () => parsePacAnswer(`PROXY 127.0.0.1:${open2.port}; DIRECT`) };
    expect(await clientBy(way(pac)).probe()).toMatchObject({ ok: true });
    expect(await open2.seen()).toHaveLength(1);
  });

  test('this computer is reached without it, whatever the settings say', async () => {
    const own = await startScriptedServer(routes({ 'GET /api/v4/server': { json: { product: {} } } }));
    open.push(own);
    const proxy = await openProxy({ answer: 'close' });
    const client = testClient(own.origin, { way: wayOf(explicit(proxy)) });
    open.push(client);
    expect(await client.probe()).toMatchObject({ ok: true });
    expect(await wayOf(explicit(proxy)).hops({ host: 'localhost', port: 1 })).toEqual([{ kind: 'direct' }]);
  });
});

describe('trust is the same through it', () => {
  test('a trusted certificate is compared on every new connection', async () => {
    const certificate = await selfSigned({ hosts: [] });
    const pinned = await startScriptedServer(() => closing, { tls: certificate });
    open.push(pinned);
    const proxy = await openProxy({ routeTo: pinned.port });
    const client = testClient(`https://${host}:${pinned.port}`, {
      ...{ way: wayOf(explicit(proxy)), limits },
      pin: pinOf(certificate, host, pinned.port),
    });
    open.push(client);
    for (const _round of [1, 2, 3]) expect(await client.probe()).toMatchObject({ ok: true });
    expect(pinned.connections).toBe(3);
    const asked = pinned.seen.length;
    pinned.showCertificate(await selfSigned({ hosts: [] }));
    expect(await client.probe()).toMatchObject({ error: { code: 'certificate-changed' } });
    expect(pinned.seen).toHaveLength(asked);
  });

  test('an authority that is not known, and a look at the certificate', async () => {
    const proxy = await openProxy();
    const way = wayOf(explicit(proxy));
    const client = clientBy(way, { roots: () => [] });
    expect(await client.probe()).toMatchObject({ error: { code: 'certificate-untrusted' } });
    const look = { way, now: () => Date.now(), roots: () => [root.cert] };
    expect(await lookAtCertificate(origin, look)).toMatchObject({
      ok: true,
      value: { host, verdict: 'trusted' },
    });
  });
});

describe('an environment in which Node verifies nothing', () => {
  beforeEach(() => vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0'));
  afterEach(() => vi.unstubAllEnvs());

  test('changes nothing for the server: straight, with a trusted certificate, by authorities', async () => {
    const shown = await selfSigned({ hosts: ['127.0.0.1'] });
    const own = await startScriptedServer(() => closing, { tls: shown });
    open.push(own);
    const address = `https://127.0.0.1:${own.port}`;
    const pin = pinOf(await selfSigned({ hosts: ['127.0.0.1'] }), '127.0.0.1', own.port);
    for (const [trust, code] of [
      [{ roots: () => [root.cert] }, 'certificate-self-signed'],
      [{ pin }, 'certificate-changed'],
    ] as const) {
      const client = testClient(address, { limits, ...trust });
      open.push(client);
      expect(await client.probe()).toMatchObject({ error: { code } });
    }
    expect(own.seen).toEqual([]);
  });

  test('changes nothing for a proxy over TLS', async () => {
    const proxy = await openProxy({ tls: await selfSigned() });
    const way = wayOf(explicit(proxy, { address: `https://127.0.0.1:${proxy.port}`, user }));
    expect(await clientBy(way).probe()).toMatchObject({ error: { code: 'proxy-certificate' } });
    expect(await proxy.seen()).toEqual([]);
  });
});

/** Nothing that a person or a log is told holds what the proxy was shown. */
function expectNoCredentials(told: unknown): void {
  const text = JSON.stringify(told);
  for (const part of ['canary', 'pässword', shown.slice(6), testSecret]) expect(text).not.toContain(part);
}

describe('what a person is told, in both languages', () => {
  function expectTold(error: AppError, { port }: { readonly port: number }): void {
    expect(error.details?.['proxy']).toBe(`127.0.0.1:${port}`);
    for (const language of languages) {
      const sentence = fill(messages[language].errors[error.code], error.details);
      expect(sentence).toContain(`127.0.0.1:${port}`);
      expect(sentence).not.toContain('{{');
    }
  }

  test.each(proxyFaults)(
    '$name -> $code',
    async ({ script, code, status, kind, settings = {}, noCredentials }) => {
      const asked = server.seen.length;
      const proxy = await openProxy({ ...(kind && { kind }), ...script });
      const address = settings.address === 'https' ? { address: `https://127.0.0.1:${proxy.port}` } : {};
      const log = readableLog();
      const made = kind && (noCredentials ? hop(kind, proxy) : signedIn(hop(kind, proxy)));
      const way = made
        ? wayOf({}, [made], log)
        : wayOf(explicit(proxy, { user, ...settings, ...address }), [], log);
      const limit = code === 'proxy-timeout' ? { ...limits, connectMs: 300 } : limits;
      const client = clientBy(way, { log, limits: limit });
      const answer = await client.probe();
      expect(answer).toMatchObject({ ok: false, error: { code } });
      if (answer.ok) return;
      expect(answer.error.details?.['status']).toBe(status);
      expectTold(answer.error, proxy);
      expectNoCredentials([answer, log.lines]);
      expect(server.seen).toHaveLength(asked);
    },
  );

  test.each([
    ['nobody listens', 'http://127.0.0.1:1', 'proxy-unreachable'],
    ['no such name', 'http://no-such-proxy.invalid:3128', 'proxy-not-found'],
    ['no address', '', 'proxy-address-unusable'],
  ])('%s -> %s', async (_name, address, code) => {
    const client = clientBy(wayOf({ mode: 'explicit', address, user }));
    expect(await client.probe()).toMatchObject({ error: { code } });
  });

  test('its own certificate: not trusted, or for another name', async () => {
    for (const tls of [await selfSigned(), await root.issue({ hosts: ['other.test'] })]) {
      const proxy = await openProxy({ tls });
      const way = wayOf(explicit(proxy, { address: `https://127.0.0.1:${proxy.port}`, user }));
      const answer = await clientBy(way).probe();
      expect(answer).toMatchObject({ error: { code: 'proxy-certificate' } });
      if (!answer.ok) expectTold(answer.error, proxy);
      expect(await proxy.seen()).toEqual([]);
    }
  });

  test('a tunnel that breaks in the middle of an answer: the server’s name is told', async () => {
    const proxy = await openProxy({ cutAfter: 2_000 });
    server.answer(() => ({ text: 'x'.repeat(50_000) }));
    const answer = await clientBy(wayOf(explicit(proxy))).probe();
    server.answer(routes({ 'GET /api/v4/server': { json: { product: { name: 'tc' } } } }));
    expect(answer).toMatchObject({ error: { code: 'connection-lost', details: { host } } });
  });
});

describe('one after the other', () => {
  test('a dead proxy gives way to the next and is asked last for a while; one that refuses does not', async () => {
    const dead: Hop = { kind: 'http', host: '127.0.0.1', port: 1 };
    const proxy = await openProxy();
    const refusing = await openProxy({ answer: html('403 Forbidden') });
    const clock = movableClock();
    const way = wayOf({}, [dead, hop('http', proxy)], readableLog(), clock.now);
    expect(await clientBy(way).probe()).toMatchObject({ ok: true });
    const last = async () => (await way.hops({ host, port: 1 })).at(-1);
    expect(await last()).toEqual(dead);
    clock.move(60_001);
    expect(await last()).toEqual(hop('http', proxy));
    const refused = wayOf({}, [hop('http', refusing), hop('http', proxy)]);
    expect(await clientBy(refused).probe()).toMatchObject({ error: { code: 'proxy-refused' } });
    expect(await proxy.seen()).toHaveLength(1);
  });

  test('a silent one leaves time for the next', async () => {
    const [silent, proxy] = [await openProxy({ answer: 'hang' }), await openProxy()];
    const client = clientBy(wayOf({}, [hop('http', silent), hop('http', proxy)]));
    expect(await client.probe()).toMatchObject({ ok: true });
  });

  test('the system is asked anew for each connection: after a change of network another proxy is used', async () => {
    const [first, second] = [await openProxy(), await openProxy()];
    const now: Hop[] = [hop('http', first)];
    const client = clientBy(wayOf({}, now));
    server.answer(() => closing);
    await client.probe();
    now[0] = hop('http', second);
    await client.probe();
    server.answer(routes({ 'GET /api/v4/server': { json: { product: { name: 'tc' } } } }));
    expect([(await first.seen()).length, (await second.seen()).length]).toEqual([1, 1]);
  });

  test('closing the client ends a tunnel that is being made', async () => {
    const proxy = await openProxy({ answer: 'hang' });
    const client = testClient(origin, { way: wayOf(explicit(proxy)) });
    const answer = client.probe();
    await client.close();
    expect(await answer).toMatchObject({ ok: false });
  });
});

test('the connection test names the proxy, and whose fault it is', async () => {
  const proxy = await openProxy({ user, password });
  const log = readableLog();
  const run = (way: Way) =>
    testConnection({
      server: serverSettings(origin, 'client-1'),
      ownerId: 'doctor1',
      secret: async () => testSecret,
      clock: movableClock(),
      ...{ log, limits, way },
      roots: () => [root.cert],
    });
  const outcomes = async (way: Way) =>
    (await run(way))
      .slice(1, 4)
      .map(({ stage, outcome, error, facts }) => [
        `${stage} ${outcome} ${error?.code ?? ''}`.trim(),
        facts['proxy'],
      ]);
  const name = `127.0.0.1:${proxy.port}`;
  expect(await outcomes(wayOf(explicit(proxy, { user }), [], log))).toEqual([
    ['proxy passed', name],
    ['connection passed', name],
    ['certificate passed', undefined],
  ]);
  expect(await outcomes(wayOf(explicit(proxy), [], log))).toEqual([
    ['proxy failed proxy-credentials-needed', name],
    ['connection not-tried', undefined],
    ['certificate not-tried', undefined],
  ]);
  await proxy.change({ routeTo: 1, answer: html('503 No') });
  expect(await outcomes(wayOf(explicit(proxy, { user }), [], log))).toEqual([
    ['proxy passed', name],
    ['connection failed proxy-no-way', name],
    ['certificate not-tried', undefined],
  ]);
  expectNoCredentials(log.lines);
});
