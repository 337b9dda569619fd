/** Opens the store's file: WAL, durable, migrated, and set aside when it is damaged. */
import { existsSync, renameSync } from 'node:fs';
import { basename } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { openDurable } from '../durableSqlite.ts';
import type { Clock, Log } from '../ports.ts';

/** Primary result codes of SQLite for a file that is no sound database (https://sqlite.org/rescode.html). */
const damagedCodes: ReadonlySet<number> = new Set([11, 26]);

/** One step per version of the schema; `user_version` counts the steps done. */
const migrations: readonly string[] = [
  `CREATE TABLE visits (
     id TEXT PRIMARY KEY,
     version INTEGER NOT NULL,
     owner_id TEXT NOT NULL,
     created_at INTEGER NOT NULL,
     closed_at INTEGER,
     document TEXT NOT NULL
   ) STRICT;
   CREATE INDEX visits_by_age ON visits (created_at);
   CREATE INDEX visits_by_end ON visits (closed_at);
   CREATE TABLE links (
     token_hash TEXT PRIMARY KEY,
     visit_id TEXT NOT NULL REFERENCES visits (id) ON DELETE CASCADE,
     number INTEGER NOT NULL,
     UNIQUE (visit_id, number)
   ) STRICT, WITHOUT ROWID;`,
  // When a planned visit begins, for as long as it is planned.
  `ALTER TABLE visits ADD COLUMN planned_at INTEGER;
   CREATE INDEX visits_planned ON visits (planned_at) WHERE planned_at IS NOT NULL;`,
  // The history is read by pages, of all owners or of one.
  `DROP INDEX visits_by_end;
   CREATE INDEX visits_by_end ON visits (closed_at, id);
   CREATE INDEX visits_by_owner_and_end ON visits (owner_id, closed_at, id) WHERE closed_at IS NOT NULL;`,
];

/** Errors: throws when the folder cannot be written, or when a newer program made the file. */
export function openSqliteFile(path: string, clock: Clock, log: Log): DatabaseSync {
  try {
    return openSound(path);
  } catch (error) {
    if (!isDamage(error)) throw error;
    setAside(path, clock, log);
    return openSound(path);
  }
}

/** Durable: an intent to make a conference must survive a power cut, or the conference is lost on the server. */
const openSound = (path: string): DatabaseSync =>
  openDurable(path, { damaged: () => new DamagedFile(), migrate });

function migrate(database: DatabaseSync): void {
  const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
  if (version > migrations.length) throw new Error('the store was made by a newer version of Visit Desk');
  migrations.slice(version).forEach((step, index) => {
    database.exec(`BEGIN IMMEDIATE; ${step} PRAGMA user_version = ${version + index + 1}; COMMIT;`);
  });
}

class DamagedFile extends Error {}

function isDamage(error: unknown): boolean {
  if (error instanceof DamagedFile) return true;
  if (!(error instanceof Error) || !('errcode' in error)) return false;
  // The low byte is the primary code.
  return typeof error.errcode === 'number' && damagedCodes.has(error.errcode & 0xff);
}

/** Nothing is deleted: somebody may be able to repair it. */
function setAside(path: string, clock: Clock, log: Log): void {
  const aside = `${path}.damaged-${clock.now()}`;
  for (const part of ['', '-wal', '-shm']) {
    if (existsSync(path + part)) renameSync(path + part, aside + part);
  }
  log.warn('visits.store-damaged', { keptAs: basename(aside) });
}
