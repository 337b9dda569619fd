/** PostgreSQL as a node of the service uses it: everything opened in the right order, and closed in the other one. */
import type { Pool } from 'pg';
import type { Clock, Log } from '../../ports.ts';
import type { FieldSealer } from '../../visits/sealedField.ts';
import type { VisitRepository } from '../../visits/types.ts';
import type { AccessStores } from '../access/stores.ts';
import type { DeskSignals } from '../staff/signals.ts';
import { createPostgresStores } from './accessStores.ts';
import { createPool, isTooOld, serverVersion, warnIfOpenToOthers } from './connection.ts';
import { createDocuments, type Documents } from './documents.ts';
import { createHealth, type PostgresHealth } from './health.ts';
import { createLeader, type Leader } from './leader.ts';
import { migrate, SchemaTooNew } from './migrations.ts';
import { createNotices, type Notices } from './notices.ts';
import { createPostgresPresence, type SharedPresence } from './presence.ts';
import { openPostgresRepository } from './repository.ts';
import { openPostgresSettings, type PostgresSettingsStore } from './settingsStore.ts';
import { createPostgresSignals } from './signals.ts';
import { failureOf, isAway, pause } from './waiting.ts';

export { SchemaTooNew } from './migrations.ts';
export { SettingsChanged } from './settingsStore.ts';
export type { PostgresHealth } from './health.ts';

export interface PostgresOptions {
  /** `createPool` says what it looks like. It holds a password and is neither logged nor part of an error. */
  readonly connectionString: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Ends the waiting for a server that is not there yet. */
  readonly signal?: AbortSignal;
  /** Connections at most, beside the two that last: one listens, one holds the lock of the leader. */
  readonly poolSize?: number;
}

export interface Postgres {
  /** The visits of all nodes, with label and names sealed by this key. */
  repository(sealer: FieldSealer): VisitRepository;
  readonly stores: AccessStores;
  readonly documents: Documents;
  readonly settings: PostgresSettingsStore;
  readonly notices: Pick<Notices, 'onSaved' | 'onDocument' | 'onGap'>;
  readonly signals: DeskSignals;
  /** Of the nodes one does what only one may do. */
  readonly leader: Pick<Leader, 'isLeader' | 'onChange'>;
  readonly presence: SharedPresence;
  /** For backup and restore; of whoever has it, none ends it. */
  readonly pool: Pool;
  /** Never rejects. */
  health(): Promise<PostgresHealth>;
  /** For the metrics. `waiting`: calls that wait for a connection. */
  connections(): { readonly total: number; readonly idle: number; readonly waiting: number };
  /** After whoever uses it has stopped. The lock of the leader is given back, and what was heard last is written. */
  close(): Promise<void>;
}

/**
 * It is of no use to wait. `code`: of PostgreSQL (SQLSTATE) or Node, `server-too-old` (before 14), `aborted`. Holds
 * nothing of the connection string.
 */
export class PostgresUnusable extends Error {
  readonly code: string;
  constructor(code: string) {
    super(`PostgreSQL cannot be used: ${code}`);
    this.code = code;
  }
}

/**
 * Waits for a server that is away or just starts, and says so in the log.
 * Errors: rejects with `SchemaTooNew`; with `PostgresUnusable` (refused, no such database, no right to it, aborted).
 */
export async function openPostgres(options: PostgresOptions): Promise<Postgres> {
  const { clock, log, signal } = options;
  let told = '';
  for (let attempt = 0; ; attempt += 1) {
    if (signal?.aborted) throw new PostgresUnusable('aborted');
    try {
      return await openOnce(options);
    } catch (error) {
      if (error instanceof SchemaTooNew || error instanceof PostgresUnusable) throw error;
      const cause = failureOf(error);
      // The error itself may quote the connection string.
      if (!isAway(error)) throw new PostgresUnusable(cause);
      if (cause !== told) log.warn('postgres.waiting', { cause });
      told = cause;
    }
    await pause(attempt, clock, signal);
  }
}

async function openOnce(options: PostgresOptions): Promise<Postgres> {
  const { connectionString, clock, log, poolSize } = options;
  const pool = createPool({ connectionString, log, ...(poolSize !== undefined && { size: poolSize }) });
  const notices = createNotices({ connectionString, clock, log });
  const leader = createLeader({ connectionString, name: 'service', clock, log });
  const presence = createPostgresPresence({ pool, clock, log });
  const documents = createDocuments(pool);
  try {
    if (isTooOld(await serverVersion(pool))) throw new PostgresUnusable('server-too-old');
    await migrate(pool, log);
    await warnIfOpenToOthers(pool, log);
    // Before anything is loaded, so that nothing is missed.
    await notices.start();
    const settings = await openPostgresSettings({ documents, notices, clock, log });
    await Promise.all([leader.start(), presence.start()]);
    return {
      repository: (sealer) => openPostgresRepository({ pool, sealer, log }),
      stores: createPostgresStores(pool),
      documents,
      settings,
      notices,
      signals: createPostgresSignals({ pool, notices, log }),
      leader,
      presence,
      pool,
      health: createHealth({ pool, clock, isListening: notices.isListening }),
      connections: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
      async close() {
        settings.close();
        await Promise.all([leader.stop(), notices.stop(), presence.stop()]);
        await pool.end();
      },
    };
  } catch (error) {
    await Promise.all([notices.stop(), pool.end()]);
    throw error;
  }
}
