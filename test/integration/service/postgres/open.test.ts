import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { healthTimeoutMs } from '../../../../src/main/service/postgres/health.ts';
import {
  openPostgres,
  PostgresUnusable,
  SchemaTooNew,
  type Postgres,
  type PostgresOptions,
} from '../../../../src/main/service/postgres/index.ts';
import { openPostgresStore } from '../../../../src/main/service/postgresStore.ts';
import type { DeskSignal } from '../../../../src/main/service/staff/signals.ts';
import type { ServiceStore } from '../../../../src/main/service/store.ts';
import { systemClock } from '../../../../src/main/system.ts';
import { createFieldSealer } from '../../../../src/main/visits/sealedField.ts';
import type { VisitRepository } from '../../../../src/main/visits/types.ts';
import { anAdministrator } from '../../../fixtures/accountStoreContract.ts';
import { FakeClock } from '../../../fixtures/fakeClock.ts';
import { fakeRandom } from '../../../fixtures/fakeRandom.ts';
import { startPostgres, type PostgresServer } from '../../../fixtures/postgres.ts';
import { postgresProxy } from '../../../fixtures/postgresProxy.ts';
import { recordingLog, type RecordingLog } from '../../../fixtures/recordingLog.ts';
import { aPerson, aVisit } from '../../../fixtures/repositoryContract.ts';

let server: PostgresServer;
let url: string;
let log: RecordingLog;
let nodes: Pick<Postgres, 'close'>[];

beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.dispose());
beforeEach(async () => {
  url = await server.database();
  log = recordingLog();
  nodes = [];
});
afterEach(() => Promise.all(nodes.map((node) => node.close())));

async function aNode(options: Partial<PostgresOptions> = {}): Promise<Postgres> {
  const node = await openPostgres({ connectionString: url, clock: systemClock, log, ...options });
  nodes.push(node);
  return node;
}

/** As the rest of the service has a node. */
async function aStore(): Promise<ServiceStore> {
  const { signal } = new AbortController();
  const store = await openPostgresStore({ connectionString: url, clock: systemClock, log, signal });
  nodes.push(store);
  return store;
}

const visitsOf = (node: Postgres): VisitRepository =>
  node.repository(createFieldSealer(Buffer.alloc(32, 1), fakeRandom()));
const fresh = (id: string) => ({ visit: aVisit(id), persons: [], version: 0 });
const events = (): readonly string[] => log.lines.map(({ event }) => event);
const once = <T>(subscribe: (listener: (event: T) => void) => () => void): Promise<T> =>
  new Promise((resolve) => {
    const end = subscribe((event) => {
      end();
      resolve(event);
    });
  });

async function admin(sql: string): Promise<readonly Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<Record<string, unknown>>(sql);
  await client.end();
  return rows;
}

describe('a node', () => {
  it('has everything on an empty database, hears its own saves, and leaves nothing open', async () => {
    const node = await openPostgres({ connectionString: url, clock: systemClock, log });
    const saved = once(node.notices.onSaved);
    expect(await visitsOf(node).save(fresh('a'))).toBe('saved');
    expect(await saved).toEqual({ visitId: 'a', version: 1 });
    expect(await node.stores.accounts.save(anAdministrator('a'))).toBe('saved');
    await node.settings.write({ topic: 'Visit' });
    expect(node.settings.read()).toEqual({ topic: 'Visit' });
    expect(node.leader.isLeader()).toBe(true);
    node.presence.heard('p');
    expect(await node.health()).toEqual({
      ...{ reachable: true, writable: true, listening: true, cause: null },
      answerMs: expect.any(Number) as number,
    });
    expect(node.connections()).toMatchObject({ waiting: 0 });
    await node.close();
    const others = `FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'visit-desk%'`;
    await expect.poll(() => admin(`SELECT 1 ${others}`)).toEqual([]);
    expect(await admin('SELECT person_id FROM presence')).toEqual([{ person_id: 'p' }]);
    expect(events()).toEqual(['postgres.migrated', 'service.leader', 'service.leader']);
  });

  it('is one of two: what one saves, writes and tells the other one hears; one leads', async () => {
    const [first, store] = [await aNode(), await aStore()];
    const heard: string[] = [];
    const expected = ['call a', 'document installation', 'settings {"topic":"Visit"}', 'visit a 1'];
    const all = new Promise<void>((resolve) => {
      const add = (word: string): void => {
        heard.push(word);
        if (expected.every((one) => heard.includes(one))) resolve();
      };
      store.listen({
        visitSaved: (visitId, version) => add(`visit ${visitId} ${version}`),
        gap: () => add('gap'),
        settingsChanged: () => add(`settings ${JSON.stringify(store.settings.read())}`),
        documentChanged: (name) => add(`document ${name}`),
      });
      store.signals?.onTold(({ visitId }) => add(`call ${visitId}`));
    });
    const local: DeskSignal[] = [];
    first.signals.onTold((signal) => local.push(signal));
    await visitsOf(first).save(fresh('a'));
    await first.settings.write({ topic: 'Visit' });
    await first.documents.write('installation', { tag: 't' }, 0);
    first.signals.tell({ kind: 'call-entered', visitId: 'a', deskKey: 'desk' });
    expect(local).toEqual([{ kind: 'call-entered', visitId: 'a', deskKey: 'desk' }]);
    await all;
    expect(heard).not.toContain('gap');
    expect(await store.documents.read('installation')).toEqual({ tag: 't' });
    expect(local).toHaveLength(1);
    expect([first.leader.isLeader(), store.leads()]).toEqual([true, false]);
    expect(await store.answers()).toBe(true);
  });

  it('is not ready while the server takes no changes', async () => {
    const [{ name }] = (await admin('SELECT current_database() AS name')) as [{ name: string }];
    const [node, store] = [await aNode(), await aStore()];
    await admin(`ALTER DATABASE ${name} SET default_transaction_read_only = on`);
    await admin(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND application_name = 'visit-desk'`,
    );
    await expect.poll(async () => (await node.health()).reachable).toBe(true);
    expect(await node.health()).toMatchObject({ reachable: true, writable: false });
    await expect.poll(() => store.answers()).toBe(false);
  });
});

describe('opening', () => {
  it('waits for a server that is not there yet, and says why', async () => {
    await server.stop('fast');
    const opening = aNode();
    await expect.poll(events).toContain('postgres.waiting');
    await server.start();
    const node = await opening;
    expect(await visitsOf(node).save(fresh('a'))).toBe('saved');
    const causes = log.lines
      .filter(({ event }) => event === 'postgres.waiting')
      .map(({ fields }) => fields['cause']);
    expect(new Set(causes).size).toBe(causes.length);
  });

  it('ends its waiting when it is told to', async () => {
    await server.stop('fast');
    const controller = new AbortController();
    const opening = aNode({ signal: controller.signal });
    await expect.poll(events).toContain('postgres.waiting');
    controller.abort();
    await expect(opening).rejects.toMatchObject({ code: 'aborted' });
    await server.start();
  });

  it.each([
    ['a database that is not there', 'nothing', '3D000'],
    ['a user that is not there', 'user', '28000'],
    ['a user that may make no tables', 'limited', '42501'],
    ['what is no connection string', 'nonsense', 'ERR_INVALID_URL'],
  ])('is refused for %s, without a word of the password', async (_name, what, code) => {
    const wrong = new URL(url);
    if (what === 'nothing') wrong.pathname = '/nothing';
    if (what === 'user') wrong.searchParams.set('user', 'nobody');
    if (what === 'limited') {
      wrong.searchParams.set('user', what);
      await admin(`CREATE ROLE ${what} LOGIN; REVOKE CREATE ON SCHEMA public FROM PUBLIC`);
    }
    wrong.searchParams.set('password', 'CanaryPassword');
    const text = what === 'nonsense' ? 'postgresql://a:CanaryPassword@[/' : wrong.toString();
    const error: unknown = await aNode({ connectionString: text }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(PostgresUnusable);
    expect(error).toMatchObject({ code });
    expect(`${String(error)} ${JSON.stringify(error)} ${log.text()}`).not.toContain('Canary');
    expect(error).not.toHaveProperty('cause');
  });

  it('is refused for a database of a newer program', async () => {
    await aNode();
    await admin(`INSERT INTO migrations (number, name) VALUES (9999, 'from the future')`);
    await expect(aNode()).rejects.toThrow(SchemaTooNew);
  });
});

describe('when PostgreSQL', () => {
  it('is killed under load, what was answered is there, one leads again, and both go on by themselves', async () => {
    const both = [await aNode(), await aNode()] as const;
    const gaps = Promise.all(both.map((node) => once<void>(node.notices.onGap)));
    const answered: string[] = [];
    let failed = 0;
    let running = true;
    const load = async (node: Postgres, name: string): Promise<void> => {
      const visits = visitsOf(node);
      for (let index = 0; running; index += 1) {
        const id = `${name}-${index}`;
        const record = { visit: aVisit(id), persons: [aPerson(id, `p-${id}`)], version: 0 };
        await visits.save(record).then(
          () => answered.push(id),
          () => (failed += 1),
        );
        node.presence.heard(`p-${id}`);
      }
    };
    const loads = both.flatMap((node, at) => ['x', 'y'].map((name) => load(node, `${name}${at}`)));
    await expect.poll(() => answered.length).toBeGreaterThan(20);
    await server.stop('kill');
    await expect.poll(() => failed).toBeGreaterThan(4);
    expect((await both[0].health()).reachable).toBe(false);
    expect(both.map((node) => node.leader.isLeader())).toEqual([false, false]);
    const before = answered.length;
    const leads = Promise.race(both.map((node) => once(node.leader.onChange)));
    await server.start();
    await Promise.all([gaps, leads]);
    await expect.poll(() => answered.length).toBeGreaterThan(before + 20);
    running = false;
    await Promise.all(loads);
    const stored = await visitsOf(both[1]).list({ limit: 100_000 });
    const ids = new Set(stored.map(({ visit }) => visit.id));
    expect(answered.filter((id) => !ids.has(id))).toEqual([]);
    expect(both.filter((node) => node.leader.isLeader())).toHaveLength(1);
    expect(await both[0].health()).toMatchObject({ reachable: true, writable: true, listening: true });
    expect(events()).toEqual(expect.arrayContaining(['postgres.session-lost', 'postgres.session-back']));
    expect(log.text()).not.toMatch(/label of|name of|hash-/);
  });

  it('is slow, everything goes on, slowly', async () => {
    const proxy = await postgresProxy(url, server.socketPath);
    const node = await aNode({ connectionString: proxy.connectionString });
    const told: boolean[] = [];
    node.leader.onChange((leads) => told.push(leads));
    proxy.delay(150);
    const saves = ['a', 'b', 'c'].map((id) => visitsOf(node).save(fresh(id)));
    expect(await Promise.all(saves)).toEqual(['saved', 'saved', 'saved']);
    const health = await node.health();
    expect(health).toMatchObject({ reachable: true, writable: true, listening: true });
    expect(health.answerMs).toBeGreaterThanOrEqual(145);
    expect([node.leader.isLeader(), told]).toEqual([true, []]);
    proxy.delay(0);
    await node.close();
    nodes.pop();
    await proxy.close();
  });

  it('no longer answers, health says so in time', async () => {
    const proxy = await postgresProxy(url, server.socketPath);
    const clock = new FakeClock();
    const node = await aNode({ connectionString: proxy.connectionString, clock });
    proxy.freeze();
    const health = node.health();
    await clock.advance(healthTimeoutMs);
    expect(await health).toMatchObject({ reachable: false, cause: 'timeout', answerMs: null });
    await proxy.close();
    await clock.advance(10_000);
  });
});
