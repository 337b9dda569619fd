/** backup, restore and portal-key at the terminal. */
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openSqliteStores } from '../../../../src/main/service/access/index.ts';
import { temporaryFolder } from '../../../fixtures/temporaryFolder.ts';
import { startService } from './serviceProcess.ts';

const patience = { timeout: 60_000 };

const run = (...parameters: readonly string[]) => runIn('C.UTF-8', ...parameters);

async function runIn(language: string, ...parameters: readonly string[]) {
  const command = startService(parameters, { environment: { LANG: language } });
  return { code: await command.ended, told: command.stderr(), out: command.stdout() };
}

test('a backup restores a clinic elsewhere, and says which keys to keep apart', patience, async () => {
  const base = temporaryFolder();
  const [from, to, file] = ['from', 'to', 'clinic.backup'].map((name) => join(base, name));
  if (!from || !to || !file) throw new Error('no paths');
  mkdirSync(from);
  const stores = openSqliteStores(join(from, 'access.sqlite'));
  await stores.accounts.putSite({ id: 'north', name: 'North' });
  await stores.close();
  writeFileSync(join(from, 'settings.json'), JSON.stringify({ clinic: { name: 'City Clinic' } }));
  mkdirSync(join(from, 'secrets'), { mode: 0o700 });
  writeFileSync(join(from, 'secrets', 'client-secret'), 'canary-5ec4e7', { mode: 0o600 });
  const fieldKey = Buffer.alloc(32, 'f').toString('base64url');
  writeFileSync(join(from, 'secrets', 'field-key'), fieldKey, { mode: 0o600 });

  const backup = await run('backup', file, '--embedded', '--data-dir', from);
  expect(backup).toMatchObject({ code: 0, out: '' });
  expect(backup.told).toContain(join(from, 'secrets', 'field-key'));
  expect(statSync(file).mode & 0o077).toBe(0);
  expect(readFileSync(file, 'utf8')).not.toMatch(new RegExp(`canary|${fieldKey}`));

  const [again, folderless, inRussian, dataless, restored] = await Promise.all([
    run('backup', file, '--embedded', '--data-dir', from),
    run('backup', join(base, 'none', 'x.backup'), '--embedded', '--data-dir', from),
    runIn('ru_RU.UTF-8', 'backup', join(base, 'none', 'x.backup'), '--embedded', '--data-dir', from),
    run('backup', join(base, 'x.backup'), '--embedded', '--data-dir', join(base, 'nowhere')),
    run('restore', file, '--embedded', '--data-dir', to),
  ]);
  expect(again.code).toBe(1);
  expect(again.told).toContain('There is a file already');
  expect(folderless.code).toBe(1);
  expect(folderless.told).toContain(`There is no folder ${join(base, 'none')}`);
  expect(inRussian.told).toContain(`Папки ${join(base, 'none')} нет`);
  expect(dataless.code).toBe(2);
  expect(dataless.told).toContain(`There is no data folder ${join(base, 'nowhere')}.`);
  expect(existsSync(join(base, 'nowhere'))).toBe(false);
  expect(restored.code, restored.told).toBe(0);
  expect(restored.told).toContain('It counts as a copy beside the former service.');
  expect(JSON.parse(readFileSync(join(to, 'settings.json'), 'utf8'))).toEqual({
    clinic: { name: 'City Clinic' },
  });
  const copy = openSqliteStores(join(to, 'access.sqlite'));
  expect(await copy.accounts.listSites()).toEqual([{ id: 'north', name: 'North' }]);
  await copy.close();
  expect(existsSync(join(to, 'secrets', 'client-secret'))).toBe(false);

  writeFileSync(`${file}.cut`, readFileSync(file, 'utf8').slice(0, -20));
  const [full, cut, none] = await Promise.all([
    run('restore', file, '--embedded', '--data-dir', to),
    run('restore', `${file}.cut`, '--embedded', '--data-dir', join(base, 'new')),
    run('restore', `${file}.none`, '--embedded', '--data-dir', join(base, 'newer')),
  ]);
  expect([full.code, cut.code, none.code]).toEqual([1, 1, 1]);
  expect(none.told).toContain('(ENOENT); nothing was changed. Check the path');
  expect(full.told).toContain('The store is not empty.');
  expect(cut.told).toContain('This is no whole backup');
});

test('the key of another system is shown once, on stdout', patience, async () => {
  const dataDir = temporaryFolder();
  const at = ['--embedded', '--data-dir', dataDir];
  const access = openSqliteStores(join(dataDir, 'access.sqlite'));
  await access.accounts.putSite({ id: 'north', name: 'North clinic' });
  await access.close();
  const [added, wrong, nowhere] = await Promise.all([
    run('portal-key', 'add', 'Portal', '--site', 'North clinic', ...at),
    run('portal-key', 'ad', ...at),
    run('portal-key', 'add', 'Portal', '--site', 'south', ...at),
  ]);
  expect(nowhere).toMatchObject({ code: 1, told: expect.stringContaining('North clinic (north)') });
  expect(added.code, added.told).toBe(0);
  const key = added.out.trim();
  expect(key).toMatch(/^vd_[0-9a-f]{16}_[\w-]{43}$/);
  expect(added.told).not.toContain(key);
  expect(readFileSync(join(dataDir, 'portal-keys.json'), 'utf8')).not.toContain(key.slice(-43));
  expect([wrong.code, wrong.told]).toEqual([2, expect.stringContaining('revoke KEYID')]);
  const keyId = key.slice(3, 19);
  expect((await run('portal-key', 'list', ...at)).told).toMatch(
    new RegExp(`${keyId}  Portal  North clinic  \\d{4}-`),
  );
});
