/**
 * Opens the file of accounts and sessions: WAL, durable, migrated, readable by the service only. A damaged one is not
 * set aside as that of visits is: the clinic's accounts are restored from the backup, not begun anew.
 */
import { chmodSync, closeSync, openSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { openDurable } from '../../durableSqlite.ts';

/** One step per version of the schema; `user_version` counts the steps done. */
const migrations: readonly string[] = [
  `CREATE TABLE accounts (
     id TEXT PRIMARY KEY,
     version INTEGER NOT NULL,
     name TEXT NOT NULL,
     role TEXT NOT NULL,
     site_ids TEXT NOT NULL,
     trueconf_id TEXT,
     login TEXT UNIQUE,
     password_hash TEXT,
     issuer TEXT,
     subject TEXT,
     disabled INTEGER NOT NULL,
     UNIQUE (issuer, subject)
   ) STRICT;
   CREATE TABLE sites (id TEXT PRIMARY KEY, name TEXT NOT NULL) STRICT;
   CREATE TABLE first_codes (code_hash TEXT PRIMARY KEY, made_at INTEGER NOT NULL) STRICT;
   CREATE TABLE attempts (
     key TEXT PRIMARY KEY,
     count INTEGER NOT NULL,
     last_at INTEGER NOT NULL,
     open_at INTEGER NOT NULL
   ) STRICT;
   CREATE INDEX attempts_by_age ON attempts (last_at);
   CREATE TABLE sessions (
     token_hash TEXT PRIMARY KEY,
     id TEXT NOT NULL UNIQUE,
     account_id TEXT NOT NULL,
     origin TEXT NOT NULL,
     way TEXT NOT NULL,
     device TEXT NOT NULL,
     created_at INTEGER NOT NULL,
     used_at INTEGER NOT NULL
   ) STRICT;
   CREATE INDEX sessions_by_account ON sessions (account_id);
   CREATE TABLE used_marks (mark_hash TEXT PRIMARY KEY, until INTEGER NOT NULL) STRICT;`,
];

/** Errors: throws when the folder cannot be written, the file is damaged, or a newer program made it. */
export function openAccessFile(path: string): DatabaseSync {
  // Made before SQLite makes it: its other files take over the mode.
  closeSync(openSync(path, 'a', 0o600));
  chmodSync(path, 0o600);
  return openDurable(path, {
    damaged: () => new Error('the store of accounts is damaged: restore a backup'),
    migrate,
  });
}

function migrate(database: DatabaseSync): void {
  inTransaction(database, () => {
    const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
    if (version > migrations.length)
      throw new Error('the store of accounts was made by a newer version of Visit Desk');
    for (const step of migrations.slice(version)) database.exec(step);
    database.exec(`PRAGMA user_version = ${migrations.length}`);
  });
}

/** All or nothing, and nobody in between. */
export function inTransaction<T>(database: DatabaseSync, task: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = task();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}
