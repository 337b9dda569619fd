import { beforeEach, expect, test } from 'vitest';
import { createCredentials } from '../../../../src/main/credentials/credentials.ts';
import { createMemorySecretBox } from '../../../../src/main/credentials/memorySecretBox.ts';
import { recordingLog } from '../../../fixtures/recordingLog.ts';
import { ScriptedVault } from '../../../fixtures/scriptedVault.ts';

let vault: ScriptedVault;
let log: ReturnType<typeof recordingLog>;
beforeEach(() => {
  vault = new ScriptedVault();
  log = recordingLog();
});

const open = (environmentSecret?: string) => createCredentials({ secretBox: vault, environmentSecret, log });

test('a strong vault takes the secret without asking', async () => {
  const credentials = open();
  expect(await credentials.stored()).toBe('no');
  expect(await credentials.save('s3cret', false)).toEqual({ ok: true, value: undefined });
  expect(await credentials.stored()).toBe('lasting');
  expect(await credentials.secret()).toBe('s3cret');
});

test('a weak vault takes it only with consent', async () => {
  vault.vault = { strength: 'weak', lasting: true };
  const credentials = open();
  expect(await credentials.save('s3cret', false)).toMatchObject({ error: { code: 'consent-needed' } });
  expect(vault.kept.size).toBe(0);
  expect(await credentials.save('s3cret', true)).toMatchObject({ ok: true });
  expect(await credentials.stored()).toBe('lasting');
});

test('where nothing can be kept it lasts for this run, and says so', async () => {
  const credentials = createCredentials({
    secretBox: createMemorySecretBox(),
    environmentSecret: undefined,
    log,
  });
  expect(await credentials.save('s3cret', false)).toMatchObject({ ok: true });
  expect(await credentials.stored()).toBe('this-run');
  expect(await credentials.secret()).toBe('s3cret');
  expect(await credentials.forget()).toMatchObject({ ok: true });
  expect(await credentials.stored()).toBe('no');
});

test('a secret from the environment wins, is never written, and cannot be changed', async () => {
  vault.kept.set('client-secret', 'stored');
  const credentials = open('from outside');
  expect(await credentials.stored()).toBe('environment');
  expect(await credentials.secret()).toBe('from outside');
  expect(await credentials.save('other', true)).toMatchObject({ error: { code: 'locked' } });
  expect(await credentials.forget()).toMatchObject({ error: { code: 'locked' } });
  expect(vault.kept.get('client-secret')).toBe('stored');
});

test('a locked vault counts as keeping it, and is named when it is needed', async () => {
  vault.locked = true;
  const credentials = open();
  expect(await credentials.stored()).toBe('lasting');
  await expect(credentials.secret()).rejects.toThrow();
  expect(await credentials.save('s3cret', true)).toMatchObject({ error: { code: 'secret-unavailable' } });
});

test('a vault that cannot write says so', async () => {
  vault.broken = true;
  const credentials = open();
  expect(await credentials.save('s3cret', true)).toMatchObject({ error: { code: 'storage-failed' } });
  expect(log.text()).toContain('EACCES');
  expect(log.text()).not.toContain('s3cret');
});

test("the demo's secret lies over everything and is gone when the app stops", async () => {
  const credentials = open('from outside');
  credentials.overlay('demo');
  expect(await credentials.secret()).toBe('demo');
  expect(await credentials.stored()).toBe('this-run');
  credentials.close();
  expect(await credentials.secret()).toBeUndefined();
});
