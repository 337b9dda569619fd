/**
 * The Client Secret, the proxy's credentials and the passphrase of the page's key go through every answer, export, file and error,
 * with the faults of proxy and key; they are found nowhere. Real files, a real proxy, a real TLS server.
 */
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { createApp, type App } from '../../../src/main/app.ts';
import { onlyDoctor } from '../../../src/main/ipc/caller.ts';
import { importHere } from '../../../src/main/launch/importHere.ts';
import { runCheck } from '../../../src/main/launch/tools.ts';
import { createLog } from '../../../src/main/log/log.ts';
import { readLogFiles } from '../../../src/main/log/logFiles.ts';
import { describeCertificate } from '../../../src/main/security/certificates.ts';
import { emptyEnvironment, takeEnvironment } from '../../../src/main/settings/environment.ts';
import { combine } from '../../../src/main/settings/policy.ts';
import { readPolicy } from '../../../src/main/settings/policyDocument.ts';
import { systemClock, systemNetwork, systemRandom } from '../../../src/main/system.ts';
import { openSecretBox } from '../../../src/main/web/secretBox.ts';
import { openSettingsStore } from '../../../src/main/web/settingsStore.ts';
import type { RequestChannel } from '../../../src/shared/ipc/channels.ts';
import type { RequestInput } from '../../../src/shared/ipc/contract.ts';
import { defaultSettings, languages } from '../../../src/shared/settings.ts';
import { filesIn, placesOf, type Recorded } from '../../e2e/support/recorder.ts';
import { startProxyProcess, type ProxyScript, type TestProxy } from '../../fixtures/proxyProcess.ts';
import { temporaryFolder } from '../../fixtures/temporaryFolder.ts';
import { html } from '../../fixtures/trueconf/proxyFaults.ts';
import { clientId, doctor, emulator, resourcesDir } from './core.ts';

const canaries = {
  secret: 'canary5ec7e7c0ffee00112233445566778899',
  wrongSecret: 'canary0ther5ec7e7',
  user: 'canary-desk',
  password: 'canary: pässword',
  wrongPassword: 'canary: an0ther',
  passphrase: 'Pfx-Canary 7',
  wrongPassphrase: 'Pfx-Canary 8',
  imported: 'canaryImp0rted5ec7e7',
} as const;

const host = 'video.clinic.test';
const proxies = startProxyProcess();
afterAll(() => proxies.close());

/** Files where the shell without a desktop has them. */
function places() {
  const root = temporaryFolder();
  const [dataDir, keysDir, pageDir] = ['data', 'keys', 'page'].map((name) => join(root, name));
  for (const folder of [dataDir, keysDir, pageDir]) mkdirSync(folder ?? '');
  const at = { dataDir: dataDir ?? '', keys: join(keysDir ?? '', 'keys.json'), page: pageDir ?? '' };
  writeFileSync(join(at.page, 'page.js'), 'void 0;');
  writeFileSync(join(at.page, 'page.css'), 'body{margin:0}');
  for (const name of ['page.pfx', 'old.pfx'])
    copyFileSync(join(import.meta.dirname, '../../fixtures/pfx', name), join(at.page, name));
  return at;
}

type Places = ReturnType<typeof places>;

function openCore({ dataDir, keys, page }: Places): App {
  const log = createLog({ folder: join(dataDir, 'logs'), stderr: null });
  const app = createApp(
    {
      ...{ clock: systemClock, random: systemRandom, network: systemNetwork, log },
      systemProxy: { resolve: async () => [{ kind: 'direct' }] },
      secretBox: openSecretBox(keys),
      settingsStore: openSettingsStore(dataDir),
    },
    {
      ...{ dataDir, joinPageDir: page, resourcesDir, shell: 'web', version: '0.1.0', joinPort: 0 },
      ...{ environment: emptyEnvironment, systemLanguage: 'en', demo: false },
      readLog: () => readLogFiles(join(dataDir, 'logs')),
    },
  );
  onTestFinished(() => app.stop());
  return app;
}

/** Keeps all that the core says. */
function listen(app: App) {
  const heard: Recorded[] = [];
  app.onEvent(({ channel, payload }) =>
    heard.push({ place: `event ${channel}`, text: JSON.stringify(payload) }),
  );
  const ask = async <C extends RequestChannel>(channel: C, input: RequestInput<C>): Promise<string> => {
    const answer = await app.router.dispatch(channel, input, onlyDoctor);
    heard.push({ place: `answer ${channel}`, text: JSON.stringify(answer) });
    // What a person saves or reads is the text itself.
    if (answer.ok && /"text"/.test(JSON.stringify(answer.value)))
      heard.push({ place: `text of ${channel}`, text: String(Object(answer.value).text) });
    return answer.ok ? 'ok' : answer.error.code;
  };
  return { heard, ask };
}

const serverBy = (proxy: TestProxy, server: Awaited<ReturnType<typeof emulator>>) => {
  const pem = server.certificate?.pem ?? '';
  const { sha256, subject, issuer, validTo } = describeCertificate(pem);
  return {
    ...defaultSettings.server,
    ...{ address: server.origin, clientId, trust: 'certificate' as const },
    pin: { host, port: server.port, sha256, pem, subject, issuer, validTo, acceptedAt: 0 },
    proxy: { mode: 'explicit' as const, address: `http://127.0.0.1:${proxy.port}`, user: canaries.user },
  };
};

test('nothing tells them', async () => {
  const server = await emulator({ tls: true, publicHost: host, clientSecret: canaries.secret });
  const good: ProxyScript = { routeTo: server.port, user: canaries.user, password: canaries.password };
  const proxy = await proxies.open(good);
  const at = places();
  const app = openCore(at);
  const { heard, ask } = listen(app);
  await app.start();

  const section = serverBy(proxy, server);
  const pfxFile = join(at.page, 'page.pfx');
  const page = { ...app.settings().join, pfxFile };
  const consent = true;
  expect(await ask('credentials:save', { secret: canaries.wrongSecret, consent: false })).toBe(
    'consent-needed',
  );
  for (const secret of [canaries.wrongSecret, canaries.secret])
    expect(await ask('credentials:save', { secret, consent })).toBe('ok');
  expect(await ask('credentials:savePagePassphrase', { passphrase: canaries.wrongPassphrase, consent })).toBe(
    'ok',
  );
  const list = [{ id: doctor.id, name: doctor.displayName }];
  const sections = { server: section, doctors: { ...app.settings().doctors, list }, join: page };
  await ask('settings:save', { sections, linksMayDie: true });
  await ask('settings:save', { sections: { server: section, doctors: sections.doctors }, linksMayDie: true });

  // Everything that speaks to the server, through the faults of the proxy.
  const everything = async (): Promise<readonly string[]> => {
    const test = { server: section, ownerId: doctor.id };
    const codes = [
      await ask('connection:test', { ...test, secret: null }),
      await ask('connection:test', {
        ...test,
        secret: canaries.wrongSecret,
        proxyPassword: canaries.wrongPassword,
      }),
      await ask('certificate:look', {
        address: section.address,
        proxy: section.proxy,
        proxyPassword: canaries.wrongPassword,
      }),
      await ask('visits:create', {}),
      await ask('leftovers:list', {}),
      await ask('rehearsal:start', {}),
    ];
    const run = async () => JSON.stringify(await app.router.dispatch('rehearsal:state', {}, onlyDoctor));
    await expect.poll(run, { timeout: 8_000 }).not.toContain('"result":null');
    for (const language of languages) codes.push(await ask('rehearsal:report', { language }));
    return codes;
  };
  await ask('credentials:saveProxyPassword', { password: canaries.wrongPassword, consent });
  await everything();
  await ask('credentials:saveProxyPassword', { password: canaries.password, consent });
  for (const script of [
    { answer: html('403 Forbidden') },
    { answer: html('200 OK') },
    { answer: 'close' },
    { answer: 'SSH-2.0\r\n' },
  ]) {
    await proxy.change({ ...good, ...script });
    await everything();
  }
  await proxy.change(good);
  expect((await everything()).filter((code) => code !== 'ok')).toEqual(['proxy-credentials-rejected']);

  // The page's key: locked, opened wrongly, of an old kind, opened.
  const { interface: network, publicAddress, certificateFile, keyFile } = app.settings().join;
  for (const [file, passphrase] of [
    [pfxFile, canaries.wrongPassphrase],
    [join(at.page, 'old.pfx'), canaries.passphrase],
    [pfxFile, canaries.passphrase],
  ] as const) {
    const tried = { interface: network, publicAddress, certificateFile, keyFile, pfxFile: file };
    await ask('certificate:checkPage', { join: tried, passphrase });
    await ask('settings:save', { sections: { join: { ...page, pfxFile: file } }, linksMayDie: true });
    await ask('credentials:savePagePassphrase', { passphrase, consent });
  }
  await ask('settings:save', { sections: { join: page }, linksMayDie: true });
  expect(app.status().join).toMatchObject({ state: 'listening', origin: expect.stringMatching(/^https:/) });

  // What leaves the computer, and what is asked for at the terminal.
  for (const channel of ['settings:get', 'app:info', 'visits:list'] as const) await ask(channel, {});
  expect(await ask('log:read', { level: 'debug', search: '', skip: 0 })).toBe('ok');
  expect(await ask('bundle:make', {})).toBe('ok');
  heard.push({ place: 'status', text: JSON.stringify(app.status()) });
  await app.stop();
  heard.push(...(await terminal(at)));
  const files = await filesIn(at.dataDir);

  expect(files.map(({ place }) => place)).toEqual(
    expect.arrayContaining([
      'file config.json',
      'file config.last-good.json',
      'file visit-desk.log',
      'file rehearsal.json',
    ]),
  );
  const { user, ...secrets } = canaries;
  for (const canary of Object.values(secrets))
    expect([canary, placesOf(canary, [...heard, ...files])]).toEqual([canary, []]);
  // A user's name is a setting, and no secret; but it stays here.
  const telling = placesOf(user, [...heard, ...files]);
  expect(telling.filter((place) => /bundle|report|log|rehearsal|error|terminal/.test(place))).toEqual([]);
  expect(telling).toContain('file config.json');

  // They are alive: the vault has them, and proxy and server have been shown them.
  const vault = readFileSync(at.keys, 'utf8');
  for (const canary of [canaries.passphrase, canaries.imported]) expect(vault).toContain(canary);
  const shown = `Basic ${Buffer.from(`${user}:${canaries.password}`).toString('base64')}`;
  expect((await proxy.seen()).some(({ authorization }) => authorization === shown)).toBe(true);
  expect(placesOf('proxy-credentials-rejected', heard).length).toBeGreaterThan(2);
  expect(placesOf('page-passphrase-wrong', heard)).not.toEqual([]);
}, 60_000);

/** What `--check-config` and `--import-env` say here, with secrets where none belong. */
async function terminal(at: Places): Promise<readonly Recorded[]> {
  const said: Recorded[] = [];
  const document = {
    forced: {
      server: {
        clientSecret: canaries.secret,
        proxy: { mode: 'explicit', address: '', password: canaries.password },
      },
      join: { keyPassphrase: canaries.passphrase, port: canaries.secret },
    },
    clientSecret: canaries.secret,
  };
  const policy = combine([readPolicy(document, { source: 'policy-file', place: 'policy.json' })]);
  expect(policy.problems.length).toBeGreaterThan(3);
  said.push({ place: 'terminal policy', text: JSON.stringify(policy.problems) });
  const variables = { VISIT_DESK_CLIENT_SECRET: canaries.secret, VISIT_DESK_SERVER: canaries.secret + ' x' };
  const flags = {
    ...{
      web: true,
      open: false,
      printUrls: false,
      dataDir: at.dataDir,
      appPort: undefined,
      joinPort: undefined,
    },
    ...{ demo: false, checkConfig: true, importEnv: undefined, help: false },
  };
  const file = join(at.page, '.env');
  writeFileSync(
    file,
    `CLIENT_SECRET=${canaries.imported}\nSERVER=${canaries.imported} x\nPORT=${canaries.imported}\n`,
  );
  for (const language of languages) {
    const write = (text: string): void => void said.push({ place: `terminal ${language}`, text });
    const environment = takeEnvironment({ ...variables });
    runCheck({
      ...{ flags, environment, variables: {}, policy, policyPlace: 'policy.json', language, write },
    });
    await importHere({
      ...{ file, policy, language, write, environment: emptyEnvironment },
      ...{ store: openSettingsStore(at.dataDir), secretBox: openSecretBox(at.keys) },
      log: createLog({ folder: join(at.dataDir, 'logs'), stderr: null }),
    });
  }
  expect(said.length).toBeGreaterThan(6);
  return said;
}
