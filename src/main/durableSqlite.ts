import { DatabaseSync } from 'node:sqlite';

interface DurableOptions {
  /** What is thrown of a file that can be opened and is not sound. */
  readonly damaged: () => Error;
  /** Brings a sound file to the present schema. */
  readonly migrate: (database: DatabaseSync) => void;
}

/** Opens or makes a file in which nothing that was saved is lost and nothing that was erased stays. Errors: throws, with the file closed. */
export function openDurable(path: string, { damaged, migrate }: DurableOptions): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: 2_000 });
  try {
    // FULL: what was saved survives a power cut. secure_delete: what was erased leaves no bytes behind.
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;');
    const check = database.prepare('PRAGMA quick_check(1)').get();
    if (check?.['quick_check'] !== 'ok') throw damaged();
    migrate(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}
