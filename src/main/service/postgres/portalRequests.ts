/** Which `Idempotency-Key` of a portal came with what body, the same for every node. */
import type { Pool } from 'pg';
import type { PortalRequests } from '../portal/requests.ts';

/** Whoever made the pool migrates the database before, and ends the pool. */
export function createPostgresRequests(pool: Pool): PortalRequests {
  return {
    async remember(keyHash, bodyHash, now) {
      // The update changes nothing: it makes the row that is there come back. One that was inserted has no `xmax`.
      const { rows } = await pool.query<{ body_hash: string; is_new: boolean }>(
        `INSERT INTO portal_requests (key_hash, body_hash, at) VALUES ($1, $2, $3)
         ON CONFLICT (key_hash) DO UPDATE SET key_hash = excluded.key_hash
         RETURNING body_hash, xmax = 0 AS is_new`,
        [keyHash, bodyHash, now],
      );
      const [row] = rows;
      if (!row) throw new Error('a row was neither there nor made');
      return { bodyHash: row.body_hash, isNew: row.is_new };
    },
    async forget(keyHash) {
      await pool.query('DELETE FROM portal_requests WHERE key_hash = $1', [keyHash]);
    },
    async sweep(before) {
      await pool.query('DELETE FROM portal_requests WHERE at < $1', [before]);
    },
    close: async () => undefined,
  };
}
