/** Which `Idempotency-Key` came with what: the same key with another body is a mistake of the system that sends it. */
import { closeSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

/**
 * Longer than a visit may be planned ahead would be safest; a year and a month is what no queue of a portal outlives.
 * After it the key would still find its visit, for as long as that is kept.
 */
export const requestKeptMs = 400 * 86_400_000;

export interface Remembered {
  readonly bodyHash: string;
  readonly isNew: boolean;
}

/** Both hashes are SHA-256 in hex. Each rejects when the store cannot answer. */
export interface PortalRequests {
  /**
   * Keeps the body under its key, unless one is there already; gives the body that is there, and whether this call has
   * put it there. Of several at once one is kept.
   */
  remember(keyHash: string, bodyHash: string, now: number): Promise<Remembered>;
  /** Nothing was made under this key: another body may come. */
  forget(keyHash: string): Promise<void>;
  /** Forgets what came before this time (epoch ms). */
  sweep(before: number): Promise<void>;
  close(): Promise<void>;
}

/** For a service of one machine. @param path of the file; its folder exists. Errors: throws what the file system says. */
export function openSqliteRequests(path: string): PortalRequests {
  closeSync(openSync(path, 'a', 0o600));
  const database = new DatabaseSync(path, { timeout: 2_000 });
  database.exec(
    `PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
     CREATE TABLE IF NOT EXISTS portal_requests (
       key_hash TEXT PRIMARY KEY,
       body_hash TEXT NOT NULL,
       at INTEGER NOT NULL
     ) STRICT, WITHOUT ROWID;
     CREATE INDEX IF NOT EXISTS portal_requests_by_age ON portal_requests (at);`,
  );
  const insert = database.prepare(
    'INSERT INTO portal_requests (key_hash, body_hash, at) VALUES (?, ?, ?) ON CONFLICT (key_hash) DO NOTHING',
  );
  const find = database.prepare('SELECT body_hash FROM portal_requests WHERE key_hash = ?');
  const forget = database.prepare('DELETE FROM portal_requests WHERE key_hash = ?');
  const remove = database.prepare('DELETE FROM portal_requests WHERE at < ?');
  return {
    async remember(keyHash, bodyHash, now) {
      const isNew = insert.run(keyHash, bodyHash, now).changes === 1;
      return { bodyHash: String(find.get(keyHash)?.['body_hash']), isNew };
    },
    async forget(keyHash) {
      forget.run(keyHash);
    },
    async sweep(before) {
      remove.run(before);
    },
    close: async () => database.close(),
  };
}
