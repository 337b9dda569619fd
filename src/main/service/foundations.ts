/** What a node stands on before anything listens: the lock of its folder, its secrets, its store. */
import type { ExclusiveLock } from '../exclusiveLock.ts';
import { causeOf } from '../log/cause.ts';
import type { Clock, Log, Random } from '../ports.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { ServiceConfig } from './config.ts';
import { lockDataDir, openEmbeddedStore } from './embeddedStore.ts';
import type { ServiceProblem } from './flags.ts';
import { installationTagIn } from './installation.ts';
import { areSameKeys } from './keyCheck.ts';
import { openSecrets, type Secrets } from './secrets.ts';
import type { ServiceStore } from './store.ts';

export interface Foundations {
  readonly secrets: Secrets;
  readonly store: ServiceStore;
  /** The mark of all nodes on what they make on the TrueConf server. */
  readonly installationTag: string;
  /** Closes the store and lets go of the folder. */
  close(): Promise<void>;
}

export interface FoundationParts {
  readonly config: ServiceConfig;
  /** The process's own: the secrets are taken out of it. */
  readonly environment: Record<string, string | undefined>;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Ends the waiting for a database that is not there yet. */
  readonly signal: AbortSignal;
}

/** Errors: those of the secrets and of the folder, `database-missing`, `store-unusable`, `keys-differ`. Nothing is left open then. */
export async function openFoundations(parts: FoundationParts): Promise<Result<Foundations, ServiceProblem>> {
  const { config, environment } = parts;
  let lock: ExclusiveLock | undefined;
  if (config.embedded) {
    const locked = lockDataDir(config.dataDir);
    if (!locked.ok) return locked;
    lock = locked.value;
  }
  const secrets = openSecrets({ environment, secretsDir: config.secretsDir });
  const opened = secrets.ok ? await openOn(parts, secrets.value) : secrets;
  if (!opened.ok) {
    lock?.release();
    return opened;
  }
  const { store } = opened.value;
  return ok({
    ...opened.value,
    async close() {
      await store.close();
      lock?.release();
    },
  });
}

type Opened = Pick<Foundations, 'secrets' | 'store' | 'installationTag'>;

async function openOn(parts: FoundationParts, secrets: Secrets): Promise<Result<Opened, ServiceProblem>> {
  const { config, random, log } = parts;
  // Before a key is made: a node without a database must leave nothing behind.
  if (!config.embedded && secrets.get('database') === undefined)
    return err({ problem: 'database-missing', values: {} });
  const keys = secrets.makeKeys(random);
  if (!keys.ok) return keys;
  let store: ServiceStore | undefined;
  try {
    store = await openStore(parts, secrets);
    if (!(await areSameKeys(secrets, store.documents))) {
      await store.close();
      return err({ problem: 'keys-differ', values: {} });
    }
    return ok({ secrets, store, installationTag: await installationTagIn(store.documents, random) });
  } catch (error) {
    log.error('service.store-unusable', { cause: causeOf(error) });
    await store?.close();
    return err({ problem: 'store-unusable', values: { cause: causeOf(error) } });
  }
}

async function openStore(
  { config, clock, log, signal }: FoundationParts,
  secrets: Secrets,
): Promise<ServiceStore> {
  if (config.embedded) return openEmbeddedStore(config.dataDir);
  // Only who uses PostgreSQL loads its client.
  const { openPostgresStore } = await import('./postgresStore.ts');
  return openPostgresStore({ connectionString: secrets.get('database') ?? '', clock, log, signal });
}
