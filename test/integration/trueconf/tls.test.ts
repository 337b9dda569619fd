import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { certificateSchema } from '../../../src/shared/ipc/contract.ts';
import { lookAtCertificate } from '../../../src/main/trueconf/tlsProbe.ts';
import { systemRoots } from '../../../src/main/trueconf/systemRoots.ts';
import {
  authority,
  pinOf,
  selfSigned,
  type Authority,
  type TestCertificate,
} from '../../fixtures/trueconf/certificates.ts';
import { movableClock, testClient, testSecret } from '../../fixtures/trueconf/client.ts';
import { startScriptedServer, type ScriptedServer } from '../../fixtures/trueconf/scriptedServer.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((thing) => thing.close()));
});

let root: Authority;
beforeAll(async () => {
  root = await authority();
});

async function serve(tls: TestCertificate): Promise<ScriptedServer> {
  const server = await startScriptedServer(() => ({ json: { product: { name: 'tc' } } }), { tls });
  open.push(server);
  return server;
}

function clientOf(server: ScriptedServer, options: Parameters<typeof testClient>[1] = {}) {
  const client = testClient(server.origin, options);
  open.push(client);
  return client;
}

const refused = (code: string) => ({ ok: false, error: { code, retryable: false } });

describe('the system decides', () => {
  test.each([
    ['of a known authority', () => root.issue(), { ok: true }],
    ['self-signed', () => selfSigned(), refused('certificate-self-signed')],
    ['of an unknown authority', async () => (await authority()).issue(), refused('certificate-untrusted')],
    ['out of date', () => root.issue({ from: -9, to: -1 }), refused('certificate-expired')],
    ['not yet valid', () => root.issue({ from: 1 }), refused('certificate-expired')],
    ['for another host', () => root.issue({ hosts: ['other.test'] }), refused('certificate-other-host')],
  ])('a certificate %s', async (_name, make, expected) => {
    const server = await serve(await make());
    const result = await clientOf(server, { roots: () => [root.cert] }).probe();
    expect(result).toMatchObject(expected);
    if (!result.ok) expect(result.error.details).toEqual({ host: server.host, port: server.port });
    if (!result.ok) expect(server.seen).toHaveLength(0);
  });

  test('the authorities of Node and of the system are there, each once', () => {
    const roots = systemRoots();
    expect(roots.length).toBeGreaterThan(50);
    expect(new Set(roots).size).toBe(roots.length);
    expect(systemRoots()).toBe(roots);
  });

  test('by default they are the ones that count', async () => {
    const server = await serve(await root.issue());
    const client = clientOf(server, { roots: systemRoots });
    expect(await client.probe()).toMatchObject(refused('certificate-untrusted'));
  });
});

describe('one trusted certificate', () => {
  const pinned = (certificate: TestCertificate, server: ScriptedServer) => ({
    pin: pinOf(certificate, server.host, server.port),
  });

  test.each([
    ['self-signed', () => selfSigned()],
    ['self-signed, for another host', () => selfSigned({ hosts: ['other.test'] })],
    ['self-signed, for no host', () => selfSigned({ hosts: [] })],
    ['issued by a private authority', () => root.issue()],
    ['issued by a private authority for another host', () => root.issue({ hosts: ['other.test'] })],
  ])('%s: accepted', async (_name, make) => {
    const certificate = await make();
    const server = await serve(certificate);
    const client = clientOf(server, pinned(certificate, server));
    expect(await client.probe()).toMatchObject({ ok: true });
  });

  test.each([
    ['another self-signed one', () => selfSigned()],
    ['another self-signed one, out of date', () => selfSigned({ from: -9, to: -1 })],
    ['another one of the same authority', () => root.issue()],
    ['another one of an authority that the system knows', () => root.issue()],
  ])('%s is shown -> certificate-changed, and nothing is sent', async (_name, make) => {
    const server = await serve(await make());
    const trusted = await root.issue();
    const client = clientOf(server, { ...pinned(trusted, server), roots: () => [root.cert] });
    expect(await client.get('1')).toMatchObject(refused('certificate-changed'));
    expect(server.seen).toHaveLength(0);
  });

  test('a leaf of the trusted authority’s certificate is another certificate', async () => {
    const server = await serve(await root.issue());
    const client = clientOf(server, pinned(root, server));
    expect(await client.probe()).toMatchObject(refused('certificate-changed'));
  });

  test.each([
    ['out of date', { from: -9, to: -1 }],
    ['not yet valid', { from: 1, to: 9 }],
  ])('%s -> certificate-expired', async (_name, wishes) => {
    const certificate = await selfSigned(wishes);
    const server = await serve(certificate);
    const client = clientOf(server, pinned(certificate, server));
    expect(await client.probe()).toMatchObject(refused('certificate-expired'));
  });

  test('its dates are those of our clock too', async () => {
    const certificate = await selfSigned();
    const server = await serve(certificate);
    const clock = movableClock();
    clock.move(40 * 86_400_000);
    const client = clientOf(server, { ...pinned(certificate, server), clock });
    expect(await client.probe()).toMatchObject(refused('certificate-expired'));
  });

  test('counts for its host and port only', async () => {
    const certificate = await selfSigned();
    const server = await serve(certificate);
    for (const pin of [
      pinOf(certificate, server.host, server.port + 1),
      pinOf(certificate, 'localhost', server.port),
    ]) {
      expect(await clientOf(server, { pin }).probe()).toMatchObject(refused('certificate-self-signed'));
    }
  });

  test('is compared on every new connection, resumed sessions included', async () => {
    const certificate = await selfSigned();
    const server = await serve(certificate);
    server.answer(() => ({ raw: (response) => response.writeHead(200, { connection: 'close' }).end('{}') }));
    const client = clientOf(server, pinned(certificate, server));
    for (let round = 1; round <= 3; round += 1) {
      expect(await client.probe()).toMatchObject({ ok: true });
    }
    expect(server.connections).toBe(3);
    server.showCertificate(await selfSigned());
    expect(await client.get('1')).toMatchObject(refused('certificate-changed'));
    expect(server.seen.every(({ path }) => path === '/api/v4/server')).toBe(true);
  });

  test('one that cannot be read fails the call, not the program', async () => {
    const certificate = await selfSigned();
    const server = await serve(certificate);
    const pin = { ...pinOf(certificate, server.host, server.port), pem: 'broken' };
    expect(await clientOf(server, { pin }).probe()).toMatchObject({ ok: false });
  });
});

test('the secret reaches no server whose certificate is refused', async () => {
  const server = await serve(await selfSigned());
  expect(await clientOf(server).scopes()).toMatchObject({ ok: false });
  expect(JSON.stringify(server.seen)).not.toContain(testSecret);
});

describe('lookAtCertificate', () => {
  const now = () => Date.now();
  const look = (server: ScriptedServer) =>
    lookAtCertificate(server.origin, { now, roots: () => [root.cert] });

  test.each([
    ['trusted', () => root.issue()],
    ['self-signed', () => selfSigned()],
    ['untrusted', async () => (await authority()).issue()],
    ['expired', () => root.issue({ from: -9, to: -1 })],
    ['expired', () => selfSigned({ from: -9, to: -1 })],
    ['expired', () => selfSigned({ from: 1 })],
    ['other-host', () => root.issue({ hosts: ['other.test'] })],
  ])('%s', async (verdict, make) => {
    const certificate = await make();
    const server = await serve(certificate);
    const seen = await look(server);
    expect(seen).toMatchObject({ ok: true, value: { verdict, host: server.host, port: server.port } });
    if (!seen.ok) return;
    expect(certificateSchema.parse(seen.value)).toEqual(seen.value);
    const { acceptedAt: _acceptedAt, ...pin } = pinOf(certificate, server.host, server.port);
    expect(seen.value).toMatchObject(pin);
    expect(server.seen).toHaveLength(0);
  });

  test('what it shows can be trusted', async () => {
    const server = await serve(await selfSigned({ hosts: ['other.test'] }));
    const seen = await look(server);
    if (!seen.ok) throw new Error(seen.error.code);
    const { validFrom: _from, verdict: _verdict, ...pin } = seen.value;
    const client = clientOf(server, { pin: { ...pin, acceptedAt: now() } });
    expect(await client.probe()).toMatchObject({ ok: true });
  });

  test('faults have their codes', async () => {
    const plain = await startScriptedServer(() => ({ raw: () => undefined }));
    open.push(plain);
    const https = plain.origin.replace('http:', 'https:');
    expect(await lookAtCertificate('two words', { now })).toMatchObject(refused('invalid-input'));
    expect(await lookAtCertificate(plain.origin, { now })).toMatchObject(refused('tls-failed'));
    expect(await lookAtCertificate(https, { now })).toMatchObject(refused('tls-failed'));
    expect(await lookAtCertificate('no-such-host.invalid', { now })).toMatchObject({
      ok: false,
      error: { code: 'name-not-found' },
    });
    await plain.close();
    expect(await lookAtCertificate(https, { now })).toMatchObject({ ok: false, error: { code: 'refused' } });
  });
});
