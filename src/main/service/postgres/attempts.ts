/** Tries to sign in, counted in PostgreSQL for all nodes. */
import type { Pool, PoolClient } from 'pg';
import type { AccountStore } from '../access/stores.ts';
import { forgiven, nextAttempts, type Attempts } from '../access/throttle.ts';
import { createTurns } from '../access/turns.ts';
import { inTransaction, lockKey } from './connection.ts';

type AttemptStore = Pick<AccountStore, 'takeAttempt' | 'forgiveAttempt' | 'loadAttempts' | 'sweepAttempts'>;
type Alone = <T>(key: string, work: (client: PoolClient) => Promise<T>) => Promise<T>;

/**
 * Connections that wait for their turn at a key: whoever tries passwords by the hundred must not take those that the
 * visits need.
 */
const connectionsAtMost = 2;

export function createPostgresAttempts(pool: Pool): AttemptStore {
  const alone = createAlone(pool);
  return {
    takeAttempt: (key, now, policy) =>
      alone(key, async (client) => {
        const next = nextAttempts(await load(client, key), now, policy);
        if (next.waitMs === 0) await put(client, key, next.attempts);
        return next.waitMs;
      }),
    forgiveAttempt: (key, all) =>
      alone(key, async (client) => {
        const before = await load(client, key);
        if (!before) return;
        if (all) await client.query('DELETE FROM attempts WHERE key = $1', [key]);
        else await put(client, key, forgiven(before));
      }),
    loadAttempts: (key) => load(pool, key),
    async sweepAttempts(before) {
      await pool.query('DELETE FROM attempts WHERE last_at < $1', [before]);
    },
  };
}

/** A lock on the row would not do: before the first try there is none. */
function createAlone(pool: Pool): Alone {
  const inTurn = createTurns(connectionsAtMost);
  return (key, work) =>
    inTurn(() =>
      inTransaction(pool, async (client) => {
        await client.query('SELECT pg_advisory_xact_lock($1)', [lockKey(`attempts:${key}`)]);
        return work(client);
      }),
    );
}

async function load(client: Pool | PoolClient, key: string): Promise<Attempts | undefined> {
  const { rows } = await client.query<{ count: number; last_at: string; open_at: string }>(
    'SELECT count, last_at, open_at FROM attempts WHERE key = $1',
    [key],
  );
  const row = rows[0];
  return row && { count: row.count, lastAt: Number(row.last_at), openAt: Number(row.open_at) };
}

async function put(client: PoolClient, key: string, { count, lastAt, openAt }: Attempts): Promise<void> {
  await client.query(
    `INSERT INTO attempts (key, count, last_at, open_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (key) DO UPDATE
     SET count = excluded.count, last_at = excluded.last_at, open_at = excluded.open_at`,
    [key, count, lastAt, openAt],
  );
}
