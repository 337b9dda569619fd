import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSqliteStores } from '../../../../src/main/service/access/sqliteStores.ts';
import { accountStoreContract, anAccount } from '../../../fixtures/accountStoreContract.ts';
import { aSession, sessionStoreContract } from '../../../fixtures/sessionStoreContract.ts';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'visit-desk-access-'));
  path = join(folder, 'access.sqlite');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('accounts in SQLite', () => accountStoreContract(async () => openSqliteStores(path)));
describe('sessions in SQLite', () => sessionStoreContract(async () => openSqliteStores(path)));

describe('the file', () => {
  it('and what lies beside it are readable by the service only', async () => {
    const stores = openSqliteStores(path);
    await stores.accounts.save(anAccount('a'));
    const names = readdirSync(folder);
    expect(names.length).toBeGreaterThan(1);
    for (const name of names) expect(statSync(join(folder, name)).mode & 0o077).toBe(0);
    await stores.close();
  });

  it('keeps what was saved over a restart, and nothing of what was removed', async () => {
    const first = openSqliteStores(path);
    await first.accounts.save(anAccount('a'));
    await first.sessions.add(aSession('s', { accountId: 'a', device: 'CanaryDevice' }), 1);
    await first.sessions.remove('hash of s');
    await first.close();
    const bytes = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1'));
    expect(bytes.join('')).not.toContain('CanaryDevice');
    const second = openSqliteStores(path);
    expect(await second.accounts.load('a')).toMatchObject({ version: 1 });
    await second.close();
  });

  it.each(['this is no database, and never was one, however long one looks', Buffer.alloc(8_192, 0x5a)])(
    'that is damaged is refused and left as it is: accounts are restored, not begun anew',
    (damage) => {
      writeFileSync(path, damage);
      expect(() => openSqliteStores(path)).toThrow();
      expect(readFileSync(path)).toEqual(Buffer.from(damage));
    },
  );

  it('of a newer version is refused and not touched', async () => {
    await openSqliteStores(path).close();
    const database = new DatabaseSync(path);
    database.exec('PRAGMA user_version = 99');
    database.close();
    expect(() => openSqliteStores(path)).toThrow('newer version');
  });
});
