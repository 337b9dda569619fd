import type { Pool } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createPool } from '../../../../src/main/service/postgres/connection.ts';
import { createDocuments, type Documents } from '../../../../src/main/service/postgres/documents.ts';
import { migrate } from '../../../../src/main/service/postgres/migrations.ts';
import { createNotices, type Notices } from '../../../../src/main/service/postgres/notices.ts';
import {
  openPostgresSettings,
  SettingsChanged,
  type PostgresSettingsStore,
} from '../../../../src/main/service/postgres/settingsStore.ts';
import { systemClock } from '../../../../src/main/system.ts';
import { emptyTables, startPostgres, type PostgresServer } from '../../../fixtures/postgres.ts';
import { postgresProxy } from '../../../fixtures/postgresProxy.ts';
import { recordingLog, type RecordingLog } from '../../../fixtures/recordingLog.ts';

let server: PostgresServer;
let url: string;
let pool: Pool;
let documents: Documents;
let notices: Notices;
let log: RecordingLog;

beforeAll(async () => {
  server = await startPostgres();
  url = await server.database();
  pool = createPool({ connectionString: url, log: recordingLog(), size: 4 });
  await migrate(pool, recordingLog());
});
afterAll(async () => {
  await pool.end();
  await server.dispose();
});
beforeEach(async () => {
  await emptyTables(pool);
  documents = createDocuments(pool);
  log = recordingLog();
  notices = createNotices({ connectionString: url, clock: systemClock, log });
  await notices.start();
});
afterEach(() => notices.stop());

const heard = (): Promise<unknown> => new Promise((resolve) => notices.onDocument(resolve));

describe('documents', () => {
  it('come back as they were written, in the next version, and the other nodes hear of it', async () => {
    const body = { clinic: { phone: '+7 495 «1»' }, list: [1, null, 'a\0b'] };
    expect(await documents.read('settings')).toBeUndefined();
    const first = heard();
    expect(await documents.write('settings', body, 0)).toBe('saved');
    expect(await first).toEqual({ name: 'settings', version: 1 });
    expect(await documents.read('settings')).toEqual({ body, version: 1 });
    const second = heard();
    expect(await documents.write('settings', 'short', 1)).toBe('saved');
    expect(await second).toEqual({ name: 'settings', version: 2 });
    expect(await documents.read('settings')).toEqual({ body: 'short', version: 2 });
  });

  it('are not written over what somebody else has written', async () => {
    expect(await documents.write('a', 1, 3)).toBe('conflict');
    await documents.write('a', 1, 0);
    expect(await documents.write('a', 2, 0)).toBe('conflict');
    const writes = await Promise.all([2, 3, 4].map((body) => documents.write('a', body, 1)));
    expect(writes.toSorted()).toEqual(['conflict', 'conflict', 'saved']);
    expect((await documents.read('a'))?.version).toBe(2);
  });

  it('are made once by nodes that start at the same time', async () => {
    const got = await Promise.all(['x', 'y', 'z'].map((tag) => documents.readOrWrite('installation', tag)));
    expect(new Set(got.map(({ body }) => body)).size).toBe(1);
    expect(await documents.read('installation')).toEqual(got[0]);
  });
});

describe('settings of several nodes', () => {
  let stores: PostgresSettingsStore[];
  const aNode = async (): Promise<PostgresSettingsStore> => {
    const store = await openPostgresSettings({ documents, notices, clock: systemClock, log });
    stores.push(store);
    return store;
  };
  const changed = (store: PostgresSettingsStore): Promise<void> =>
    new Promise((resolve) => store.onChange(resolve));
  beforeEach(() => {
    stores = [];
  });
  afterEach(() => stores.forEach((store) => store.close()));

  it('are nothing at first, then what was written, also for a node that starts later', async () => {
    const first = await aNode();
    expect(first.read()).toBeUndefined();
    await first.write({ topic: 'Visit' });
    expect(first.read()).toEqual({ topic: 'Visit' });
    await first.write({ topic: 'Talk' });
    expect((await aNode()).read()).toEqual({ topic: 'Talk' });
  });

  it('change on the others when one writes them, and not twice on that one', async () => {
    const [first, second] = [await aNode(), await aNode()];
    let own = 0;
    first.onChange(() => (own += 1));
    const told = changed(second);
    await first.write({ topic: 'Visit' });
    await told;
    expect(second.read()).toEqual({ topic: 'Visit' });
    const back = changed(first);
    await second.write({ topic: 'Talk' });
    await back;
    expect([own, first.read()]).toEqual([1, { topic: 'Talk' }]);
  });

  it('are not overwritten by a node that has not heard of them: it is told, and knows them then', async () => {
    const store = await aNode();
    await store.write({ topic: 'first' });
    // Without a notice, as when it is still on its way.
    await pool.query(`UPDATE documents SET version = 2, body = '{"topic":"second"}' WHERE name = 'settings'`);
    await expect(store.write({ topic: 'third' })).rejects.toThrow(SettingsChanged);
    expect(store.read()).toEqual({ topic: 'second' });
    await store.write({ topic: 'third' });
    expect(await documents.read('settings')).toEqual({ body: { topic: 'third' }, version: 3 });
  });

  it('that were changed while nothing could be heard are loaded afterwards', async () => {
    const proxy = await postgresProxy(url, server.socketPath);
    const deaf = createNotices({ connectionString: proxy.connectionString, clock: systemClock, log });
    await deaf.start();
    const store = await openPostgresSettings({ documents, notices: deaf, clock: systemClock, log });
    const told = changed(store);
    proxy.cut();
    await documents.write('settings', { topic: 'kept' }, 0);
    expect(store.read()).toBeUndefined();
    proxy.mend();
    await told;
    expect(store.read()).toEqual({ topic: 'kept' });
    store.close();
    await deaf.stop();
    await proxy.close();
  });

  it('are what they were when PostgreSQL is gone, and are loaded when it is there again', async () => {
    const store = await aNode();
    await store.write({ topic: 'first' });
    await server.stop('crash');
    await expect(store.write({ topic: 'lost' })).rejects.toThrow();
    expect(store.read()).toEqual({ topic: 'first' });
    await server.start();
    const told = changed(store);
    expect(await documents.write('settings', { topic: 'second' }, 1)).toBe('saved');
    await told;
    expect(store.read()).toEqual({ topic: 'second' });
  });

  it('that cannot be used are kept under another name before they are replaced', async () => {
    await documents.write('settings', { version: 99 }, 0);
    const store = await aNode();
    store.setAside('damaged');
    await store.write({ topic: 'salvaged' });
    const { rows } = await pool.query('SELECT name, body FROM documents ORDER BY name');
    expect(rows).toEqual([
      { name: 'settings', body: { topic: 'salvaged' } },
      { name: expect.stringMatching(/^settings\.damaged-\d+$/) as string, body: { version: 99 } },
    ]);
  });

  it('that cannot be kept aside now are not replaced', async () => {
    await documents.write('settings', { version: 99 }, 0);
    const store = await aNode();
    await server.stop('fast');
    store.setAside('damaged');
    await expect(store.write({ topic: 'salvaged' })).rejects.toThrow();
    await server.start();
    await store.write({ topic: 'salvaged' });
    const { rows } = await pool.query(`SELECT body FROM documents WHERE name LIKE 'settings.damaged-%'`);
    expect(rows).toEqual([{ body: { version: 99 } }]);
  });
});
