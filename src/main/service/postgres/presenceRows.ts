/** The table `presence`: what each node heard of each person. */
import type { Pool } from 'pg';
import type { Clock } from '../../ports.ts';
import { inTransaction } from './connection.ts';

/** Epoch ms by this node's clock. */
export interface Sign {
  readonly heardAt?: number;
  readonly leftAt?: number;
}

export interface PresenceNews {
  readonly node: string;
  /** Epoch ms by this node's clock. */
  readonly now: number;
  /** What is older is worth nothing. */
  readonly keptMs: number;
  readonly signs: readonly (readonly [string, Sign])[];
  readonly deleted: readonly string[];
}

/** Ages travel, not times: the clocks of two nodes may differ by a minute, and nobody must seem silent for that. */
export async function writePresence(
  pool: Pool,
  { node, now, keptMs, signs, deleted }: PresenceNews,
): Promise<void> {
  if (signs.length === 0 && deleted.length === 0) return;
  const age = (at: number | undefined): number | null => (at === undefined ? null : now - at);
  await inTransaction(pool, async (client) => {
    await client.query(
      `DELETE FROM presence
       WHERE person_id = ANY ($1::text[]) OR written_at < now() - $2::float8 * interval '1 ms'`,
      [deleted, keptMs],
    );
    await client.query(
      `INSERT INTO presence (person_id, node, heard_at, left_at, written_at)
       SELECT person_id, $1, now() - heard * interval '1 ms', now() - gone * interval '1 ms', now()
       FROM unnest($2::text[], $3::float8[], $4::float8[]) AS sign (person_id, heard, gone)
       ON CONFLICT (person_id, node) DO UPDATE
       SET heard_at = excluded.heard_at, left_at = excluded.left_at, written_at = excluded.written_at`,
      [
        node,
        signs.map(([id]) => id),
        signs.map(([, { heardAt }]) => age(heardAt)),
        signs.map(([, { leftAt }]) => age(leftAt)),
      ],
    );
  });
}

/** What the other nodes wrote in the last `windowMs`, by this node's clock. */
export async function readPresence(
  pool: Pool,
  node: string,
  windowMs: number,
  clock: Clock,
): Promise<readonly (readonly [string, Sign])[]> {
  const { rows } = await pool.query<{ id: string; heard: number | null; gone: number | null }>(
    `SELECT person_id AS id, extract(epoch FROM now() - max(heard_at))::float8 * 1000 AS heard,
       extract(epoch FROM now() - max(left_at))::float8 * 1000 AS gone
     FROM presence WHERE node <> $1 AND written_at > now() - $2::float8 * interval '1 ms'
     GROUP BY person_id`,
    [node, windowMs],
  );
  const now = clock.now();
  return rows.map(({ id, heard, gone }) => {
    const heardAt = heard === null ? {} : { heardAt: now - heard };
    return [id, gone === null ? heardAt : { ...heardAt, leftAt: now - gone }];
  });
}
