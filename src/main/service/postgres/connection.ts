/** How a node of the service connects to PostgreSQL (14 or newer). A connection string holds a password: it is never logged. */
import { createHash } from 'node:crypto';
import { Pool, type PoolClient } from 'pg';
import { causeOf } from '../../log/cause.ts';
import type { Log } from '../../ports.ts';

export interface PoolOptions {
  /** `postgresql://user:password@host:port/database?sslmode=verify-full`, or `…?host=/folder/of/the/socket`. */
  readonly connectionString: string;
  readonly log: Log;
  /** Connections at most. */
  readonly size?: number;
  /** How long the server may work on one statement. */
  readonly statementTimeoutMs?: number;
}

export const connectTimeoutMs = 5_000;
/** The server's own limit comes first; this one is for a server or a network that no longer answers at all. */
const silenceMs = 2_000;

/** Whoever makes the pool ends it. A connection that dies while nobody uses it is logged and replaced. */
export function createPool(options: PoolOptions): Pool {
  const statementTimeoutMs = options.statementTimeoutMs ?? 5_000;
  const pool = new Pool({
    connectionString: options.connectionString,
    application_name: 'visit-desk',
    max: options.size ?? 10,
    connectionTimeoutMillis: connectTimeoutMs,
    statement_timeout: statementTimeoutMs,
    query_timeout: statementTimeoutMs + silenceMs,
    idle_in_transaction_session_timeout: statementTimeoutMs,
    keepAlive: true,
  });
  // Without a listener Node ends the process.
  pool.on('error', (error) => options.log.warn('postgres.connection-lost', { cause: causeOf(error) }));
  return pool;
}

/** Runs `work` in one transaction. Errors: rejects with what `work` or the server says; then nothing was changed. */
export async function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  // While a connection is lent out the pool does not listen; the query that is under way rejects anyhow.
  const ignore = (): void => undefined;
  client.on('error', ignore);
  let failure: Error | undefined;
  try {
    await client.query('BEGIN');
    const value = await work(client);
    await client.query('COMMIT');
    return value;
  } catch (error) {
    failure = error instanceof Error ? error : new Error('not an error', { cause: error });
    throw error;
  } finally {
    client.removeListener('error', ignore);
    // A connection that failed is closed, which also rolls back.
    client.release(failure);
  }
}

/** PostgreSQL 14: the first one that ends a session which says nothing (`leader.ts`). */
export const isTooOld = (serverVersion: number): boolean => serverVersion < 140_000;

export async function serverVersion(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ version: number }>(
    `SELECT current_setting('server_version_num')::int AS version`,
  );
  return rows[0]?.version ?? 0;
}

/** Says it when what the clinic stores goes through a network as it is. Errors: rejects with what the server says. */
export async function warnIfOpenToOthers(pool: Pool, log: Log): Promise<void> {
  const { rows } = await pool.query<{ ssl: boolean; address: string | null }>(
    'SELECT ssl, host(inet_server_addr()) AS address FROM pg_stat_ssl WHERE pid = pg_backend_pid()',
  );
  const connection = rows[0];
  if (connection && isOpenToOthers(connection.ssl, connection.address)) log.warn('postgres.not-encrypted');
}

/** @param address of the server; `null`: a socket of this computer. */
export const isOpenToOthers = (encrypted: boolean, address: string | null): boolean =>
  !encrypted && address !== null && !/^(?:127\.|::1$|::ffff:127\.)/.test(address);

/** The number of the advisory lock of this name, as PostgreSQL's bigint. */
export const lockKey = (name: string): string =>
  createHash('sha256').update(`visit-desk:${name}`).digest().readBigInt64BE().toString();
