import type { Pool } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createPool } from '../../../../src/main/service/postgres/connection.ts';
import { migrate, migrations, SchemaTooNew } from '../../../../src/main/service/postgres/migrations.ts';
import { startPostgres, type PostgresServer } from '../../../fixtures/postgres.ts';
import { recordingLog } from '../../../fixtures/recordingLog.ts';

let server: PostgresServer;
let url: string;
let pools: Pool[];

beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.dispose());
beforeEach(async () => {
  url = await server.database();
  pools = [];
});
afterEach(async () => {
  await Promise.all(pools.map((pool) => pool.end()));
});

function aPool(): Pool {
  const pool = createPool({ connectionString: url, log: recordingLog(), size: 2 });
  pools.push(pool);
  return pool;
}

const tables = async (pool: Pool): Promise<readonly string[]> => {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
};
const step = (name: string) => ({ name, sql: `CREATE TABLE ${name} (id integer)` });

describe('migrations', () => {
  it('make the tables in an empty database, and say so', async () => {
    const pool = aPool();
    const log = recordingLog();
    await migrate(pool, log);
    expect(await tables(pool)).toEqual([
      'accounts',
      'attempts',
      'documents',
      'first_codes',
      'links',
      'migrations',
      'portal_requests',
      'presence',
      'sessions',
      'sites',
      'used_marks',
      'visits',
    ]);
    expect(log.lines).toEqual([{ event: 'postgres.migrated', fields: { from: 0, to: migrations.length } }]);
  });

  it('change nothing when all are done', async () => {
    const pool = aPool();
    await migrate(pool, recordingLog());
    const log = recordingLog();
    await migrate(pool, log);
    expect(log.lines).toEqual([]);
  });

  it('of a newer program come on top of what is there', async () => {
    const pool = aPool();
    await migrate(pool, recordingLog(), [step('first')]);
    await migrate(pool, recordingLog(), [step('first'), step('second')]);
    expect(await tables(pool)).toEqual(['first', 'migrations', 'second']);
    const { rows } = await pool.query('SELECT number, name FROM migrations ORDER BY number');
    expect(rows).toEqual([
      { number: 1, name: 'first' },
      { number: 2, name: 'second' },
    ]);
  });

  it('run once when five nodes start at the same time', async () => {
    const logs = Array.from({ length: 5 }, recordingLog);
    await Promise.all(logs.map((log) => migrate(aPool(), log)));
    expect(logs.flatMap(({ lines }) => lines.map(({ event }) => event))).toEqual(['postgres.migrated']);
  });

  it('that fail leave the database as it was, and the next try finds no lock', async () => {
    const pool = aPool();
    const broken = [step('first'), { name: 'broken', sql: 'CREATE TABLE second (id nonsense)' }];
    await expect(migrate(pool, recordingLog(), broken)).rejects.toMatchObject({ code: '42704' });
    expect(await tables(pool)).toEqual([]);
    await migrate(aPool(), recordingLog(), [step('first')]);
    expect(await tables(pool)).toEqual(['first', 'migrations']);
  });

  it('refuse a database of a newer program, and do not touch it', async () => {
    const pool = aPool();
    await migrate(pool, recordingLog(), [step('first'), step('second')]);
    const old = migrate(pool, recordingLog(), [step('first')]);
    await expect(old).rejects.toThrow(SchemaTooNew);
    await expect(old).rejects.toThrow('schema 2, this program knows 1');
    expect(await tables(pool)).toEqual(['first', 'migrations', 'second']);
  });

  it('let the planner find visits by index', async () => {
    const pool = aPool();
    await migrate(pool, recordingLog());
    await pool.query(`
      INSERT INTO visits (id, version, owner_id, created_at, closed_at, planned_at, document)
      SELECT 'v' || n, 1, 'dr' || n % 50, n, CASE WHEN n % 20 = 0 THEN NULL ELSE n END,
        CASE WHEN n % 40 = 0 THEN n END, '{}'
      FROM generate_series(1, 10000) AS n`);
    await pool.query('ANALYZE visits');
    const plan = async (where: string, order = 'created_at DESC, id'): Promise<string> => {
      const { rows } = await pool.query(
        `EXPLAIN SELECT document FROM visits WHERE ${where} ORDER BY ${order} LIMIT 100`,
      );
      return JSON.stringify(rows);
    };
    expect(await plan(`owner_id = ANY ('{dr7}')`)).toContain('visits_by_owner');
    expect(await plan('closed_at IS NULL')).toContain('visits_open');
    expect(await plan('closed_at IS NULL AND planned_at IS NULL')).toContain('visits_live');
    expect(await plan('planned_at IS NOT NULL AND planned_at < 99', 'planned_at, id')).toContain(
      'visits_planned',
    );
    const ended = '(closed_at IS NULL OR closed_at > 9990)';
    expect(await plan(ended)).not.toContain('Seq Scan');
    expect(await plan(`${ended} AND planned_at IS NULL`)).not.toContain('Seq Scan');
    expect(await plan('TRUE')).toContain('visits_by_age');
    const after = `closed_at IS NOT NULL AND (closed_at, id) < (5000, 'v')`;
    expect(await plan(after, 'closed_at DESC, id DESC')).toContain('visits_by_end');
    expect(await plan(`owner_id = 'dr7' AND ${after}`, 'closed_at DESC, id DESC')).toContain(
      'visits_by_owner_and_end',
    );
  });
});
