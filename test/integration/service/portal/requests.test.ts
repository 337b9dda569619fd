/** One contract for both stores of what came under which Idempotency-Key. */
import type { Pool } from 'pg';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { openSqliteRequests, type PortalRequests } from '../../../../src/main/service/portal/index.ts';
import { createPool } from '../../../../src/main/service/postgres/connection.ts';
import { migrate } from '../../../../src/main/service/postgres/migrations.ts';
import { createPostgresRequests } from '../../../../src/main/service/postgres/portalRequests.ts';
import { startPostgres, type PostgresServer } from '../../../fixtures/postgres.ts';
import { recordingLog } from '../../../fixtures/recordingLog.ts';
import { temporaryFolder } from '../../../fixtures/temporaryFolder.ts';

function contract(open: () => readonly [PortalRequests, PortalRequests]): void {
  test('the first body stays, whichever node it came to', async () => {
    const [one, two] = open();
    expect(await one.remember('key', 'body', 1)).toEqual({ bodyHash: 'body', isNew: true });
    expect(await two.remember('key', 'other', 2)).toEqual({ bodyHash: 'body', isNew: false });
    expect(await one.remember('key', 'body', 3)).toEqual({ bodyHash: 'body', isNew: false });
    expect(await two.remember('another key', 'other', 2)).toEqual({ bodyHash: 'other', isNew: true });
  });

  test('of many at once one is kept, and all are told which', async () => {
    const nodes = open();
    const told = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        nodes[index % 2 === 0 ? 0 : 1].remember('many', `body${index}`, 3),
      ),
    );
    expect(new Set(told.map(({ bodyHash }) => bodyHash)).size).toBe(1);
    expect(told.filter(({ isNew }) => isNew)).toHaveLength(1);
  });

  test('a key that is forgotten takes another body', async () => {
    const [one, two] = open();
    await one.remember('refused', 'body', 4);
    await one.remember('made', 'body', 4);
    await two.forget('refused');
    expect(await one.remember('refused', 'other', 5)).toEqual({ bodyHash: 'other', isNew: true });
    expect((await one.remember('made', 'other', 5)).bodyHash).toBe('body');
  });

  test('what is old is forgotten', async () => {
    const [one, two] = open();
    await one.remember('old', 'body', 10);
    await one.remember('new', 'body', 20);
    await one.sweep(20);
    expect((await two.remember('old', 'other', 30)).bodyHash).toBe('other');
    expect((await two.remember('new', 'other', 30)).bodyHash).toBe('body');
  });
}

describe('in a file', () => {
  contract(() => {
    const path = join(temporaryFolder(), 'portal.sqlite');
    const stores = [openSqliteRequests(path), openSqliteRequests(path)] as const;
    onTestFinished(async () => {
      for (const store of stores) await store.close();
    });
    expect(statSync(path).mode & 0o077).toBe(0);
    return stores;
  });
});

describe('in PostgreSQL', () => {
  let server: PostgresServer;
  let pools: readonly [Pool, Pool];
  beforeAll(async () => {
    server = await startPostgres();
    const connectionString = await server.database();
    const open = (): Pool => createPool({ connectionString, log: recordingLog(), size: 4 });
    pools = [open(), open()];
    await migrate(pools[0], recordingLog());
  });
  afterAll(async () => {
    for (const pool of pools) await pool.end();
    await server.dispose();
  });
  contract(() => [createPostgresRequests(pools[0]), createPostgresRequests(pools[1])]);
});
