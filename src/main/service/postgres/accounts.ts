/**
 * Accounts, sites and codes for the first administrator, in PostgreSQL. Whoever changes them waits for a lock that all
 * nodes share: it happens seldom, and what is then decided over several rows holds.
 */
import type { Pool, PoolClient } from 'pg';
import {
  isActiveAdministrator,
  isDoctorOfProvider,
  maxFirstCodes,
  type Account,
  type AccountSaved,
  type AccountStore,
  type Site,
} from '../access/stores.ts';
import { accountsName } from '../store.ts';
import { accountColumns, accountOf, accountParameters, accountValues } from './accountRows.ts';
import { createPostgresAttempts } from './attempts.ts';
import { inTransaction, lockKey } from './connection.ts';
import { documentChannel, documentPayload } from './savedNotice.ts';

type Queryable = Pool | PoolClient;

export function createPostgresAccounts(pool: Pool): AccountStore {
  const changing = <T>(work: (client: PoolClient) => Promise<T>): Promise<T> =>
    inTransaction(pool, async (client) => {
      await client.query('SELECT pg_advisory_xact_lock($1)', [lockKey('accounts')]);
      return work(client);
    });
  return {
    load: (id) => find(pool, 'id = $1', [id]),
    loadByLogin: (login) => find(pool, 'login = $1', [login]),
    loadBySubject: (issuer, subject) => find(pool, 'issuer = $1 AND subject = $2', [issuer, subject]),
    async list() {
      const { rows } = await pool.query('SELECT * FROM accounts ORDER BY name, id');
      return rows.map(accountOf);
    },
    save: (account) => changing((client) => save(client, account)),
    hasAdministrator: () => hasAdministrator(pool),
    addFirstCode: (codeHash, now) => changing((client) => addFirstCode(client, codeHash, now)),
    isFirstCode: async (codeHash) => !(await hasAdministrator(pool)) && (await knowsCode(pool, codeHash)),
    createFirstAdministrator: (account, codeHash) =>
      changing(async (client) => {
        if (await hasAdministrator(client)) return 'refused';
        if (!(await knowsCode(client, codeHash))) return 'refused';
        if ((await save(client, account)) !== 'saved') return 'taken';
        await client.query('DELETE FROM first_codes');
        return 'created';
      }),
    async listSites() {
      const { rows } = await pool.query<Site>('SELECT id, name FROM sites ORDER BY name, id');
      return rows;
    },
    async putSite({ id, name }) {
      await pool.query(
        'INSERT INTO sites (id, name) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET name = excluded.name',
        [id, name],
      );
    },
    removeSite: (id) =>
      changing(async (client) => {
        if (await isThere(client, 'accounts WHERE $1 = ANY (site_ids)', [id])) return 'in-use';
        await client.query('DELETE FROM sites WHERE id = $1', [id]);
        return 'removed';
      }),
    ...createPostgresAttempts(pool),
  };
}

async function find(
  client: Queryable,
  condition: string,
  values: readonly string[],
): Promise<Account | undefined> {
  // PostgreSQL takes no NUL in a text, and none of ours holds one.
  if (values.some((value) => value.includes('\0'))) return undefined;
  const { rows } = await client.query<object>(`SELECT * FROM accounts WHERE ${condition}`, [...values]);
  return rows[0] && accountOf(rows[0]);
}

async function isThere(client: Queryable, what: string, values: readonly unknown[]): Promise<boolean> {
  const { rowCount } = await client.query(`SELECT 1 FROM ${what} LIMIT 1`, [...values]);
  return rowCount === 1;
}

const hasAdministrator = (client: Queryable): Promise<boolean> =>
  isThere(client, `accounts WHERE role = 'administrator'`, []);

const knowsCode = (client: Queryable, codeHash: string): Promise<boolean> =>
  isThere(client, 'first_codes WHERE code_hash = $1', [codeHash]);

async function addFirstCode(client: PoolClient, codeHash: string, now: number): Promise<void> {
  await client.query(
    `INSERT INTO first_codes (code_hash, made_at) VALUES ($1, $2)
     ON CONFLICT (code_hash) DO UPDATE SET made_at = excluded.made_at`,
    [codeHash, now],
  );
  await client.query(
    `DELETE FROM first_codes WHERE number NOT IN
       (SELECT number FROM first_codes ORDER BY made_at DESC, number DESC LIMIT $1)`,
    [maxFirstCodes],
  );
}

/** Under the lock. */
async function save(client: PoolClient, account: Account): Promise<AccountSaved> {
  const { id, version, login, subject } = account;
  const former = await find(client, 'id = $1', [id]);
  if ((former?.version ?? 0) !== version) return 'conflict';
  const leavesNone = former !== undefined && isActiveAdministrator(former) && !isActiveAdministrator(account);
  if (leavesNone && !(await isThere(client, otherAdministrator, [id]))) return 'last-administrator';
  // Asked before: a statement that fails would end the transaction.
  const others = 'accounts WHERE id <> $1 AND (login = $2 OR (issuer = $3 AND subject = $4))';
  const identity = [id, login, subject?.issuer ?? null, subject?.subject ?? null];
  if (await isThere(client, others, identity)) return 'taken';
  if (isDoctorOfProvider(account) && (await isThere(client, otherOfId, [id, account.trueconfId])))
    return 'trueconf-id-taken';
  const sql = former
    ? `UPDATE accounts SET (${accountColumns}) = (${accountParameters}) WHERE id = $1`
    : `INSERT INTO accounts (${accountColumns}) VALUES (${accountParameters})`;
  await client.query(sql, [...accountValues(account, version + 1)]);
  // Heard when the transaction is done: the other nodes know their doctors at once.
  const payload = documentPayload({ name: accountsName, version: version + 1 });
  await client.query('SELECT pg_notify($1, $2)', [documentChannel, payload]);
  return 'saved';
}

const otherAdministrator = `accounts
  WHERE role = 'administrator' AND NOT disabled AND password_hash IS NOT NULL AND id <> $1`;

const otherOfId = `accounts
  WHERE id <> $1 AND trueconf_id = $2 AND role = 'doctor' AND NOT disabled AND subject IS NOT NULL`;
