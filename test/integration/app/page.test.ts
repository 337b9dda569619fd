/** Where and how the patient's page listens, by the settings: https, a public address, embedding, the clinic's texts. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Agent, request } from 'undici';
import type { Emulator } from '../../../src/emulator/index.ts';
import { describeCertificate } from '../../../src/main/security/certificates.ts';
import { FakeClock } from '../../fixtures/fakeClock.ts';
import { freePort } from '../../fixtures/freePort.ts';
import { ScriptedVault } from '../../fixtures/scriptedVault.ts';
import { temporaryFolder } from '../../fixtures/temporaryFolder.ts';
import { selfSigned, type TestCertificate } from '../../fixtures/trueconf/certificates.ts';
import { clientSecret, emulator, settingsFor, startCore, type RunningCore } from './core.ts';

interface Files {
  readonly certificateFile: string;
  readonly keyFile: string;
}

function write({ cert, key }: Partial<TestCertificate>, folder = temporaryFolder()): Files {
  const files = { certificateFile: join(folder, 'page.pem'), keyFile: join(folder, 'page.key') };
  if (cert !== undefined) writeFileSync(files.certificateFile, cert);
  if (key !== undefined) writeFileSync(files.keyFile, key);
  return files;
}

async function startWith(joinSection: object, server?: Emulator, more: object = {}): Promise<RunningCore> {
  const vault = new ScriptedVault();
  vault.kept.set('client-secret', clientSecret);
  const used = server ?? (await emulator());
  return startCore({ settings: { ...settingsFor(used), join: joinSection, ...more }, vault });
}

/** A browser that trusts this certificate. */
function browser(ca?: string) {
  const dispatcher = new Agent({ connect: { ...(ca !== undefined && { ca }) } });
  onTestFinished(() => dispatcher.destroy());
  return {
    async get(url: string, headers: Record<string, string> = {}) {
      const { statusCode, body } = await request(url, { dispatcher, headers });
      return { status: statusCode, text: await body.text() };
    },
    async press(link: string, name: string): Promise<unknown> {
      const { body } = await request(`${link}/join`, {
        method: 'POST',
        dispatcher,
        headers: {
          accept: 'application/json',
          origin: new URL(link).origin,
          'content-type': 'application/x-www-form-urlencoded',
        },
        body: new URLSearchParams({ name }).toString(),
      });
      return body.json();
    },
  };
}

async function newLink(core: RunningCore): Promise<string> {
  const { link } = await core.ask('visits:create', {});
  return link?.url ?? '';
}

const originOf = (core: RunningCore): string => {
  const state = core.app.status().join;
  return state.state === 'listening' ? state.origin : '';
};

describe('a certificate of the page', () => {
  test('makes it https', async () => {
    const certificate = await selfSigned();
    const core = await startWith(write(certificate));
    expect(core.app.status().join).toMatchObject({ state: 'listening', reach: 'this-computer' });
    const link = await newLink(core);
    expect(link).toMatch(/^https:\/\/127\.0\.0\.1:\d+\/v\//);
    expect((await browser(certificate.cert).get(link)).status).toBe(200);
    await expect(browser((await selfSigned()).cert).get(link)).rejects.toThrow();
  });

  test.each<[string, string, string, () => Promise<Files>]>([
    [
      'no certificate file',
      'page-file-missing',
      'page.pem',
      async () => write({ key: (await selfSigned()).key }),
    ],
    ['no key file', 'page-file-missing', 'page.key', async () => write({ cert: (await selfSigned()).cert })],
    [
      'a key alone',
      'certificate-file-unusable',
      'page.key',
      async () => ({ ...write(await selfSigned()), certificateFile: '' }),
    ],
    [
      'a certificate alone',
      'certificate-file-unusable',
      'page.pem',
      async () => ({ ...write(await selfSigned()), keyFile: '' }),
    ],
    ['no PEM', 'page-certificate-unreadable', 'page.pem', async () => write({ cert: 'x', key: 'y' })],
    [
      'the key of another one',
      'page-key-other',
      'page.key',
      async () => write({ cert: (await selfSigned()).cert, key: (await selfSigned()).key }),
    ],
  ])('%s: named, and never http instead', async (_name, code, file, files) => {
    const core = await startWith(await files());
    expect(core.app.status().join).toEqual({
      state: 'failed',
      error: { code, retryable: false, details: { name: file } },
    });
    expect((await core.ask('visits:create', {})).link).toBeNull();
  });

  test('that is mended is taken without a word', async () => {
    const folder = temporaryFolder();
    const files = write({}, folder);
    const clock = new FakeClock(Date.now());
    const core = await startCore({ clock, settings: { join: files } });
    expect(core.app.status().join.state).toBe('failed');
    write(await selfSigned(), folder);
    await clock.advance(10_000);
    await expect.poll(() => originOf(core)).toMatch(/^https:/);
  });

  test('given later moves the links, and http ends', async () => {
    const core = await startWith({});
    const before = await newLink(core);
    const certificate = await selfSigned();
    const sections = { join: { ...core.app.settings().join, ...write(certificate) } };
    const asked = await core.ask('settings:save', { sections, linksMayDie: false });
    expect(asked).toMatchObject({ state: 'links-would-die' });
    await core.ask('settings:save', { sections, linksMayDie: true });
    await expect(browser().get(before)).rejects.toThrow();
    const { visits } = await core.ask('visits:list', {});
    const link = visits[0]?.link?.url ?? '';
    expect(link).toBe(before.replace('http:', 'https:'));
    expect((await browser(certificate.cert).get(link)).status).toBe(200);
  });
});

describe('an address', () => {
  test('that is public makes the links, and is answered beside the listener’s own', async () => {
    const port = await freePort();
    const vault = new ScriptedVault();
    vault.kept.set('client-secret', clientSecret);
    const section = { publicAddress: 'https://visit.clinic.example' };
    const settings = { ...settingsFor(await emulator()), join: section };
    const core = await startCore({ settings, vault, config: { joinPort: port } });
    expect(core.app.status().join).toEqual({
      state: 'listening',
      origin: 'https://visit.clinic.example',
      reach: 'public-address',
    });
    const link = await newLink(core);
    expect(link).toMatch(/^https:\/\/visit\.clinic\.example\/v\//);
    const here = `http://127.0.0.1:${port}${new URL(link).pathname}`;
    const asHost = async (host: string) => (await browser().get(here, { host })).status;
    expect(await asHost('visit.clinic.example')).toBe(200);
    expect(await asHost(`127.0.0.1:${port}`)).toBe(200);
    expect(await asHost('other.example')).not.toBe(200);
  });

  test('given later moves the links; other settings of the page do not', async () => {
    const core = await startWith({});
    await newLink(core);
    const now = core.app.settings().join;
    const save = (change: object) =>
      core.ask('settings:save', { sections: { join: { ...now, ...change } }, linksMayDie: false });
    expect(await save({ publicAddress: 'https://visit.clinic.example' })).toMatchObject({
      state: 'links-would-die',
    });
    expect(await save({ entry: 'embed', trustedProxies: ['10.0.0.0/8'] })).toMatchObject({ state: 'saved' });
    expect(originOf(core)).toMatch(/^http:\/\/127/);
  });

  const strangers = [{ name: 'eth0', address: '203.0.113.7', kind: 'other' } as const];

  test('that anybody can reach is not served over http', async () => {
    const core = await startCore({ interfaces: strangers, settings: { join: { interface: 'eth0' } } });
    expect(core.app.status().join).toEqual({
      state: 'failed',
      error: { code: 'public-needs-https', retryable: false, details: { name: 'eth0' } },
    });
  });

  test('that anybody can reach is served over https', async () => {
    const settings = { join: { interface: 'eth0', ...write(await selfSigned()) } };
    const core = await startCore({ interfaces: strangers, settings });
    // It is tried; this computer does not have the address.
    expect(core.app.status().join).toMatchObject({ error: { code: 'interface-gone' } });
  });
});

describe('embedding', () => {
  async function embedded(faults: object = {}) {
    const server = await emulator({ tls: true, faults });
    const { pem, sha256, subject, issuer, validTo } = describeCertificate(server.certificate?.pem ?? '');
    const pin = {
      host: '127.0.0.1',
      port: server.port,
      pem,
      sha256,
      subject,
      issuer,
      validTo,
      acceptedAt: 0,
    };
    const certificate = await selfSigned();
    const core = await startWith({ ...write(certificate), entry: 'embed' }, server, {
      server: { address: server.origin, clientId: 'c'.repeat(40), pin },
    });
    return { server, core, patient: browser(certificate.cert) };
  }

  test('is on when the server lets itself be framed', async () => {
    const { core, patient } = await embedded();
    expect(core.app.status().embedding).toBe('unchecked');
    const answer = await patient.press(await newLink(core), 'Anna');
    expect(answer).toMatchObject({ state: 'going-in', embed: true });
    expect(core.app.status().embedding).toBe('on');
    const told = core.events.findLast(({ channel }) => channel === 'status:changed');
    expect(told?.payload).toMatchObject({ embedding: 'on' });
    const section = { ...core.app.settings().join, entry: 'navigate' as const };
    await core.ask('settings:save', { sections: { join: section }, linksMayDie: false });
    expect(core.app.status().embedding).toBe('off');
  });

  test('is off when the server forbids it', async () => {
    const { core, patient } = await embedded({ frameHeaders: true });
    const answer = await patient.press(await newLink(core), 'Anna');
    expect(answer).toMatchObject({ state: 'going-in', embed: false });
    expect(core.app.status().embedding).toBe('framing-forbidden');
  });

  test('is not thought of otherwise', async () => {
    const server = await emulator();
    const core = await startWith({}, server);
    expect(await browser().press(await newLink(core), 'Anna')).toMatchObject({ embed: false });
    expect(core.app.status().embedding).toBe('off');
    expect(server.requests(/webrtc/)).toBe(0);
  });
});

test('the clinic’s own texts reach the page and the board', async () => {
  const dataDir = temporaryFolder();
  mkdirSync(join(dataDir, 'languages'));
  writeFileSync(join(dataDir, 'languages', 'kk.json'), '{"language-name":"Қазақша","join":"Кіру"}');
  writeFileSync(join(dataDir, 'camera-help.json'), '{"busy":{"en":"Close other calls."}}');
  const server = await emulator();
  const vault = new ScriptedVault();
  vault.kept.set('client-secret', clientSecret);
  const core = await startCore({ settings: settingsFor(server), vault, dataDir });
  const page = await browser().get(`${await newLink(core)}?lang=kk`);
  expect(page.text).toContain('lang="kk"');
  expect(page.text).toContain('Кіру');
  expect((await browser().get(await newLink(core))).text).toContain('Қазақша');
  const { help } = await core.ask('app:info', {});
  expect(help.busy['en']).toBe('Close other calls.');
  expect(help.none['ru']).toContain('Камера');
});

describe('who waits', () => {
  test('is told, declined and called by the desk', async () => {
    const core = await startWith({}, undefined, { visits: { admission: 'waiting' } });
    const { id: visitId, link } = await core.ask('visits:create', {});
    expect(await browser().press(link?.url ?? '', 'Anna')).toMatchObject({ state: 'waiting' });
    const { visits } = await core.ask('visits:list', {});
    const personIds = visits[0]?.persons.map(({ id }) => id) ?? [];
    expect(personIds).toHaveLength(1);
    const told = await core.ask('persons:message', {
      visitId,
      personIds,
      message: { kind: 'minutes', minutes: 10 },
    });
    expect(told.persons[0]?.message).toMatchObject({ kind: 'minutes', minutes: 10 });
    const taken = await core.ask('persons:message', { visitId, personIds, message: null });
    expect(taken.persons[0]?.message).toBeNull();
    const declined = await core.ask('persons:decline', { visitId, personIds });
    expect(declined.persons[0]?.state).toBe('declined');
    expect(await core.ask('visits:callDone', { visitId, personId: null })).toMatchObject({ callMe: null });
  });
});
