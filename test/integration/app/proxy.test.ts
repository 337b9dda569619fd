/** The whole core behind a proxy that demands credentials: everything that speaks to the server goes through it. */
import { afterAll, expect, test } from 'vitest';
import { describeCertificate } from '../../../src/main/security/certificates.ts';
import { defaultSettings } from '../../../src/shared/settings.ts';
import { startProxyProcess, type TestProxy } from '../../fixtures/proxyProcess.ts';
import { clientId, clientSecret, doctor, emulator, startCore } from './core.ts';

const host = 'video.clinic.test';
const user = 'desk';
const password = 'canary: pässword';
const shown = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

const proxies = startProxyProcess();
afterAll(() => proxies.close());

async function behindProxy() {
  const server = await emulator({ tls: true, publicHost: host });
  const proxy = await proxies.open({ routeTo: server.port, user, password });
  const port = server.port;
  const pem = server.certificate?.pem ?? '';
  const { sha256, subject, issuer, validTo } = describeCertificate(pem);
  const pin = { host, port, sha256, pem, subject, issuer, validTo, acceptedAt: 0 };
  const settings = {
    ...defaultSettings.server,
    ...{ address: server.origin, clientId, trust: 'certificate' as const, pin },
    proxy: { mode: 'explicit' as const, address: `http://127.0.0.1:${proxy.port}`, user },
  };
  const core = await startCore({
    settings: {
      server: settings,
      doctors: { list: [{ id: doctor.id, name: doctor.displayName }], entry: 'named-guest' },
    },
  });
  core.vault.kept.set('client-secret', clientSecret);
  return { server, proxy, core, settings };
}

const targets = async (proxy: TestProxy): Promise<readonly string[]> =>
  (await proxy.seen()).map(({ target }) => target);

test('a visit works, the certificate is looked at and the connection tested through it; nothing tells the password', async () => {
  const { server, proxy, core, settings } = await behindProxy();
  const failed = await core.ask('visits:create', {});
  expect(failed.failure?.code).toBe('proxy-credentials-rejected');
  const view = await core.ask('credentials:saveProxyPassword', { password: `${password}\n`, consent: false });
  expect(view.proxyPassword).toBe('lasting');
  expect(core.vault.kept.get('proxy-password')).toBe(password);

  const visit = await core.ask('visits:create', {});
  const call = await core.ask('call:enter', { visitId: visit.id });
  expect(call.url).toMatch(`${server.origin}/`);
  const { stages } = await core.ask('connection:test', {
    server: settings,
    ownerId: doctor.id,
    secret: null,
  });
  expect(stages.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
  expect(stages.find(({ stage }) => stage === 'proxy')?.facts['proxy']).toBe(`127.0.0.1:${proxy.port}`);
  const looked = await core.ask('certificate:look', { address: server.origin });
  expect(looked.sha256).toBe(settings.pin.sha256);
  expect(await core.app.tryVisit(clientSecret)).toEqual({ ok: true, value: undefined });
  await core.ask('rehearsal:start', {});
  const rehearsal = async () => (await core.ask('rehearsal:state', {})).run;
  await expect.poll(async () => (await rehearsal())?.result ?? null, { timeout: 8_000 }).not.toBeNull();
  const stageOf = async (name: string) => (await rehearsal())?.stages.find(({ stage }) => stage === name);
  expect(await stageOf('lookup')).toMatchObject({ outcome: 'unknown', note: 'by-proxy' });
  expect(await stageOf('run')).toMatchObject({ outcome: 'passed' });
  expect(new Set(await targets(proxy))).toEqual(new Set([`${host}:${server.port}`]));

  await core.ask('credentials:saveProxyPassword', { password: null, consent: false });
  const refused = await core.ask('visits:create', {});
  expect(refused.failure).toMatchObject({
    code: 'proxy-credentials-rejected',
    details: { proxy: `127.0.0.1:${proxy.port}`, status: 407 },
  });
  const told = [
    core.log.text(),
    core.events,
    view,
    stages,
    looked,
    refused,
    core.store.read(),
    core.app.status(),
    await core.ask('rehearsal:report', { language: 'ru' }),
    await core.ask('bundle:make', {}),
  ];
  for (const part of ['canary', 'pässword', shown.slice(6)]) {
    expect(JSON.stringify(told)).not.toContain(part);
    expect(JSON.stringify(server.log)).not.toContain(part);
  }
});

test('the stored password is shown to the saved proxy only; a typed one to the one on the screen', async () => {
  const { server, core, settings } = await behindProxy();
  await core.ask('credentials:saveProxyPassword', { password, consent: false });
  const other = await proxies.open({ routeTo: server.port });
  const onScreen = { ...settings.proxy, address: `http://127.0.0.1:${other.port}` };
  const look = { address: server.origin, proxy: onScreen };
  await core.ask('certificate:look', look);
  await core.ask('certificate:look', { ...look, proxyPassword: 'typed' });
  const authorizations = (await other.seen()).map(({ authorization }) => authorization);
  expect(authorizations).toEqual(
    ['desk:', 'desk:typed'].map((pair) => `Basic ${Buffer.from(pair).toString('base64')}`),
  );
});

test('a refused password is shown once, however many ask, until somebody tries by hand or stores another', async () => {
  const { server, proxy, core, settings } = await behindProxy();
  await core.ask('credentials:saveProxyPassword', { password: 'wrong', consent: false });
  const wrong = `Basic ${Buffer.from('desk:wrong').toString('base64')}`;
  const attempts = async () =>
    (await proxy.seen()).filter(({ authorization }) => authorization === wrong).length;
  const code = async () => (await core.ask('visits:create', {})).failure?.code;
  const both = await Promise.all([code(), code()]);
  expect([...both, await code()]).toEqual(Array(3).fill('proxy-credentials-rejected'));
  expect(await attempts()).toBe(1);
  await expect(core.app.proxyPassword()).rejects.toThrow('proxy-credentials-rejected');

  const byHand = { server: settings, ownerId: doctor.id, secret: null };
  await core.ask('connection:test', byHand);
  expect(await attempts()).toBe(2);
  expect(await code()).toBe('proxy-credentials-rejected');
  expect(await attempts()).toBe(2);

  // The directory has unlocked the account; the password was right all along.
  await proxy.change({ routeTo: server.port, user, password: 'wrong' });
  await core.ask('connection:test', byHand);
  expect((await core.ask('visits:create', {})).failure).toBeNull();
  await proxy.change({ routeTo: server.port, user, password });
  await core.ask('credentials:saveProxyPassword', { password, consent: false });
  expect((await core.ask('visits:create', {})).failure).toBeNull();
});

test('a password is forgotten before another proxy or another user is saved, and kept with the same', async () => {
  const { server, core, settings } = await behindProxy();
  await core.ask('credentials:saveProxyPassword', { password, consent: false });
  const save = async (proxy: typeof settings.proxy) => {
    const sections = { server: { ...settings, proxy } };
    const saved = await core.ask('settings:save', { sections, linksMayDie: true });
    return saved.state === 'saved' ? saved.view.proxyPassword : saved.state;
  };
  expect(await save({ ...settings.proxy, address: `${settings.proxy.address}/` })).toBe('lasting');
  const other = await proxies.open({ routeTo: server.port });
  expect(await save({ ...settings.proxy, address: `http://127.0.0.1:${other.port}` })).toBe('no');
  await core.ask('visits:create', {});
  const shownToOther = (await other.seen()).map(({ authorization }) => authorization);
  expect(new Set(shownToOther)).toEqual(new Set([`Basic ${Buffer.from('desk:').toString('base64')}`]));
});

test('the system’s proxy is used unless the settings say none; a weak vault needs consent', async () => {
  const server = await emulator({ tls: true, publicHost: host });
  const proxy = await proxies.open({ routeTo: server.port });
  const core = await startCore({
    systemProxy: { resolve: async () => [{ kind: 'http', host: '127.0.0.1', port: proxy.port }] },
  });
  await core.ask('certificate:look', { address: server.origin });
  expect(await proxy.seen()).toHaveLength(1);
  const none = { ...defaultSettings.server.proxy, mode: 'none' as const };
  expect((await core.refused('certificate:look', { address: server.origin, proxy: none })).code).toBe(
    'name-not-found',
  );
  core.vault.vault = { strength: 'weak', lasting: true };
  const save = { password, consent: false };
  expect((await core.refused('credentials:saveProxyPassword', save)).code).toBe('consent-needed');
  expect(core.vault.kept.has('proxy-password')).toBe(false);
  await core.ask('credentials:saveProxyPassword', { ...save, consent: true });
  expect(core.vault.kept.get('proxy-password')).toBe(password);
});
