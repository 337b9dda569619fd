/** For every case of TLS, of the page's files and of the proxy: the stage that fails, and what the screen says in both languages. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { PairFiles } from '../../../src/main/certificateFiles.ts';
import { readPageCertificate } from '../../../src/main/composition/pageCertificate.ts';
import { testConnection } from '../../../src/main/diagnostics/connectionTest.ts';
import type { Hop } from '../../../src/main/proxy/hop.ts';
import { createWay, straightWay } from '../../../src/main/proxy/way.ts';
import { errorCodes } from '../../../src/shared/errors.ts';
import { defaultSettings, type Settings } from '../../../src/shared/settings.ts';
import type { NamedFault } from '../../fixtures/faultWords.ts';
import { startProxyProcess, type ProxyScript } from '../../fixtures/proxyProcess.ts';
import { temporaryFolder } from '../../fixtures/temporaryFolder.ts';
import {
  authority,
  pinOf,
  selfSigned,
  type Authority,
  type TestCertificate,
} from '../../fixtures/trueconf/certificates.ts';
import { movableClock, readableLog, testSecret } from '../../fixtures/trueconf/client.ts';
import { password, proxyFaults, user, type ProxyFault } from '../../fixtures/trueconf/proxyFaults.ts';
import {
  startRawServer,
  startScriptedServer,
  type ScriptedServer,
} from '../../fixtures/trueconf/scriptedServer.ts';
import { serverSettings } from '../../fixtures/serverSettings.ts';
import { expectSaid, isNamed } from './saying.ts';

/** Codes of this kind that no case has. */
const untried = (kind: RegExp, tried: ReadonlySet<string>): readonly string[] =>
  errorCodes.filter((code) => kind.test(code) && !tried.has(code));

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((thing) => thing.close()));
});

type Server = Settings['server'];
const limits = { connectMs: 400, headersMs: 300 };

const testBy = (server: Server, roots: readonly string[], way = straightWay) =>
  testConnection({
    ...{ server, way, limits, ownerId: 'petrova', secret: async () => testSecret },
    ...{ clock: movableClock(), log: readableLog(), roots: () => roots },
  });
const firstFault = (stages: Awaited<ReturnType<typeof testBy>>) =>
  stages.find(({ outcome }) => outcome === 'failed');

describe('TLS with the server', () => {
  let root: Authority;
  beforeAll(async () => {
    root = await authority();
  });
  const serve = async (certificate: TestCertificate): Promise<ScriptedServer> => {
    const server = await startScriptedServer(() => ({ json: {} }), { tls: certificate });
    open.push(server);
    return server;
  };
  const byPin = (shown: TestCertificate, trusted: TestCertificate) => async () => {
    const { origin, host, port } = await serve(shown);
    return serverSettings(origin, 'c', pinOf(trusted, host, port));
  };
  const bySystem = (make: () => Promise<TestCertificate>) => async () =>
    serverSettings((await serve(await make())).origin, 'c');
  const byCaFile = (write: (path: string) => Promise<string> | string) => async () => {
    const { origin } = await serve(await root.issue());
    const caFile = await write(join(temporaryFolder(), 'clinic-ca.pem'));
    return { ...serverSettings(origin, 'c'), trust: 'ca-file' as const, caFile };
  };
  const holding = (text: () => Promise<string>) =>
    byCaFile(async (path) => {
      writeFileSync(path, await text());
      return path;
    });

  const cases: readonly (readonly [string, () => Promise<Server>, NamedFault])[] = [
    ['no such name', async () => serverSettings('https://no-such-host.invalid', 'c'), 'name-not-found'],
    ['nobody listens', async () => serverSettings('https://127.0.0.1:9', 'c'), 'refused'],
    ['self-signed', bySystem(() => selfSigned()), 'certificate-self-signed'],
    ['of an unknown authority', bySystem(async () => (await authority()).issue()), 'certificate-untrusted'],
    ['out of date', bySystem(() => root.issue({ from: -9, to: -1 })), 'certificate-expired'],
    ['not valid yet', bySystem(() => root.issue({ from: 1 })), 'certificate-expired'],
    ['for another host', bySystem(() => root.issue({ hosts: ['other.test'] })), 'certificate-other-host'],
    [
      'changed since it was trusted',
      async () => byPin(await selfSigned(), await selfSigned())(),
      'certificate-changed',
    ],
    [
      'trusted, and out of date',
      async () => {
        const old = await selfSigned({ from: -9, to: -1 });
        return byPin(old, old)();
      },
      'certificate-expired',
    ],
    [
      'http where https is meant',
      () => speaking((socket) => socket.end('HTTP/1.1 400 Bad\r\n\r\n')),
      'tls-failed',
    ],
    ['a port that is silent', () => speaking(() => undefined), 'timeout'],
    ['no CA file', byCaFile(() => ''), 'ca-file-none'],
    ['a CA file that is not there', byCaFile((path) => path), 'ca-file-missing'],
    ['a folder for a CA file', byCaFile(() => temporaryFolder()), 'ca-file-unreadable'],
    ['a CA file that is no PEM', holding(async () => 'DER'), 'ca-file-not-pem'],
    ['a leaf for a CA file', holding(async () => (await root.issue()).cert), 'ca-file-not-authority'],
    [
      'an authority out of date',
      holding(async () => (await authority({ from: -9, to: -1 })).cert),
      'ca-file-expired',
    ],
    ['a CA file of somebody else', holding(async () => (await authority()).cert), 'certificate-untrusted'],
  ];
  const speaking = async (answer: Parameters<typeof startRawServer>[0]): Promise<Server> => {
    const raw = await startRawServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => answer(socket));
    });
    open.push(raw);
    return serverSettings(raw.origin.replace('http:', 'https:'), 'c');
  };

  test.each(cases)('%s', async (name, make, code) => {
    const server = await make();
    const fault = firstFault(await testBy(server, name === 'a CA file of somebody else' ? [] : [root.cert]));
    const isOfWay = code === 'name-not-found' || code === 'refused';
    expect(fault?.stage).toBe(isOfWay ? 'connection' : 'certificate');
    expectSaid(fault?.error, code, server.address);
  });

  test('every code of TLS has a case', () => {
    const tried = new Set<string>(cases.map(([, , code]) => code));
    expect(untried(/^(?:tls-|ca-file-|certificate-(?!file))/, tried)).toEqual([]);
  });
});

describe('certificate and key of the patient’s page', () => {
  const at = (name: string): string => join(import.meta.dirname, '../../fixtures/pfx', name);
  type Files = Readonly<Record<'cert' | 'key' | 'other' | 'text' | 'folder', string>>;
  async function written(): Promise<Files> {
    const folder = temporaryFolder();
    const [one, another] = [await selfSigned(), await selfSigned()];
    const put = (name: string, text: string): string => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    };
    return {
      cert: put('page.pem', one.cert),
      key: put('page.key', one.key),
      other: put('other.key', another.key),
      text: put('text.pem', 'no PEM'),
      folder,
    };
  }
  const pem = (certificateFile: string, keyFile: string) => ({ certificateFile, keyFile });
  const pfx = (pfxFile: string) => ({ certificateFile: '', keyFile: '', pfxFile });
  const passphrases: Readonly<Partial<Record<NamedFault, string>>> = {
    'page-pfx-old': 'Pfx-Canary 7',
    'page-passphrase-wrong': 'Wrong-Canary 7',
  };
  const cases: readonly (readonly [NamedFault, (files: Files) => PairFiles])[] = [
    ['page-files-both', (files) => ({ ...pem(files.cert, files.key), pfxFile: at('page.pfx') })],
    ['certificate-file-unusable', (files) => pem(files.cert, '')],
    ['page-file-missing', (files) => pem(join(files.folder, 'absent.pem'), files.key)],
    ['page-file-unreadable', (files) => pem(files.folder, files.key)],
    ['page-certificate-unreadable', (files) => pem(files.text, files.key)],
    ['page-key-unreadable', (files) => pem(files.cert, files.text)],
    ['page-key-other', (files) => pem(files.cert, files.other)],
    ['page-pfx-unreadable', (files) => pfx(files.text)],
    ['page-pfx-old', () => pfx(at('old.pfx'))],
    ['page-passphrase-needed', () => pfx(at('page.pfx'))],
    ['page-passphrase-wrong', () => pfx(at('page.pfx'))],
  ];
  test.each(cases)('%s', async (code, make) => {
    const read = await readPageCertificate(make(await written()), async () => passphrases[code]);
    const error = read.ok ? null : read.error;
    expectSaid(error, code, '');
    expect(JSON.stringify(read)).not.toContain('Canary');
  });

  test('every code of the files has a case', () => {
    const tried = new Set<string>(cases.map(([code]) => code));
    expect(
      untried(/^(?:page-(?:files?|key|pfx|passphrase)-|page-certificate-unreadable|certificate-file)/, tried),
    ).toEqual([]);
  });
});

describe('the proxy on the way', () => {
  const proxies = startProxyProcess();
  afterAll(() => proxies.close());
  const address = 'https://video.clinic.test:8443';

  const wayBy = (proxy: Partial<Server['proxy']>, system: readonly Hop[] = []) =>
    createWay({
      proxy: { ...defaultSettings.server.proxy, ...proxy },
      ...{
        system: { resolve: async () => system },
        password: async () => password,
        log: readableLog(),
        now: Date.now,
      },
    });
  const testThrough = async (way: ReturnType<typeof wayBy>) =>
    firstFault(await testBy(serverSettings(address, 'c'), [], way));

  async function wayOfFault({ script, settings, kind, noCredentials }: ProxyFault) {
    const asked: ProxyScript = { routeTo: 9, kind: kind ?? 'http', ...script };
    const { port } = await proxies.open(asked);
    const scheme = settings?.address === 'https' ? 'https' : 'http';
    if (kind === undefined)
      return wayBy({ mode: 'explicit', user, ...settings, address: `${scheme}://127.0.0.1:${port}` });
    const hop: Hop = { kind, host: '127.0.0.1', port };
    return wayBy({}, [noCredentials ? hop : { ...hop, credentials: { user, password } }]);
  }

  test.each(proxyFaults)('$name', async (fault) => {
    const found = await testThrough(await wayOfFault(fault));
    // That it cannot reach the server is no fault of the proxy itself.
    expect(found?.stage).toBe(fault.code === 'proxy-no-way' ? 'connection' : 'proxy');
    if (!isNamed(fault.code)) throw new Error(`nothing is written of ${fault.code}`);
    expectSaid(found?.error, fault.code, address);
    expect(JSON.stringify(found)).not.toContain('canary');
  });

  const explicit = (of: string) => ({ mode: 'explicit' as const, address: of });
  const others: readonly (readonly [string, () => Promise<ReturnType<typeof wayBy>>, NamedFault])[] = [
    ['no address', async () => wayBy(explicit('')), 'proxy-address-unusable'],
    ['no such name', async () => wayBy(explicit('http://no-such-proxy.invalid:3128')), 'proxy-not-found'],
    ['nobody listens', async () => wayBy(explicit('http://127.0.0.1:9')), 'proxy-unreachable'],
    [
      'a certificate that is not trusted',
      async () => {
        const { port } = await proxies.open({ routeTo: 9, tls: await selfSigned() });
        return wayBy(explicit(`https://127.0.0.1:${port}`));
      },
      'proxy-certificate',
    ],
  ];
  test.each(others)('%s', async (_name, make, code) => {
    const found = await testThrough(await make());
    expect(found?.stage).toBe('proxy');
    expectSaid(found?.error, code, address);
  });

  test('every code of a proxy has a case', () => {
    const tried = new Set<string>([
      ...proxyFaults.map(({ code }) => code),
      ...others.map(([, , code]) => code),
    ]);
    expect(untried(/^proxy-/, tried)).toEqual([]);
  });
});
