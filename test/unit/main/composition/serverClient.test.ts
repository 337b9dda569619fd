import { expect, test } from 'vitest';
import { createServerClient } from '../../../../src/main/composition/serverClient.ts';
import { createCredentials } from '../../../../src/main/credentials/credentials.ts';
import { straightWay } from '../../../../src/main/proxy/way.ts';
import { defaultSettings, type Settings } from '../../../../src/shared/settings.ts';
import { FakeClock } from '../../../fixtures/fakeClock.ts';
import { recordingLog } from '../../../fixtures/recordingLog.ts';
import { ScriptedVault } from '../../../fixtures/scriptedVault.ts';

test('other trust counts from the moment it is saved: nobody is given the client of the former', async () => {
  const vault = new ScriptedVault();
  vault.kept.set('client-secret', 's');
  const log = recordingLog();
  let server: Settings['server'] = {
    ...defaultSettings.server,
    address: 'https://video.clinic.example',
    clientId: 'c',
  };
  const client = createServerClient({
    settings: () => ({ ...defaultSettings, server }),
    credentials: createCredentials({ secretBox: vault, environmentSecret: undefined, log }),
    wayOf: () => straightWay,
    clock: new FakeClock(),
    log,
  });
  const taken = async () => {
    const current = await client.current();
    if (!current.ok) throw new Error(current.error.code);
    return current.value;
  };
  const first = await taken();
  expect(await taken()).toBe(first);
  const place = { host: 'video.clinic.example', port: 443, sha256: 'a'.repeat(64), pem: '' };
  const pin = { ...place, subject: '', issuer: '', validTo: 1, acceptedAt: 0 };
  server = { ...server, trust: 'certificate', pin };
  const second = await taken();
  expect(second).not.toBe(first);
  expect(await first.probe()).toMatchObject({ ok: false, error: { code: 'connection-lost' } });
  await client.reset();
});
