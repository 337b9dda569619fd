/** The commands beside running: backup, restore, keys of other systems. Each ends with a sentence. */
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { err, ok, type Result } from '../../shared/result.ts';
import { causeOf } from '../log/cause.ts';
import type { Log } from '../ports.ts';
import { systemClock } from '../system.ts';
import {
  backUp,
  BackupUnusable,
  FileExists,
  NotEmpty,
  openEmbeddedBackup,
  restore,
  type BackupStore,
} from './backup/index.ts';
import type { ServiceConfig } from './config.ts';
import { lockDataDir } from './embeddedStore.ts';
import type { Command, ServiceProblem } from './flags.ts';
import { createJsonLog } from './jsonLog.ts';
import { runPortalKey } from './portalKeyRun.ts';
import type { Say } from './say.ts';
import { keyNames, openSecrets, type Secrets } from './secrets.ts';

export interface CommandParts {
  readonly config: ServiceConfig;
  /** The process's own: the secrets are taken out of it. */
  readonly environment: Record<string, string | undefined>;
  readonly say: Say;
}

type RestoreCommand = Extract<Command, { name: 'restore' }>;
type Done = Promise<Result<void, ServiceProblem>>;

/** Errors: what was wrong; nothing has changed then. */
export async function runCommand(
  command: Exclude<Command, { name: 'run' } | { name: 'help' }>,
  parts: CommandParts,
): Done {
  const { config, environment, say } = parts;
  // It would be made, and an empty one written down.
  if (config.embedded && command.name !== 'restore' && !existsSync(config.dataDir))
    return err({ problem: 'data-dir-not-there', values: { path: config.dataDir } });
  const secrets = openSecrets({ environment, secretsDir: config.secretsDir });
  if (!secrets.ok) return secrets;
  if (!config.embedded && secrets.value.get('database') === undefined)
    return err({ problem: 'database-missing', values: {} });
  const log = createJsonLog({
    level: 'warn',
    now: systemClock.now,
    write: (line) => process.stderr.write(line),
  });
  const work = { ...parts, secrets: secrets.value, log };
  switch (command.name) {
    case 'backup':
      return writeBackup(work, command.file);
    case 'restore':
      return readBackup(work, command);
    case 'portal-key':
      return runPortalKey(command.words, { config, secrets: secrets.value, say, log });
  }
}

interface Work extends CommandParts {
  readonly secrets: Secrets;
  readonly log: Log;
}

async function openBackup({ config, secrets, log }: Work): Promise<BackupStore> {
  const shared = { clock: systemClock, log };
  if (config.embedded) return openEmbeddedBackup({ ...shared, dataDir: config.dataDir });
  const { openPostgresBackup } = await import('./postgres/backup.ts');
  return openPostgresBackup({ ...shared, connectionString: secrets.get('database') ?? '' });
}

async function writeBackup(work: Work, file: string): Done {
  const { say, secrets } = work;
  const folder = dirname(resolve(file));
  if (!existsSync(folder)) return err({ problem: 'backup-folder-missing', values: { path: folder } });
  const store = await openBackup(work);
  try {
    await backUp(store, file, systemClock.now());
  } catch (error) {
    if (error instanceof FileExists) return err({ problem: 'backup-exists', values: { path: file } });
    return err({ problem: 'backup-failed', values: { cause: causeOf(error) } });
  } finally {
    await store.close();
  }
  say('backup-written', { path: file });
  const paths = keyNames.map((name) => (secrets.source(name) === 'file' ? join(secrets.folder, name) : name));
  say('backup-keep-apart', { paths: paths.join(' ') });
  return ok(undefined);
}

async function readBackup(work: Work, { file, takesOver }: RestoreCommand): Done {
  const { config, say } = work;
  // No service may run there meanwhile; PostgreSQL decides by its own locks.
  const lock = config.embedded ? lockDataDir(config.dataDir) : ok(undefined);
  if (!lock.ok) return lock;
  const store = await openBackup(work);
  try {
    await restore(store, file, { takesOver });
  } catch (error) {
    return err(restoreProblem(error, file));
  } finally {
    await store.close();
    lock.value?.release();
  }
  say('restored', { path: file });
  if (!takesOver) say('restored-beside', {});
  return ok(undefined);
}

function restoreProblem(error: unknown, path: string): ServiceProblem {
  if (error instanceof NotEmpty) return { problem: 'restore-not-empty', values: {} };
  if (error instanceof BackupUnusable)
    return { problem: 'restore-unusable', values: { path, cause: error.code, line: error.line } };
  return { problem: 'restore-failed', values: { cause: causeOf(error) } };
}
