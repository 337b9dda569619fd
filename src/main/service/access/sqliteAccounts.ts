/** Accounts, sites and tries to sign in, in SQLite. `async` turns what SQLite throws into a rejection. */
import type { DatabaseSync } from 'node:sqlite';
import { accountColumns, accountOf, accountParameters, accountValues } from './sqliteAccountRows.ts';
import { inTransaction } from './sqliteFile.ts';
import {
  isActiveAdministrator,
  isDoctorOfProvider,
  maxFirstCodes,
  type Account,
  type AccountSaved,
  type AccountStore,
} from './stores.ts';
import { forgiven, nextAttempts, type Attempts } from './throttle.ts';

type Row = Record<string, unknown>;
type Statements = ReturnType<typeof prepare>;

export function createSqliteAccounts(database: DatabaseSync): AccountStore {
  const statements = prepare(database);
  const attempts = attemptsIn(statements);
  const one = (row: Row | undefined): Account | undefined => row && accountOf(row);
  return {
    load: async (id) => one(statements.load.get(id)),
    loadByLogin: async (login) => one(statements.byLogin.get(login)),
    loadBySubject: async (issuer, subject) => one(statements.bySubject.get(issuer, subject)),
    list: async () => statements.list.all().map(accountOf),
    save: async (account) => inTransaction(database, () => save(statements, account)),
    hasAdministrator: async () => hasAdministrator(statements),
    addFirstCode: async (codeHash, now) => {
      inTransaction(database, () => {
        statements.addCode.run(codeHash, now);
        statements.trimCodes.run(maxFirstCodes);
      });
    },
    isFirstCode: async (codeHash) =>
      !hasAdministrator(statements) && statements.code.get(codeHash) !== undefined,
    createFirstAdministrator: async (account, codeHash) =>
      inTransaction(database, () => {
        if (hasAdministrator(statements) || !statements.code.get(codeHash)) return 'refused';
        if (save(statements, account) !== 'saved') return 'taken';
        statements.forgetCodes.run();
        return 'created';
      }),
    listSites: async () =>
      statements.sites.all().map((row) => ({ id: String(row['id']), name: String(row['name']) })),
    putSite: async ({ id, name }) => void statements.putSite.run(id, name),
    removeSite: async (id) =>
      inTransaction(database, () => {
        if (statements.siteUsed.get(id)) return 'in-use';
        statements.removeSite.run(id);
        return 'removed';
      }),
    takeAttempt: async (key, now, policy) =>
      inTransaction(database, () => {
        const next = nextAttempts(attempts.load(key), now, policy);
        if (next.waitMs === 0) attempts.put(key, next.attempts);
        return next.waitMs;
      }),
    forgiveAttempt: async (key, all) => {
      inTransaction(database, () => {
        const before = attempts.load(key);
        if (all) statements.forgetAttempts.run(key);
        else if (before) attempts.put(key, forgiven(before));
      });
    },
    loadAttempts: async (key) => attempts.load(key),
    sweepAttempts: async (before) => void statements.sweepAttempts.run(before),
  };
}

function prepare(database: DatabaseSync) {
  return {
    load: database.prepare('SELECT * FROM accounts WHERE id = ?'),
    byLogin: database.prepare('SELECT * FROM accounts WHERE login = ?'),
    bySubject: database.prepare('SELECT * FROM accounts WHERE issuer = ? AND subject = ?'),
    list: database.prepare('SELECT * FROM accounts ORDER BY name, id'),
    insert: database.prepare(
      `INSERT INTO accounts (id, version, ${accountColumns}) VALUES (:id, 1, ${accountParameters})
       ON CONFLICT DO NOTHING`,
    ),
    update: database.prepare(
      `UPDATE OR IGNORE accounts SET version = version + 1, (${accountColumns}) = (${accountParameters})
       WHERE id = :id AND version = :version`,
    ),
    administrator: database.prepare("SELECT 1 FROM accounts WHERE role = 'administrator' LIMIT 1"),
    otherAdministrator: database.prepare(
      `SELECT 1 FROM accounts
       WHERE role = 'administrator' AND disabled = 0 AND password_hash IS NOT NULL AND id <> ? LIMIT 1`,
    ),
    otherOfId: database.prepare(
      `SELECT 1 FROM accounts
       WHERE id <> ? AND trueconf_id = ? AND role = 'doctor' AND disabled = 0 AND subject IS NOT NULL LIMIT 1`,
    ),
    addCode: database.prepare('INSERT OR REPLACE INTO first_codes (code_hash, made_at) VALUES (?, ?)'),
    trimCodes: database.prepare(
      `DELETE FROM first_codes WHERE code_hash NOT IN
         (SELECT code_hash FROM first_codes ORDER BY made_at DESC, rowid DESC LIMIT ?)`,
    ),
    code: database.prepare('SELECT 1 FROM first_codes WHERE code_hash = ?'),
    forgetCodes: database.prepare('DELETE FROM first_codes'),
    sites: database.prepare('SELECT id, name FROM sites ORDER BY name, id'),
    putSite: database.prepare(
      'INSERT INTO sites (id, name) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name',
    ),
    siteUsed: database.prepare(
      'SELECT 1 FROM accounts, json_each(accounts.site_ids) AS site WHERE site.value = ? LIMIT 1',
    ),
    removeSite: database.prepare('DELETE FROM sites WHERE id = ?'),
    attempts: database.prepare('SELECT count, last_at, open_at FROM attempts WHERE key = ?'),
    putAttempts: database.prepare(
      'INSERT OR REPLACE INTO attempts (key, count, last_at, open_at) VALUES (?, ?, ?, ?)',
    ),
    forgetAttempts: database.prepare('DELETE FROM attempts WHERE key = ?'),
    sweepAttempts: database.prepare('DELETE FROM attempts WHERE last_at < ?'),
  };
}

const hasAdministrator = (statements: Statements): boolean => statements.administrator.get() !== undefined;

/** In a transaction. */
function save(statements: Statements, account: Account): AccountSaved {
  const { id, version } = account;
  const row = statements.load.get(id);
  if ((row === undefined ? 0 : Number(row['version'])) !== version) return 'conflict';
  const leavesNone =
    row !== undefined && isActiveAdministrator(accountOf(row)) && !isActiveAdministrator(account);
  if (leavesNone && !statements.otherAdministrator.get(id)) return 'last-administrator';
  if (isDoctorOfProvider(account) && statements.otherOfId.get(id, account.trueconfId))
    return 'trueconf-id-taken';
  const values = accountValues(account);
  const done = version === 0 ? statements.insert.run(values) : statements.update.run({ ...values, version });
  return done.changes === 1 ? 'saved' : 'taken';
}

function attemptsIn(statements: Statements) {
  return {
    load(key: string): Attempts | undefined {
      const row = statements.attempts.get(key);
      return (
        row && {
          count: Number(row['count']),
          lastAt: Number(row['last_at']),
          openAt: Number(row['open_at']),
        }
      );
    },
    put(key: string, { count, lastAt, openAt }: Attempts): void {
      statements.putAttempts.run(key, count, lastAt, openAt);
    },
  };
}
