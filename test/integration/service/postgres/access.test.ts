import type { Pool } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AccessStores } from '../../../../src/main/service/access/stores.ts';
import { createPostgresStores } from '../../../../src/main/service/postgres/accessStores.ts';
import { createPool, lockKey } from '../../../../src/main/service/postgres/connection.ts';
import { migrate } from '../../../../src/main/service/postgres/migrations.ts';
import { createNotices } from '../../../../src/main/service/postgres/notices.ts';
import { accountsName } from '../../../../src/main/service/store.ts';
import { systemClock } from '../../../../src/main/system.ts';
import { accountStoreContract, anAccount, anAdministrator } from '../../../fixtures/accountStoreContract.ts';
import { emptyTables, startPostgres, type PostgresServer } from '../../../fixtures/postgres.ts';
import { postgresProxy } from '../../../fixtures/postgresProxy.ts';
import { recordingLog } from '../../../fixtures/recordingLog.ts';
import { aSession, sessionStoreContract } from '../../../fixtures/sessionStoreContract.ts';

let server: PostgresServer;
let url: string;

beforeAll(async () => {
  server = await startPostgres();
  url = await server.database();
  await withPool((pool) => migrate(pool, recordingLog()));
});
afterAll(() => server.dispose());
beforeEach(() => withPool(emptyTables));

async function withPool(work: (pool: Pool) => Promise<void>): Promise<void> {
  const pool = aPool();
  await work(pool);
  await pool.end();
}

const aPool = (connectionString = url): Pool =>
  createPool({ connectionString, log: recordingLog(), size: 5 });

/** As one node has them; closing ends its pool. */
const open = async (connectionString = url): Promise<AccessStores> => {
  const pool = aPool(connectionString);
  return { ...createPostgresStores(pool), close: () => pool.end() };
};

describe('accounts in PostgreSQL', () => accountStoreContract(() => open()));
describe('sessions in PostgreSQL', () => sessionStoreContract(() => open()));

it('a saved account is told to the other nodes, by no more than that there is one', async () => {
  const heard = Promise.withResolvers<unknown>();
  const notices = createNotices({ connectionString: url, clock: systemClock, log: recordingLog() });
  notices.onDocument(heard.resolve);
  await notices.start();
  const stores = await open();
  await stores.accounts.save(anAccount('b'));
  expect(await heard.promise).toEqual({ name: accountsName, version: 1 });
  await Promise.all([stores.close(), notices.stop()]);
});

it('tries at a login that is busy elsewhere leave the connections to the visits', async () => {
  const pool = aPool();
  const elsewhere = await pool.connect();
  await elsewhere.query('SELECT pg_advisory_lock($1)', [lockKey('attempts:busy')]);
  const { accounts } = createPostgresStores(pool);
  const policy = { free: 100, baseMs: 1_000, maxMs: 60_000, forgetMs: 1_000_000 };
  const tries = Array.from({ length: 30 }, () => accounts.takeAttempt('busy', 1_000, policy));
  // All that will ever wait do so by now: this one comes back behind them.
  const others = Array.from({ length: 3 }, () => pool.query('SELECT 1'));
  expect((await Promise.all(others)).map(({ rowCount }) => rowCount)).toEqual([1, 1, 1]);
  await elsewhere.query('SELECT pg_advisory_unlock_all()');
  elsewhere.release();
  expect(await Promise.all(tries)).toEqual(Array(30).fill(0));
  await pool.end();
});

describe('when PostgreSQL fails', () => {
  let stores: AccessStores;
  beforeEach(async () => {
    stores = await open();
  });
  afterEach(() => stores.close());

  it('and is killed and started again, all is there but what was never answered', async () => {
    await stores.accounts.save(anAdministrator('a'));
    await stores.sessions.add(aSession('s', { accountId: 'a' }), 1);
    await stores.sessions.useOnce('mark', 9);
    await server.stop('crash');
    await expect(stores.accounts.load('a')).rejects.toThrow();
    await expect(stores.sessions.load('hash of s')).rejects.toThrow();
    await expect(stores.accounts.save(anAccount('b'))).rejects.toThrow();
    await server.start();
    expect(await stores.accounts.load('a')).toMatchObject({ role: 'administrator' });
    expect(await stores.accounts.load('b')).toBeUndefined();
    expect(await stores.sessions.load('hash of s')).toEqual(aSession('s', { accountId: 'a' }));
    expect(await stores.sessions.useOnce('mark', 9)).toBe(false);
  });

  it('and its answer to a save is lost, the save rejects, and the account is as it was before or after', async () => {
    await stores.accounts.save(anAdministrator('a'));
    const proxy = await postgresProxy(url, server.socketPath);
    const cut = await open(proxy.connectionString);
    const account = (await cut.accounts.load('a'))!;
    proxy.cutAtAnswer('UPDATE');
    await expect(cut.accounts.save({ ...account, name: 'Other' })).rejects.toThrow();
    // The transaction was open when the connection died: nothing of it stays, nor its lock.
    expect(await stores.accounts.load('a')).toEqual(account);
    expect(await cut.accounts.save({ ...account, name: 'Other' })).toBe('saved');
    await cut.close();
    await proxy.close();
  });
});

describe('what no text can hold', () => {
  it('is nobody’s login and nobody’s subject', async () => {
    const stores = await open();
    expect(await stores.accounts.loadByLogin('a\0b')).toBeUndefined();
    expect(await stores.accounts.loadBySubject('https://id', 'a\0b')).toBeUndefined();
    await stores.close();
  });
});
