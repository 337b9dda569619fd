/**
 * A lock that the operating system lets go when its holder dies, however it dies: the file lock of SQLite. A file with
 * a process id would outlive a power cut and then name somebody else's process.
 */
import { DatabaseSync } from 'node:sqlite';

export interface ExclusiveLock {
  release(): void;
}

/**
 * Takes the lock on this file, which is made if needed. `undefined`: somebody else holds it.
 * @param waitMs how long to wait for it; waiting blocks the process.
 * Errors: throws what the file system says.
 */
export function takeLock(path: string, waitMs = 0): ExclusiveLock | undefined {
  const database = new DatabaseSync(path);
  try {
    database.exec(
      `PRAGMA busy_timeout = ${Math.trunc(waitMs)}; PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE;`,
    );
    return { release: () => database.close() };
  } catch (error) {
    database.close();
    if (isBusy(error)) return undefined;
    throw error;
  }
}

/** SQLITE_BUSY; https://sqlite.org/rescode.html#busy */
function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === 5;
}
