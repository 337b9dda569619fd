/** Sessions in SQLite. `async` turns what SQLite throws into a rejection. */
import type { DatabaseSync } from 'node:sqlite';
import type { SessionStore, StoredSession } from './stores.ts';

type Row = Record<string, unknown>;

export function createSqliteSessions(database: DatabaseSync): SessionStore {
  const statements = prepare(database);
  return {
    add: async ({ id, tokenHash, accountId, origin, way, device, createdAt, usedAt }, version) => {
      const row = { id, tokenHash, accountId, origin, way, device, createdAt, usedAt };
      return statements.add.run({ ...row, version }).changes === 1;
    },
    load: async (tokenHash) => {
      const row = statements.load.get(tokenHash);
      return row && sessionOf(row);
    },
    touch: async (tokenHash, usedAt) => void statements.touch.run({ tokenHash, usedAt }),
    listOf: async (accountId) => statements.listOf.all(accountId).map(sessionOf),
    remove: async (tokenHash) => void statements.remove.run(tokenHash),
    removeById: async (accountId, id) => statements.removeById.run(accountId, id).changes === 1,
    removeAllOf: async (accountId, except) => void statements.removeAllOf.run(accountId, except),
    sweep: async ({ createdBefore, usedBefore, now }) => {
      statements.sweep.run(createdBefore, usedBefore);
      statements.sweepMarks.run(now);
    },
    useOnce: async (markHash, until) => statements.useOnce.run(markHash, until).changes === 1,
  };
}

function prepare(database: DatabaseSync) {
  return {
    add: database.prepare(
      `INSERT INTO sessions (token_hash, id, account_id, origin, way, device, created_at, used_at)
       SELECT :tokenHash, :id, id, :origin, :way, :device, :createdAt, :usedAt
       FROM accounts WHERE id = :accountId AND version = :version AND disabled = 0`,
    ),
    load: database.prepare('SELECT * FROM sessions WHERE token_hash = ?'),
    touch: database.prepare(
      'UPDATE sessions SET used_at = :usedAt WHERE token_hash = :tokenHash AND used_at < :usedAt',
    ),
    listOf: database.prepare('SELECT * FROM sessions WHERE account_id = ? ORDER BY created_at DESC, id'),
    remove: database.prepare('DELETE FROM sessions WHERE token_hash = ?'),
    removeById: database.prepare('DELETE FROM sessions WHERE account_id = ? AND id = ?'),
    removeAllOf: database.prepare('DELETE FROM sessions WHERE account_id = ? AND token_hash IS NOT ?'),
    sweep: database.prepare('DELETE FROM sessions WHERE created_at < ? OR used_at < ?'),
    sweepMarks: database.prepare('DELETE FROM used_marks WHERE until < ?'),
    useOnce: database.prepare(
      'INSERT INTO used_marks (mark_hash, until) VALUES (?, ?) ON CONFLICT DO NOTHING',
    ),
  };
}

const sessionOf = (row: Row): StoredSession => ({
  id: String(row['id']),
  tokenHash: String(row['token_hash']),
  accountId: String(row['account_id']),
  origin: String(row['origin']),
  way: row['way'] === 'provider' ? 'provider' : 'local',
  device: String(row['device']),
  createdAt: Number(row['created_at']),
  usedAt: Number(row['used_at']),
});
