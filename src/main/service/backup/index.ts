/** Backup and restore of a clinic, the same file for PostgreSQL and for a service of one machine: a clinic grows by restoring there. */
import { installationName } from '../installation.ts';
import { noCounts, type BackupEntry, type BackupStore, type Counts } from './entries.ts';
import { readBackupFile, writeBackupFile } from './file.ts';

export { NotEmpty, type BackupStore, type Counts } from './entries.ts';
export { BackupUnusable, FileExists, type BackupProblem } from './file.ts';
export { openEmbeddedBackup } from './embedded.ts';

/**
 * Writes everything but the secrets to a new file, while the service goes on.
 * Errors: rejects with `FileExists`, or with what the store or the file system says.
 */
export const backUp = (store: BackupStore, path: string, now: number): Promise<Counts> =>
  writeBackupFile(path, store.entries(), now);

/**
 * Fills an empty store; the keys that were kept apart must be in their place before the service starts.
 * `takesOver`: the former service is gone for good, and this one goes on with its mark; else it gets a mark of its own,
 * so that a copy beside a running clinic sweeps nothing of that clinic's on the server.
 * Errors: rejects with `BackupUnusable`, `NotEmpty`, or with what the store or the file system says; nothing was changed then.
 */
export async function restore(
  store: BackupStore,
  path: string,
  { takesOver }: { readonly takesOver: boolean },
): Promise<Counts> {
  const counts = { ...noCounts };
  const counted = async function* (): AsyncGenerator<BackupEntry> {
    for await (const entry of readBackupFile(path)) {
      if (!takesOver && entry.kind === 'document' && entry.name === installationName) continue;
      counts[entry.kind] += 1;
      yield entry;
    }
  };
  await store.restore(counted());
  return counts;
}
