/** The check whether the call may be embedded, against a server over real TLS. */
import { describe, expect, onTestFinished, test } from 'vitest';
import { startEmulator, type Emulator, type Faults } from '../../../src/emulator/index.ts';
import { createEmbeddingCheck, type EmbeddingDependencies } from '../../../src/main/join/embeddingCheck.ts';
import { describeCertificate } from '../../../src/main/security/certificates.ts';
import { straightWay } from '../../../src/main/proxy/way.ts';
import { systemNetwork } from '../../../src/main/system.ts';
import { defaultSettings, type Pin, type Settings } from '../../../src/shared/settings.ts';
import { FakeClock } from '../../fixtures/fakeClock.ts';
import { recordingLog } from '../../fixtures/recordingLog.ts';
import { serverSettings } from '../../fixtures/serverSettings.ts';

const page = 'https://127.0.0.1:8443';
const fragment = '#login=*guest_1*Anna&token=T0KEN';

async function tlsServer(faults: Partial<Faults> = {}): Promise<Emulator> {
  const server = await startEmulator({ clientId: 'c', clientSecret: 's', users: [], tls: true, faults });
  onTestFinished(() => server.close());
  return server;
}

function pinOf({ certificate, port }: Emulator): Pin {
  const { sha256, subject, issuer, validTo, pem } = describeCertificate(certificate?.pem ?? '');
  return { host: '127.0.0.1', port, sha256, subject, issuer, validTo, pem, acceptedAt: 0 };
}

const callAt = ({ origin }: Emulator, path = '/webrtc/4711'): string => `${origin}${path}${fragment}`;
const pages = (server: Emulator): number => server.requests(/^GET \/webrtc/);

interface Options extends Partial<EmbeddingDependencies> {
  readonly pin?: Pin | null;
}

/** Checks with that server set up and its certificate trusted, unless said otherwise. */
function checkOf(server: Emulator, { pin = pinOf(server), ...options }: Options = {}) {
  const clock = new FakeClock(Date.now());
  const log = recordingLog();
  const parts: { settings: Pick<Settings, 'join' | 'server'>; page: string | null; changes: number } = {
    settings: {
      join: { ...defaultSettings.join, entry: 'embed' },
      server: serverSettings(server.origin, 'c', pin),
    },
    page,
    changes: 0,
  };
  const check = createEmbeddingCheck({
    settings: () => parts.settings,
    pageOrigin: () => parts.page,
    network: systemNetwork,
    wayOf: () => straightWay,
    clock,
    log,
    onChange: () => (parts.changes += 1),
    ...options,
  });
  onTestFinished(() => check.close());
  return { check, parts, clock, log };
}

describe('the server is asked', () => {
  test('and lets its page be framed: the call is embedded, and nobody asks again', async () => {
    const server = await tlsServer();
    const { check, parts } = checkOf(server);
    expect(check.state()).toBe('unchecked');
    expect(await check.mayEmbed(callAt(server))).toBe(true);
    expect(check.state()).toBe('on');
    expect(parts.changes).toBe(1);
    expect(await check.mayEmbed(callAt(server, '/webrtc/4712'))).toBe(true);
    expect(server.log.filter((line) => !line.includes('…'))).toEqual(['GET /webrtc/4711 200']);
  });

  test('and forbids frames: the browser goes there itself', async () => {
    const server = await tlsServer({ frameHeaders: true });
    const { check } = checkOf(server);
    expect(await check.mayEmbed(callAt(server))).toBe(false);
    expect(check.state()).toBe('framing-forbidden');
  });

  test('anew after ten minutes', async () => {
    const server = await tlsServer();
    const { check, clock } = checkOf(server);
    await check.mayEmbed(callAt(server));
    server.faults.frameHeaders = true;
    await clock.advance(599_000);
    expect(await check.mayEmbed(callAt(server))).toBe(true);
    await clock.advance(1_000);
    // The press does not wait: what was answered once counts until the newer answer is here.
    expect(await check.mayEmbed(callAt(server))).toBe(true);
    await expect.poll(() => check.state()).toBe('framing-forbidden');
    expect(await check.mayEmbed(callAt(server))).toBe(false);
    expect(pages(server)).toBe(2);
  });

  test('once for several presses at a time', async () => {
    const server = await tlsServer();
    const { check } = checkOf(server);
    const presses = ['1', '2', '3'].map((id) => check.mayEmbed(callAt(server, `/webrtc/${id}`)));
    expect(await Promise.all(presses)).toEqual([true, true, true]);
    expect(pages(server)).toBe(1);
  });

  test('and nothing of a call’s address is logged', async () => {
    const server = await tlsServer();
    const { check, log } = checkOf(server);
    await check.mayEmbed(callAt(server));
    await server.close();
    await check.renew();
    expect(log.lines.map(({ event }) => event)).toEqual([
      'embedding.checked',
      'embedding.no-answer',
      'embedding.checked',
    ]);
    expect(log.text()).not.toMatch(/webrtc|4711|Anna|T0KEN|127\.0/);
  });
});

describe('any failure leads to navigation', () => {
  test.each([
    ['a certificate that nobody trusts', { pin: null }],
    ['a server’s own error', { answer: 'html500' as const }],
    ['a redirect', { answer: 'redirect' as const }],
    ['a connection that breaks', { answer: 'reset' as const }],
  ])('%s', async (_name, { pin, answer }: { pin?: null; answer?: Faults['answer'] }) => {
    const server = await tlsServer({ answer: answer ?? null, only: { path: /webrtc/ } });
    const { check, clock } = checkOf(server, pin === null ? { pin } : {});
    expect(await check.mayEmbed(callAt(server))).toBe(false);
    expect(check.state()).toBe('server-unreachable');
    const before = pages(server);
    await clock.advance(59_000);
    expect(await check.mayEmbed(callAt(server))).toBe(false);
    expect(pages(server)).toBe(before);
    if (pin === null) return;
    server.faults.answer = null;
    await clock.advance(1_000);
    expect(await check.mayEmbed(callAt(server))).toBe(false);
    await expect.poll(() => check.state()).toBe('on');
    expect(await check.mayEmbed(callAt(server))).toBe(true);
  });

  test('another certificate than the trusted one', async () => {
    const server = await tlsServer();
    const { check } = checkOf(server);
    await server.rotateCertificate();
    expect(await check.mayEmbed(callAt(server))).toBe(false);
    expect(pages(server)).toBe(0);
  });

  test('no page at this address', async () => {
    const server = await tlsServer();
    const { check } = checkOf(server);
    expect(await check.mayEmbed(callAt(server, '/nowhere'))).toBe(false);
    expect(check.state()).toBe('server-unreachable');
  });

  test('a server that does not answer within three seconds', async () => {
    const server = await tlsServer({ answer: 'silent', only: { path: /webrtc/ } });
    const { check, clock } = checkOf(server);
    const arrived = server.nextRequest(/webrtc/);
    const press = check.mayEmbed(callAt(server));
    await arrived;
    await clock.advance(3_000);
    expect(await press).toBe(false);
    expect(check.state()).toBe('server-unreachable');
  });

  test('a name service that does not answer within three seconds', async () => {
    const server = await tlsServer();
    const { check, clock } = checkOf(server, {
      network: { addresses: () => new Promise(() => undefined) },
    });
    const press = check.mayEmbed(callAt(server));
    await clock.advance(3_000);
    expect(await press).toBe(false);
    expect(pages(server)).toBe(0);
  });

  test.each([['https://other.example/webrtc/1'], ['not an address'], ['']])(
    'an address that is not the server’s: %s',
    async (url) => {
      const server = await tlsServer();
      const { check } = checkOf(server);
      expect(await check.mayEmbed(url)).toBe(false);
      expect(check.state()).toBe('unchecked');
    },
  );
});

describe('nobody is asked', () => {
  test.each([
    ['off', 'navigate', page],
    ['not-https', 'embed', 'http://127.0.0.1:8765'],
    ['unchecked', 'embed', null],
  ] as const)('%s', async (state, entry, origin) => {
    const server = await tlsServer();
    const { check, parts } = checkOf(server);
    parts.settings = { ...parts.settings, join: { ...parts.settings.join, entry } };
    parts.page = origin;
    expect(await check.mayEmbed(callAt(server))).toBe(false);
    await check.renew();
    expect(check.state()).toBe(state);
    expect(server.log).toEqual([]);
  });
});

describe('a change of settings', () => {
  test('asks for the last call’s page again', async () => {
    const server = await tlsServer({ frameHeaders: true });
    const { check } = checkOf(server);
    await check.mayEmbed(callAt(server));
    server.faults.frameHeaders = false;
    await check.renew();
    expect(check.state()).toBe('on');
    expect(pages(server)).toBe(2);
  });

  test('tells of another address space before there is a call', async () => {
    const server = await tlsServer();
    const { check, parts } = checkOf(server, {
      network: { addresses: async (host) => [host === 'visit.clinic.example' ? '203.0.113.7' : host] },
    });
    await check.renew();
    expect(check.state()).toBe('unchecked');
    parts.page = 'https://visit.clinic.example';
    await check.renew();
    expect(check.state()).toBe('other-address-space');
    expect(await check.mayEmbed(callAt(server))).toBe(false);
    expect(check.state()).toBe('other-address-space');
  });

  test('a press right after it waits for the server’s word', async () => {
    const server = await tlsServer();
    const { check } = checkOf(server);
    const [, mayEmbed] = await Promise.all([check.renew(), check.mayEmbed(callAt(server))]);
    expect(mayEmbed).toBe(true);
  });

  test('makes what was asked before it worthless', async () => {
    const server = await tlsServer({ answer: 'silent', only: { path: /webrtc/ } });
    const { check, parts } = checkOf(server);
    const arrived = server.nextRequest(/webrtc/);
    const press = check.mayEmbed(callAt(server));
    await arrived;
    parts.settings = { ...parts.settings, join: { ...parts.settings.join, entry: 'navigate' } };
    await check.renew();
    expect(await press).toBe(false);
    expect(check.state()).toBe('off');
  });

  test('another server is not asked for this one’s call', async () => {
    const [server, other] = await Promise.all([tlsServer(), tlsServer()]);
    const { check, parts } = checkOf(server);
    await check.mayEmbed(callAt(server));
    parts.settings = {
      ...parts.settings,
      server: serverSettings(other.origin, 'c', pinOf(other)),
    };
    await check.renew();
    expect(check.state()).toBe('unchecked');
    expect(other.log).toEqual([]);
  });
});

describe('the name service', () => {
  test.each([
    ['127.0.0.1', ['127.0.0.1']],
    ['::1', ['::1']],
    ['no-such-host.invalid', []],
  ])('%s -> %j', async (host, addresses) => {
    expect(await systemNetwork.addresses(host)).toEqual(addresses);
  });
});
