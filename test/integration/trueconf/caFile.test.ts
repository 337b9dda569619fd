/**
 * A CA file on real TLS servers, and one policy for two TLS stacks: whatever undici says of a server's certificate, the page
 * of the call says too.
 */
import { writeFileSync } from 'node:fs';
import { devNull } from 'node:os';
import { join } from 'node:path';
import { Agent, fetch as ownFetch } from 'undici';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Settings } from '../../../src/shared/settings.ts';
import { defaultSettings } from '../../../src/shared/settings.ts';
import { certificatesIn } from '../../../src/main/security/authorities.ts';
import { createGuestCertificates } from '../../../src/main/security/guestCertificate.ts';
import { readTrust, type ServerTrust } from '../../../src/main/trueconf/serverTrust.ts';
import { lookAtCertificate, lookAtEnds } from '../../../src/main/trueconf/tlsProbe.ts';
import { temporaryFolder } from '../../fixtures/temporaryFolder.ts';
import {
  authority,
  pinOf,
  selfSigned,
  type Authority,
  type TestCertificate,
} from '../../fixtures/trueconf/certificates.ts';
import { movableClock, testClient } from '../../fixtures/trueconf/client.ts';
import { startScriptedServer, type ScriptedServer } from '../../fixtures/trueconf/scriptedServer.ts';

const dayMs = 86_400_000;
const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((thing) => thing.close()));
});

let root: Authority;
let middle: Authority;
beforeAll(async () => {
  root = await authority({ to: 20 });
  middle = await root.under({ to: 12 });
});

async function serve(certificate: TestCertificate): Promise<ScriptedServer> {
  const server = await startScriptedServer(() => ({ json: { product: { name: 'tc' } } }), {
    tls: certificate,
  });
  open.push(server);
  return server;
}

function caFile(...parts: readonly { readonly cert: string }[]): string {
  const path = join(temporaryFolder(), 'clinic-ca.pem');
  writeFileSync(path, parts.map(({ cert }) => cert).join('\n'));
  return path;
}

const settingsWith = (path: string): Settings['server'] => ({
  ...defaultSettings.server,
  trust: 'ca-file',
  caFile: path,
});

function trustIn(path: string): ServerTrust {
  const trust = readTrust(settingsWith(path), Date.now());
  if (!trust.ok) throw new Error(trust.error.code);
  return trust.value;
}

/** The server's certificate with those above it, as servers show them. */
const withChain = (
  { cert, key }: TestCertificate,
  ...above: readonly TestCertificate[]
): TestCertificate => ({
  cert: [cert, ...above.map((one) => one.cert)].join('\n'),
  key,
});

/** What the client of the server's interface says, and what the page of the call does. */
async function bothStacks(shown: TestCertificate, trust: ServerTrust, movedMs = 0) {
  const server = await serve(shown);
  const clock = movableClock();
  clock.move(movedMs);
  const client = testClient(server.origin, { ...trust, clock, roots: () => [] });
  open.push(client);
  const answer = await client.probe();
  const [leaf = '', ...sent] = certificatesIn(shown.cert).map(String);
  const page = createGuestCertificates()({
    host: server.host,
    pem: leaf,
    sent,
    systemTrusts: false,
    callUrl: `${server.origin}/webrtc/1#x`,
    trust: 'pin' in trust ? trust : { pin: null, authorities: [] },
    now: clock.now(),
  });
  return { code: answer.ok ? 'accepted' : answer.error.code, page, asked: server.seen.length };
}

describe('both stacks decide alike', () => {
  test.each<[string, () => Promise<TestCertificate>, () => string, string]>([
    ['a leaf of the authority', () => root.issue(), () => caFile(root), 'accepted'],
    [
      'the middle is sent',
      async () => withChain(await middle.issue(), middle),
      () => caFile(root),
      'accepted',
    ],
    ['the middle is in the file', () => middle.issue(), () => caFile(root, middle), 'accepted'],
    ['the middle alone is in the file', () => middle.issue(), () => caFile(middle), 'accepted'],
    ['two authorities in the file', () => root.issue(), () => caFile(middle, root), 'accepted'],
    ['the middle is missing', () => middle.issue(), () => caFile(root), 'certificate-untrusted'],
    [
      'of another authority',
      async () => (await authority()).issue(),
      () => caFile(root),
      'certificate-untrusted',
    ],
    ['self-signed', () => selfSigned(), () => caFile(root), 'certificate-self-signed'],
    [
      'for another name',
      () => root.issue({ hosts: ['other.test'] }),
      () => caFile(root),
      'certificate-other-host',
    ],
    [
      'for a name, at an address',
      () => root.issue({ hosts: ['localhost'] }),
      () => caFile(root),
      'certificate-other-host',
    ],
    ['out of date', () => root.issue({ from: -9, to: -1 }), () => caFile(root), 'certificate-expired'],
    ['not valid yet', () => root.issue({ from: 1 }), () => caFile(root), 'certificate-expired'],
  ])('%s: %s', async (_name, shown, file, expected) => {
    const { code, page, asked } = await bothStacks(await shown(), trustIn(file()));
    expect(code).toBe(expected);
    expect(page).toBe(expected === 'accepted');
    expect(asked).toBe(expected === 'accepted' ? 1 : 0);
  });

  test('a trusted certificate, and another in its place', async () => {
    const [mine, other] = [await selfSigned({ hosts: [] }), await root.issue()];
    const server = await serve(other);
    const pin = pinOf(mine, server.host, server.port);
    const guest = createGuestCertificates();
    const ask = (pem: string) =>
      guest({
        host: server.host,
        pem,
        systemTrusts: true,
        callUrl: `${server.origin}/webrtc/1`,
        trust: { pin, authorities: [] },
        now: Date.now(),
      });
    const client = testClient(server.origin, { pin, roots: () => [root.cert] });
    open.push(client);
    expect(await client.probe()).toMatchObject({ ok: false, error: { code: 'certificate-changed' } });
    expect([ask(mine.cert), ask(other.cert)]).toEqual([true, false]);
  });

  test('the file counts for the call’s host only, and its dates each time', async () => {
    const guest = createGuestCertificates();
    const question = {
      host: 'localhost',
      pem: (await root.issue()).cert,
      systemTrusts: false,
      callUrl: 'https://localhost:8443/webrtc/1',
      trust: { pin: null, authorities: [root.cert] },
      now: Date.now(),
    };
    expect(guest(question)).toBe(true);
    expect(guest({ ...question, now: Date.now() + 21 * dayMs })).toBe(false);
    expect(guest({ ...question, trust: { pin: null, authorities: [middle.cert] } })).toBe(false);
    expect(guest({ ...question, callUrl: 'https://other.test/webrtc/1' })).toBe(false);
    expect(guest({ ...question, callUrl: null })).toBe(false);
    expect(guest({ ...question, sent: ['nonsense'] })).toBe(false);
    expect(guest(question)).toBe(true);
  });
});

test('the system’s authorities count beside the file', async () => {
  const server = await serve(await root.issue());
  const client = testClient(server.origin, { ...trustIn(caFile(middle)), roots: () => [root.cert] });
  open.push(client);
  expect(await client.probe()).toMatchObject({ ok: true });
});

test('the one who looks sees the verdict with the file, and when things end', async () => {
  const server = await serve(withChain(await middle.issue({ to: 25 }), middle));
  const options = { now: Date.now, roots: () => [] };
  expect(await lookAtCertificate(server.origin, options)).toMatchObject({ value: { verdict: 'untrusted' } });
  const { authorities } = trustIn(caFile(root));
  expect(await lookAtCertificate(server.origin, { ...options, authorities })).toMatchObject({
    value: { verdict: 'trusted' },
  });
  const ends = await lookAtEnds(server.origin, { ...options, authorities });
  if (!ends.ok) throw new Error(ends.error.code);
  const daysTo = (end = 0) => Math.round((end - Date.now()) / dayMs);
  // What stands in between ends before the authority does.
  expect([daysTo(ends.value.server), daysTo(ends.value.authority)]).toEqual([25, 12]);
  expect(await lookAtEnds(server.origin, options)).toMatchObject({ value: { authority: undefined } });
});

describe('a CA file that cannot be used', () => {
  let folder = '';
  const at = (name: string): string => join(folder, name);
  test.each<[string, () => string | Promise<string>, object]>([
    ['none', () => '', { code: 'ca-file-none' }],
    ['missing', () => at('gone.pem'), { code: 'ca-file-missing', details: { name: 'gone.pem' } }],
    ['a folder', () => folder, { code: 'ca-file-unreadable' }],
    // Reading a device may never end, and the whole program would stand still.
    ['a device', () => devNull, { code: 'ca-file-unreadable' }],
    [
      'not PEM',
      () => {
        writeFileSync(at('der.cer'), Buffer.from(root.cert.replace(/-----[^-]+-----|\s/g, ''), 'base64'));
        return at('der.cer');
      },
      { code: 'ca-file-not-pem', details: { name: 'der.cer' } },
    ],
    [
      'far too long',
      () => {
        writeFileSync(at('long.pem'), 'x'.repeat(2_000_001));
        return at('long.pem');
      },
      { code: 'ca-file-not-pem' },
    ],
    [
      'a leaf',
      async () => caFile(await root.issue()),
      {
        code: 'ca-file-not-authority',
        details: { name: 'clinic-ca.pem', subject: 'test server' },
      },
    ],
    ['out of date', async () => caFile(await authority({ from: -9, to: -1 })), { code: 'ca-file-expired' }],
  ])('%s', async (_name, path, error) => {
    folder = temporaryFolder();
    const trust = readTrust(settingsWith(await path()), Date.now());
    expect(trust).toMatchObject({ ok: false, error: { retryable: false, ...error } });
    // Its folder is nobody's business.
    expect(JSON.stringify(trust)).not.toContain(folder);
  });
});

// So whatever goes to the server by these certificates goes by undici's own functions.
test('a dispatcher of undici is refused by the fetch that is built into Node', async () => {
  const server = await serve(await root.issue());
  const dispatcher = new Agent({ connect: { ca: [root.cert] } });
  open.push(dispatcher);
  const options = { dispatcher };
  // Its types do not fit either.
  const builtIn: Promise<unknown> = Reflect.apply(fetch, undefined, [server.origin, options]);
  await expect(builtIn).rejects.toMatchObject({ cause: { code: 'UND_ERR_INVALID_ARG' } });
  expect((await ownFetch(server.origin, options)).status).toBe(200);
});
