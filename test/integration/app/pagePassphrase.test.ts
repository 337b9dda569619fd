/** A key or a PFX of the patient's page that is locked, from its files to a browser; and where its passphrase never is. */
import { createPrivateKey } from 'node:crypto';
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { describe, expect, test } from 'vitest';
import { FakeClock } from '../../fixtures/fakeClock.ts';
import { ScriptedVault } from '../../fixtures/scriptedVault.ts';
import { temporaryFolder } from '../../fixtures/temporaryFolder.ts';
import { authority, selfSigned } from '../../fixtures/trueconf/certificates.ts';
import { emulator, settingsFor, startCore, type RunningCore } from './core.ts';

const passphrase = 'Pfx-Canary 7';
const fixtures = join(import.meta.dirname, '../../fixtures/pfx');

function pfx(name: string, folder = temporaryFolder()): string {
  const path = join(folder, 'page.pfx');
  copyFileSync(join(fixtures, name), path);
  return path;
}

async function startWith(section: object, kept?: string, clock?: FakeClock): Promise<RunningCore> {
  const vault = new ScriptedVault();
  if (kept !== undefined) vault.kept.set('page-key-passphrase', kept);
  const settings = { ...settingsFor(await emulator()), join: section };
  return startCore({ settings, vault, ...(clock && { clock }) });
}

const failure = (core: RunningCore) => {
  const state = core.app.status().join;
  return state.state === 'failed' ? state.error : state;
};

/** The name on the certificate that the page shows now. */
async function shownBy(core: RunningCore): Promise<string> {
  const state = core.app.status().join;
  if (state.state !== 'listening') throw new Error(JSON.stringify(state));
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const socket = connect({ port: Number(new URL(state.origin).port), rejectUnauthorized: false });
  socket.once('secureConnect', () => resolve(socket.getPeerX509Certificate()?.subject ?? ''));
  socket.once('error', reject);
  return promise.finally(() => socket.destroy());
}

async function lockedPem(folder = temporaryFolder()) {
  const { cert, key } = await selfSigned();
  const locked = createPrivateKey(key).export({
    type: 'pkcs8',
    format: 'pem',
    cipher: 'aes-256-cbc',
    passphrase,
  });
  const files = { certificateFile: join(folder, 'page.pem'), keyFile: join(folder, 'page.key') };
  writeFileSync(files.certificateFile, cert);
  writeFileSync(files.keyFile, locked);
  return files;
}

describe('a PFX', () => {
  test.each<[string, string, string | undefined, string]>([
    ['without a passphrase in the vault', 'page.pfx', undefined, 'page-passphrase-needed'],
    ['with another passphrase', 'page.pfx', 'other', 'page-passphrase-wrong'],
    ['locked in the old way', 'old.pfx', passphrase, 'page-pfx-old'],
    ['that is none', 'README.md', passphrase, 'page-pfx-unreadable'],
  ])('%s', async (_name, file, kept, code) => {
    const core = await startWith({ pfxFile: pfx(file) }, kept);
    expect(failure(core)).toEqual({ code, retryable: false, details: { name: 'page.pfx' } });
  });

  test('with its passphrase serves the page, and so does one without a lock', async () => {
    const core = await startWith({ pfxFile: pfx('page.pfx') }, passphrase);
    expect(await shownBy(core)).toBe('CN=page');
    expect((await core.ask('settings:get', {})).pagePassphrase).toBe('lasting');
    expect(await shownBy(await startWith({ pfxFile: pfx('open.pfx') }))).toBe('CN=page');
  });

  test('that is exchanged is taken without ending what stands', async () => {
    const clock = new FakeClock(Date.now());
    const folder = temporaryFolder();
    const core = await startWith({ pfxFile: pfx('page.pfx', folder) }, passphrase, clock);
    expect(await shownBy(core)).toBe('CN=page');
    pfx('renewed.pfx', folder);
    await clock.advance(10_000);
    await expect.poll(() => shownBy(core)).toBe('CN=renewed');
    expect(core.log.lines.map(({ event }) => event)).toContain('tls.certificate-renewed');
  });

  test('beside a certificate and key is a question, not a choice of ours', async () => {
    const core = await startWith({ ...(await lockedPem()), pfxFile: pfx('open.pfx') });
    expect(failure(core)).toMatchObject({ code: 'page-files-both' });
  });
});

test('the passphrase that is typed later opens the page, and forgetting it does not shut it', async () => {
  const core = await startWith(await lockedPem());
  expect(failure(core)).toMatchObject({ code: 'page-passphrase-needed', details: { name: 'page.key' } });
  await core.ask('credentials:savePagePassphrase', { passphrase: 'wrong', consent: false });
  expect(failure(core)).toMatchObject({ code: 'page-passphrase-wrong' });
  const view = await core.ask('credentials:savePagePassphrase', {
    passphrase: `${passphrase}\r\n`,
    consent: false,
  });
  expect(view.pagePassphrase).toBe('lasting');
  expect(await shownBy(core)).toBe('CN=test server');
  await core.ask('credentials:savePagePassphrase', { passphrase: null, consent: false });
  expect(await shownBy(core)).toBe('CN=test server');
});

describe('before it is saved', () => {
  test('a file that cannot be used is refused, and nothing changes', async () => {
    const core = await startWith({});
    const before = core.app.settings();
    const save = (join: object, server: object = {}) =>
      core.refused('settings:save', {
        sections: { join: { ...before.join, ...join }, server: { ...before.server, ...server } },
        linksMayDie: true,
      });
    const leaf = join(temporaryFolder(), 'leaf.pem');
    writeFileSync(leaf, (await (await authority()).issue()).cert);
    expect(await save({ pfxFile: '/nowhere/page.pfx' })).toMatchObject({ code: 'page-file-missing' });
    expect(await save({ ...(await lockedPem()), keyFile: leaf })).toMatchObject({
      code: 'page-key-unreadable',
    });
    expect(await save({}, { trust: 'ca-file', caFile: leaf })).toMatchObject({
      code: 'ca-file-not-authority',
    });
    expect(await save({}, { trust: 'ca-file' })).toMatchObject({ code: 'ca-file-none' });
    expect(core.app.settings()).toEqual(before);
    expect(core.app.status().join.state).toBe('listening');
  });

  test('it can be tried with a passphrase that is only typed', async () => {
    const core = await startWith({});
    const { join: section } = core.app.settings();
    const files = { certificateFile: '', keyFile: '', pfxFile: pfx('page.pfx') };
    const check = (publicAddress: string) => ({
      join: { interface: section.interface, publicAddress, ...files },
      passphrase,
    });
    expect(await core.ask('certificate:checkPage', check(''))).toMatchObject({
      certificate: { subject: 'CN=page' },
      problems: [{ problem: 'self-signed' }],
    });
    expect((await core.ask('certificate:checkPage', check('https://visit.clinic.example'))).problems).toEqual(
      [{ problem: 'other-name', host: 'visit.clinic.example' }, { problem: 'self-signed' }],
    );
    expect(core.vault.kept.has('page-key-passphrase')).toBe(false);
  });
});

test('the passphrase is in the vault and nowhere else', async () => {
  const dataDir = temporaryFolder();
  const vault = new ScriptedVault();
  const core = await startCore({ settings: { join: { pfxFile: pfx('page.pfx') } }, vault, dataDir });
  const heard: unknown[] = [];
  heard.push(await core.ask('credentials:savePagePassphrase', { passphrase, consent: false }));
  heard.push(await core.ask('settings:get', {}));
  heard.push(
    await core
      .refused('certificate:checkPage', {
        join: { ...core.app.settings().join, certificateFile: '', keyFile: '', pfxFile: pfx('README.md') },
        passphrase,
      })
      .catch((error: unknown) => String(error)),
  );
  vault.kept.set('page-key-passphrase', `${passphrase} and more`);
  heard.push(core.app.status(), core.events, core.log.lines, core.store.document);
  const files = readdirSync(dataDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'));
  expect(core.app.status().join.state).toBe('listening');
  expect(JSON.stringify([heard, files])).not.toContain('Pfx-Canary');
});
