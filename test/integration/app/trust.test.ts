/** The core with a server over https: what trust is chosen, exchanged and taken back, and what is told of it. */
import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { People, Site } from '../../../src/main/app.ts';
import { appError } from '../../../src/shared/errors.ts';
import { err } from '../../../src/shared/result.ts';
import { ScriptedVault } from '../../fixtures/scriptedVault.ts';
import { temporaryFolder } from '../../fixtures/temporaryFolder.ts';
import { authority, pinOf } from '../../fixtures/trueconf/certificates.ts';
import { startScriptedServer } from '../../fixtures/trueconf/scriptedServer.ts';
import { clientId, clientSecret, doctor, emulator, startCore } from './core.ts';

const dayMs = 86_400_000;

test('a CA file counts from the next request on, also when it is exchanged; then one certificate does', async () => {
  const root = await authority({ to: 25 });
  const shown = await root.issue({ to: 10 });
  const server = await startScriptedServer(
    ({ path }) =>
      path.endsWith('token') ? { json: { access_token: 't', expires_in: 3_600 } } : { status: 404, json: {} },
    { tls: shown },
  );
  const path = join(temporaryFolder(), 'clinic-ca.pem');
  writeFileSync(path, root.cert);
  const vault = new ScriptedVault();
  vault.kept.set('client-secret', clientSecret);
  const core = await startCore({
    vault,
    settings: {
      server: { address: server.origin, clientId, trust: 'ca-file', caFile: path },
      doctors: { list: [{ id: doctor.id }] },
    },
  });
  const code = async () => {
    const visit = await core.ask('visits:create', {});
    const failed = () =>
      core.events.flatMap(({ channel, payload }) =>
        channel === 'visits:changed' && payload.visit.id === visit.id && payload.visit.failure
          ? [payload.visit.failure]
          : [],
      );
    await expect.poll(failed).not.toEqual([]);
    return failed().at(-1)?.code;
  };
  // It answers, if only with a refusal: it is trusted.
  expect(await code()).not.toMatch(/^certificate-/);
  await expect
    .poll(() => core.app.status().certificates)
    .toMatchObject([
      { which: 'server', level: 'days-14' },
      { which: 'authority', level: 'days-30' },
    ]);
  expect((core.app.serverCertificateEnd() ?? 0) - Date.now()).toBeLessThan(11 * dayMs);
  const asked = server.seen.length;

  const other = join(temporaryFolder(), 'other.pem');
  writeFileSync(other, (await authority({ name: 'CN=other' })).cert);
  copyFileSync(other, path);
  expect(core.app.serverTrust().authorities).not.toContain(root.cert);
  expect(await code()).toBe('certificate-untrusted');
  writeFileSync(path, 'half a file');
  expect(await core.refused('visits:create', {})).toMatchObject({ code: 'ca-file-not-pem' });
  expect(server.seen).toHaveLength(asked);
  expect(core.app.serverTrust()).toEqual({ pin: null, authorities: [] });

  const pin = pinOf(shown, server.host, server.port);
  const { server: settings } = core.app.settings();
  await core.ask('settings:save', {
    sections: { server: { ...settings, trust: 'certificate', pin } },
    linksMayDie: true,
  });
  expect(await code()).not.toMatch(/^certificate-|^ca-file-/);
  expect(server.seen.length).toBeGreaterThan(asked);
  await expect
    .poll(() => core.app.status().certificates)
    .toMatchObject([{ which: 'trusted', level: 'days-14' }]);
  server.showCertificate(await root.issue());
  await core.app.settingsChangedElsewhere();
  const looked = await core.ask('certificate:look', { address: server.origin, trusted: pin });
  expect(looked.sha256).not.toBe(pin.sha256);
  expect(looked.trusted).toMatchObject({ sha256: pin.sha256, subject: pin.subject, validTo: pin.validTo });
  await server.close();
});

test('desks of the clinic’s service are told with each call which certificates count; a single PC needs no telling', async () => {
  const server = await emulator({ tls: true });
  const pin = pinOf({ cert: server.certificate?.pem ?? '', key: '' }, '127.0.0.1', server.port);
  const start = async (site?: Site) => {
    const vault = new ScriptedVault();
    vault.kept.set('client-secret', clientSecret);
    const core = await startCore({
      vault,
      config: site ? { shell: 'service', site } : { shell: 'desktop' },
      settings: {
        server: { address: server.origin, clientId, trust: 'certificate', pin },
        doctors: { list: [{ id: doctor.id }], entry: 'named-guest' },
      },
    });
    const { id: visitId } = await core.ask('visits:create', { ownerId: doctor.id });
    await expect.poll(async () => (await core.app.visitView(visitId))?.phase).toBe('live');
    return core.ask('call:enter', { visitId });
  };
  const atService = await start({
    joinPlace: {
      ...{ host: '127.0.0.1', port: 0, publicAddress: '', basePath: '', trustedProxies: [] },
      ...{ certificateFile: '', keyFile: '' },
    },
    doctors: () => [{ id: doctor.id, name: doctor.displayName, siteIds: ['north'] }],
    people: nobody,
  });
  expect(atService.trust).toEqual({ pin, authorities: [] });
  const alone = await start();
  expect(alone.trust).toBeUndefined();
  // Not the partition of a call whose certificates were judged by other trust.
  expect(alone.partition).toMatch(/^guest-.+-[0-9a-f]{8}$/);
});

const refused = async () => err(appError('bad-request'));
const nobody: People = {
  'people:list': refused,
  'people:create': refused,
  'people:change': refused,
  'people:setPassword': refused,
  'sites:put': refused,
  'sites:remove': refused,
};
