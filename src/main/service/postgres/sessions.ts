/** Sessions of staff in PostgreSQL, one for all nodes. */
import type { Pool } from 'pg';
import type { SessionStore, StoredSession } from '../access/stores.ts';

interface Row {
  readonly token_hash: string;
  readonly id: string;
  readonly account_id: string;
  readonly origin: string;
  readonly way: string;
  readonly device: string;
  /** A bigint comes as text. */
  readonly created_at: string;
  readonly used_at: string;
}

export function createPostgresSessions(pool: Pool): SessionStore {
  const run = async (text: string, values: readonly unknown[]): Promise<number> =>
    (await pool.query(text, [...values])).rowCount ?? 0;
  return {
    async add({ tokenHash, id, accountId, origin, way, device, createdAt, usedAt }, version) {
      // The lock on the row: a change that is under way is waited for, and one that comes next waits for this.
      const added = await run(
        `WITH account AS (
           SELECT id FROM accounts WHERE id = $3 AND version = $9 AND NOT disabled FOR SHARE
         )
         INSERT INTO sessions (token_hash, id, account_id, origin, way, device, created_at, used_at)
         SELECT $1, $2, id, $4, $5, $6, $7, $8 FROM account`,
        [tokenHash, id, accountId, origin, way, device, createdAt, usedAt, version],
      );
      return added === 1;
    },
    async load(tokenHash) {
      const { rows } = await pool.query<Row>('SELECT * FROM sessions WHERE token_hash = $1', [tokenHash]);
      return rows[0] && sessionOf(rows[0]);
    },
    async touch(tokenHash, usedAt) {
      await run('UPDATE sessions SET used_at = $2 WHERE token_hash = $1 AND used_at < $2', [
        tokenHash,
        usedAt,
      ]);
    },
    async listOf(accountId) {
      const { rows } = await pool.query<Row>(
        'SELECT * FROM sessions WHERE account_id = $1 ORDER BY created_at DESC, id',
        [accountId],
      );
      return rows.map(sessionOf);
    },
    async remove(tokenHash) {
      await run('DELETE FROM sessions WHERE token_hash = $1', [tokenHash]);
    },
    removeById: async (accountId, id) =>
      (await run('DELETE FROM sessions WHERE account_id = $1 AND id = $2', [accountId, id])) === 1,
    async removeAllOf(accountId, except) {
      await run('DELETE FROM sessions WHERE account_id = $1 AND token_hash IS DISTINCT FROM $2', [
        accountId,
        except,
      ]);
    },
    async sweep({ createdBefore, usedBefore, now }) {
      await run('DELETE FROM sessions WHERE created_at < $1 OR used_at < $2', [createdBefore, usedBefore]);
      await run('DELETE FROM used_marks WHERE until < $1', [now]);
    },
    useOnce: async (markHash, until) =>
      (await run('INSERT INTO used_marks (mark_hash, until) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
        markHash,
        until,
      ])) === 1,
  };
}

const sessionOf = (row: Row): StoredSession => ({
  id: row.id,
  tokenHash: row.token_hash,
  accountId: row.account_id,
  origin: row.origin,
  way: row.way === 'provider' ? 'provider' : 'local',
  device: row.device,
  createdAt: Number(row.created_at),
  usedAt: Number(row.used_at),
});
