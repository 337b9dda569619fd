/** Accounts and sessions of a service that runs on one machine, in one SQLite file. */
import type { DatabaseSync } from 'node:sqlite';
import { createSqliteAccounts } from './sqliteAccounts.ts';
import { openAccessFile } from './sqliteFile.ts';
import { createSqliteSessions } from './sqliteSessions.ts';
import type { AccessStores } from './stores.ts';

/** @param path of the file; its folder exists. Errors: those of `openAccessFile`. */
export function openSqliteStores(path: string): AccessStores {
  const database: DatabaseSync = openAccessFile(path);
  return {
    accounts: createSqliteAccounts(database),
    sessions: createSqliteSessions(database),
    close: async () => database.close(),
  };
}
