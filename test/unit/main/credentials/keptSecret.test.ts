import { expect, test } from 'vitest';
import { createKeptSecret } from '../../../../src/main/credentials/keptSecret.ts';
import { recordingLog } from '../../../fixtures/recordingLog.ts';
import { ScriptedVault } from '../../../fixtures/scriptedVault.ts';

const make = (change: Partial<ScriptedVault> = {}) => {
  const vault = Object.assign(new ScriptedVault(), change);
  const log = recordingLog();
  return { vault, log, secret: createKeptSecret({ secretBox: vault, name: 'proxy-password', log }) };
};
const weak = { strength: 'weak', lasting: true } as const;
const none = { strength: 'none', lasting: false } as const;

test('is kept, replaced, forgotten', async () => {
  const { vault, secret } = make();
  expect([await secret.stored(), await secret.get()]).toEqual(['no', undefined]);
  for (const value of ['one', 'two']) {
    expect(await secret.save(value, false)).toMatchObject({ ok: true });
    expect([await secret.stored(), await secret.get()]).toEqual(['lasting', value]);
  }
  vault.kept.set('client-secret', 'another');
  expect(await secret.save(null, false)).toMatchObject({ ok: true });
  expect([...vault.kept.keys()]).toEqual(['client-secret']);
});

test.each([
  ['a weak vault, without consent', { vault: weak }, false, 'consent-needed'],
  ['a weak vault, with consent', { vault: weak }, true, 'lasting'],
  ['no vault', { vault: none }, false, 'this-run'],
  ['a locked vault', { locked: true }, true, 'secret-unavailable'],
  ['a broken one', { broken: true }, true, 'storage-failed'],
] as const)('%s', async (_name, change, consent, expected) => {
  const { secret, log } = make(change);
  const saved = await secret.save('canary', consent);
  expect(saved.ok ? await secret.stored() : saved.error.code).toBe(expected);
  expect(log.text()).not.toContain('canary');
});

test('a vault that cannot answer now counts as keeping it; a weak one is left without consent', async () => {
  const { vault, secret } = make({ vault: weak });
  vault.kept.set('proxy-password', 'canary');
  vault.locked = true;
  expect(await secret.stored()).toBe('lasting');
  vault.locked = false;
  expect(await secret.save(null, false)).toMatchObject({ ok: true });
});
