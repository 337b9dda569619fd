import type { Pool } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createPool } from '../../../../src/main/service/postgres/connection.ts';
import { migrate } from '../../../../src/main/service/postgres/migrations.ts';
import { openPostgresRepository } from '../../../../src/main/service/postgres/repository.ts';
import { createFieldSealer } from '../../../../src/main/visits/sealedField.ts';
import type { VisitRepository } from '../../../../src/main/visits/types.ts';
import { createVisitStore } from '../../../../src/main/visits/visitStore.ts';
import { fakeRandom } from '../../../fixtures/fakeRandom.ts';
import { emptyTables, startPostgres, type PostgresServer } from '../../../fixtures/postgres.ts';
import { postgresProxy } from '../../../fixtures/postgresProxy.ts';
import { recordingLog } from '../../../fixtures/recordingLog.ts';
import { aPerson, aVisit, repositoryContract } from '../../../fixtures/repositoryContract.ts';

let server: PostgresServer;
let url: string;
const pools: Pool[] = [];
const key = Buffer.alloc(32, 1);

beforeAll(async () => {
  server = await startPostgres();
  url = await server.database();
  await migrate(aPool(), recordingLog());
});
afterAll(() => server.dispose());
beforeEach(() => emptyTables(aPool()));
afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.end()));
});

function aPool(
  options: { readonly connectionString?: string; readonly statementTimeoutMs?: number } = {},
): Pool {
  const pool = createPool({ connectionString: url, log: recordingLog(), size: 5, ...options });
  pools.push(pool);
  return pool;
}

const open = (pool = aPool(), fieldKey = key, log = recordingLog()): VisitRepository =>
  openPostgresRepository({ pool, sealer: createFieldSealer(fieldKey, fakeRandom()), log });

const fresh = (id: string) => ({ visit: aVisit(id), persons: [], version: 0 });

describe('the PostgreSQL repository', () => repositoryContract(async () => open()));

describe('what the database holds', () => {
  it('is no label and no name that can be read', async () => {
    const pool = aPool();
    await open(pool).save({
      visit: aVisit('a', { label: 'CanaryLabel' }),
      persons: [aPerson('a', 'p1', { name: 'CanaryName' })],
      version: 0,
    });
    const { rows } = await pool.query('SELECT visits::text AS line FROM visits');
    expect(rows).toHaveLength(1);
    expect(rows[0].line).toContain('dr.house');
    expect(rows[0].line).not.toMatch(/Canary/);
  });

  it('that another key sealed reads as empty, and is not destroyed by saving something else', async () => {
    await open().save({ visit: aVisit('a'), persons: [aPerson('a', 'p1')], version: 0 });
    const stranger = open(aPool(), Buffer.alloc(32, 2));
    const record = (await stranger.load('a'))!;
    expect([record.visit.label, record.persons[0]?.name]).toEqual(['', '']);
    await stranger.save({ ...record, visit: { ...record.visit, admission: 'waiting' } });
    expect(await open().load('a')).toMatchObject({
      visit: { label: 'label of a', admission: 'waiting' },
      persons: [{ name: 'name of p1' }],
    });
  });

  it('and cannot be understood is passed over, and it is said which', async () => {
    const pool = aPool();
    const log = recordingLog();
    const repository = open(pool, key, log);
    for (const id of ['good', 'bad', 'worse']) await repository.save(fresh(id));
    await pool.query(`UPDATE visits SET document = '{"visit":1}' WHERE id = 'bad'`);
    await pool.query(`UPDATE visits SET document = '{' WHERE id = 'worse'`);
    expect((await repository.list({ limit: 10 })).map(({ visit }) => visit.id)).toEqual(['good']);
    expect(await repository.load('bad')).toBeUndefined();
    expect(await repository.loadByTokenHash('hash-worse-1')).toBeUndefined();
    expect(log.lines.map(({ event }) => event)).toEqual(Array(4).fill('visits.unreadable'));
    expect(log.lines.map(({ fields }) => fields['visitId']).sort()).toEqual(['bad', 'bad', 'worse', 'worse']);
  });

  it('does not change with what cannot be written, and the next save works', async () => {
    const repository = open();
    await repository.save(fresh('a'));
    const twin = { ...aVisit('b'), links: aVisit('a').links };
    await expect(repository.save({ visit: twin, persons: [], version: 0 })).rejects.toMatchObject({
      code: '23505',
    });
    expect(await repository.load('b')).toBeUndefined();
    expect(await repository.save(fresh('c'))).toBe('saved');
  });

  it('is nothing for an id that PostgreSQL could not even hold', async () => {
    expect(await open().load('a\0b')).toBeUndefined();
  });
});

describe('two nodes', () => {
  it('change one visit a hundred times at once, and no change is lost', async () => {
    const nodes = [createVisitStore(open()), createVisitStore(open())] as const;
    await nodes[0].insert({ visit: aVisit('a'), persons: [] });
    await nodes[0].change('a', ({ visit, persons }) => ({ visit: { ...visit, label: '0' }, persons }));
    const changes = Array.from({ length: 100 }, (_, index) =>
      nodes[index % 2 === 0 ? 0 : 1].change('a', ({ visit, persons }) => ({
        visit: { ...visit, label: `${Number(visit.label) + 1}` },
        persons,
      })),
    );
    const outcomes = await Promise.all(changes);
    expect(outcomes.every((outcome) => outcome?.changed)).toBe(true);
    expect(await open().load('a')).toMatchObject({ version: 102, visit: { label: '100' } });
  });
});

describe('when PostgreSQL fails', () => {
  it('and works too long on a statement, a save rejects, and a later one succeeds', async () => {
    const pool = aPool();
    const repository = open(aPool({ statementTimeoutMs: 200 }));
    await repository.save(fresh('a'));
    const record = (await repository.load('a'))!;
    const other = await pool.connect();
    await other.query(`BEGIN; SELECT 1 FROM visits WHERE id = 'a' FOR UPDATE`);
    await expect(repository.save(record)).rejects.toMatchObject({ code: '57014' });
    await other.query('ROLLBACK');
    other.release();
    expect(await repository.save(record)).toBe('saved');
  });

  it('and its connection is cut in the middle of a save, nothing of the save is there', async () => {
    const pool = aPool();
    const repository = open();
    await repository.save(fresh('a'));
    const record = (await repository.load('a'))!;
    const changed = {
      ...record,
      visit: aVisit('a', { label: 'changed', links: [{ ...record.visit.links[0]!, tokenHash: 'new' }] }),
    };
    const other = await pool.connect();
    await other.query(`BEGIN; SELECT 1 FROM visits WHERE id = 'a' FOR UPDATE`);
    const save = expect(repository.save(changed)).rejects.toThrow();
    await expect
      .poll(async () => (await pool.query(terminateWaiting)).rowCount, { interval: 20, timeout: 10_000 })
      .toBe(1);
    await save;
    await other.query('ROLLBACK');
    other.release();
    expect(await repository.load('a')).toEqual(record);
    expect(await repository.loadByTokenHash('new')).toBeUndefined();
    expect(await repository.save(changed)).toBe('saved');
  });

  it('and its answer to a save is lost, the save rejects and was done; a change tried again is done once', async () => {
    const proxy = await postgresProxy(url, server.socketPath);
    const pool = aPool({ connectionString: proxy.connectionString });
    const store = createVisitStore(open(pool));
    await store.insert({ visit: aVisit('a'), persons: [] });
    const relabel = () =>
      store.change('a', ({ visit, persons }) =>
        visit.label === 'x' ? undefined : { visit: { ...visit, label: 'x' }, persons },
      );
    proxy.cutAtAnswer('pg_notify');
    await expect(relabel()).rejects.toThrow();
    expect(await open().load('a')).toMatchObject({ version: 2, visit: { label: 'x' } });
    expect(await relabel()).toMatchObject({ changed: false, record: { version: 2 } });
    await pool.end();
    pools.splice(pools.indexOf(pool), 1);
    await proxy.close();
  });

  it('and no longer answers at all, a load rejects', async () => {
    const proxy = await postgresProxy(url, server.socketPath);
    const pool = aPool({ connectionString: proxy.connectionString, statementTimeoutMs: 100 });
    const repository = open(pool);
    await repository.save(fresh('a'));
    proxy.freeze();
    await expect(repository.load('a')).rejects.toThrow('timeout');
    await proxy.close();
  });

  it.each(['fast', 'crash', 'kill'] as const)(
    'stops (%s) and starts again, what was saved is there',
    async (how) => {
      const log = recordingLog();
      const pool = createPool({ connectionString: url, log, size: 5 });
      pools.push(pool);
      const repository = open(pool);
      await Promise.all(['a', 'b', 'c', 'd'].map((id) => repository.save(fresh(id))));
      await server.stop(how);
      await expect(repository.load('a')).rejects.toThrow();
      await expect(repository.save(fresh('e'))).rejects.toThrow();
      await expect(repository.list({ limit: 10 })).rejects.toThrow();
      await server.start();
      expect(await repository.list({ limit: 10 })).toHaveLength(4);
      expect(await repository.save(fresh('e'))).toBe('saved');
      expect(log.lines.map(({ event }) => event)).toContain('postgres.connection-lost');
      expect(log.text()).not.toMatch(/label of|hash-/);
    },
  );
});

/** Ends the connection that waits for a row which somebody else holds. */
const terminateWaiting = `
  SELECT pg_terminate_backend(pid) FROM pg_stat_activity
  WHERE datname = current_database() AND wait_event_type = 'Lock'`;

describe('a disk that is full', () => {
  it('makes saves reject, and keeps what was there', async () => {
    const small = await startPostgres({ maxFileBytes: 2 * 1024 * 1024 });
    try {
      const pool = aPool({ connectionString: await small.database() });
      await migrate(pool, recordingLog());
      const repository = open(pool);
      await repository.save(fresh('kept'));
      const large = (index: number) => ({
        visit: aVisit(`v${index}`, { label: fakeRandom(`${index}`).bytes(90_000).toString('base64') }),
        persons: [],
        version: 0,
      });
      let saved = 0;
      const fill = async (): Promise<void> => {
        for (; saved < 40; saved += 1) await repository.save(large(saved));
      };
      await expect(fill()).rejects.toThrow('could not extend file');
      expect(saved).toBeGreaterThan(3);
      expect(await repository.load('kept')).toMatchObject({ version: 1 });
      expect(await repository.load(`v${saved}`)).toBeUndefined();
      expect(await repository.list({ limit: 100 })).toHaveLength(saved + 1);
    } finally {
      await Promise.all(pools.splice(0).map((pool) => pool.end()));
      await small.dispose();
    }
  });
});
