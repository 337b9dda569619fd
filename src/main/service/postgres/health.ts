/** Whether PostgreSQL is of use now, for `/readyz` and the metrics. */
import type { Pool } from 'pg';
import type { Clock } from '../../ports.ts';
import { failureOf } from './waiting.ts';

export interface PostgresHealth {
  /** It answered in time. */
  readonly reachable: boolean;
  /** It takes changes; a standby does not. */
  readonly writable: boolean;
  /** What other nodes save is heard. */
  readonly listening: boolean;
  /** How long the answer took; `null`: there was none. */
  readonly answerMs: number | null;
  /** Why it is not reachable: SQLSTATE, Node's code `no-answer` or `timeout`. */
  readonly cause: string | null;
}

export interface HealthOptions {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly isListening: () => boolean;
}

export const healthTimeoutMs = 2_000;

const sql = `SELECT current_setting('transaction_read_only') = 'off' AND NOT pg_is_in_recovery() AS writable`;

/** Never rejects. Who asks while an answer is awaited gets the same one. */
export function createHealth({ pool, clock, isListening }: HealthOptions): () => Promise<PostgresHealth> {
  let current: Promise<PostgresHealth> | undefined;

  async function ask(): Promise<PostgresHealth> {
    const askedAt = clock.now();
    try {
      const { rows } = await pool.query<{ writable: boolean }>(sql);
      const answer = { writable: rows[0]?.writable ?? false, answerMs: clock.now() - askedAt };
      return { reachable: true, ...answer, listening: isListening(), cause: null };
    } catch (error) {
      return away(failureOf(error));
    }
  }
  const away = (cause: string): PostgresHealth => ({
    reachable: false,
    writable: false,
    listening: isListening(),
    answerMs: null,
    cause,
  });
  const inTime = (): Promise<PostgresHealth> =>
    new Promise((resolve) => {
      const cancel = clock.after(healthTimeoutMs, () => resolve(away('timeout')));
      void ask().then((health) => {
        cancel();
        resolve(health);
      });
    });
  return () =>
    (current ??= inTime().finally(() => {
      current = undefined;
    }));
}
