import type { Pool } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createPool } from '../../../../src/main/service/postgres/connection.ts';
import {
  createLeader,
  leaderTimes,
  type Leader,
  type LeaderTimes,
} from '../../../../src/main/service/postgres/leader.ts';
import type { Clock } from '../../../../src/main/ports.ts';
import { systemClock } from '../../../../src/main/system.ts';
import { startPostgres, type PostgresServer } from '../../../fixtures/postgres.ts';
import { postgresProxy } from '../../../fixtures/postgresProxy.ts';
import { recordingLog } from '../../../fixtures/recordingLog.ts';

let server: PostgresServer;
let url: string;
let pool: Pool;
let leaders: Leader[];

beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.dispose());
beforeEach(async () => {
  url = await server.database();
  pool = createPool({ connectionString: url, log: recordingLog(), size: 2 });
  leaders = [];
});
afterEach(async () => {
  await Promise.all(leaders.map((leader) => leader.stop()));
  await pool.end();
});

interface NodeOptions {
  readonly name?: string;
  readonly connectionString?: string;
  readonly clock?: Clock;
  readonly times?: LeaderTimes;
  readonly monotonicMs?: () => number;
}

async function aNode(options: NodeOptions = {}): Promise<Leader> {
  const defaults = { connectionString: url, name: 'poller', clock: systemClock, log: recordingLog() };
  const leader = createLeader({ ...defaults, ...options });
  leaders.push(leader);
  await leader.start();
  return leader;
}

const becomes = (leader: Leader, wanted: boolean): Promise<void> =>
  new Promise((resolve) => {
    const end = leader.onChange((now) => {
      if (now !== wanted) return;
      end();
      resolve();
    });
  });

const holders = async (): Promise<number> => {
  const { rows } = await pool.query(
    `SELECT count(*)::int AS count FROM pg_locks WHERE locktype = 'advisory' AND granted
     AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
  );
  return rows[0].count as number;
};

describe('one of many', () => {
  it('is the first that asks; another name has another leader', async () => {
    const first = await aNode();
    const second = await aNode();
    const other = await aNode({ name: 'sweeper' });
    expect([first, second, other].map((node) => node.isLeader())).toEqual([true, false, true]);
    expect(await holders()).toBe(2);
  });

  it('of five that ask at once', async () => {
    const nodes = await Promise.all(Array.from({ length: 5 }, () => aNode()));
    expect(nodes.filter((node) => node.isLeader())).toHaveLength(1);
  });

  it('stops, and another one takes over', async () => {
    const first = await aNode();
    const second = await aNode();
    const taken = becomes(second, true);
    const lost = becomes(first, false);
    await first.stop();
    await lost;
    expect(first.isLeader()).toBe(false);
    await taken;
    expect(second.isLeader()).toBe(true);
  });

  it('loses its connection: it is not leader at once, and exactly one is again', async () => {
    const first = await aNode();
    const second = await aNode();
    const lost = becomes(first, false);
    const taken = Promise.race([becomes(first, true), becomes(second, true)]);
    await pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    );
    await lost;
    await taken;
    expect([first.isLeader(), second.isLeader()].filter(Boolean)).toHaveLength(1);
    expect(await holders()).toBe(1);
  });

  it('is cut off without a word: it stops first, then another one takes over', async () => {
    const proxy = await postgresProxy(url, server.socketPath);
    const order: string[] = [];
    const times = { beatMs: 300, answerMs: 1_000, leaseMs: 1_500, serverPatienceMs: 2_500 };
    const first = await aNode({ connectionString: proxy.connectionString, times });
    const second = await aNode({ times });
    first.onChange((now) => order.push(`first ${now}`));
    second.onChange((now) => order.push(`second ${now}`));
    const taken = becomes(second, true);
    proxy.freeze();
    await taken;
    expect(first.isLeader()).toBe(false);
    expect(order).toEqual(['first false', 'second true']);
    await first.stop();
    await proxy.close();
  });

  it('was frozen: it does not believe itself when it wakes', async () => {
    let aheadMs = 0;
    const clock: Clock = { ...systemClock, now: () => Date.now() + aheadMs };
    const node = await aNode({ clock });
    expect(node.isLeader()).toBe(true);
    aheadMs = leaderTimes.leaseMs;
    expect(node.isLeader()).toBe(false);
  });

  it('was frozen, and its clock was set back meanwhile: it does not believe itself either', async () => {
    let setBackMs = 0;
    let frozenMs = 0;
    const node = await aNode({
      clock: { ...systemClock, now: () => Date.now() - setBackMs },
      monotonicMs: () => performance.now() + frozenMs,
    });
    // A clock that is set right does not end a lease by itself.
    setBackMs = leaderTimes.leaseMs;
    expect(node.isLeader()).toBe(true);
    frozenMs = leaderTimes.leaseMs;
    setBackMs = leaderTimes.leaseMs - 1_000;
    expect(node.isLeader()).toBe(false);
    // As if no time had passed on the wall.
    setBackMs = 0;
    expect(node.isLeader()).toBe(false);
  });

  it('is found again after PostgreSQL was stopped and started', async () => {
    const nodes = [await aNode(), await aNode()];
    const lost = becomes(nodes[0]!, false);
    await server.stop('crash');
    await lost;
    expect(nodes.map((node) => node.isLeader())).toEqual([false, false]);
    const taken = Promise.race(nodes.map((node) => becomes(node, true)));
    await server.start();
    await taken;
    expect(nodes.filter((node) => node.isLeader())).toHaveLength(1);
  });

  it('is none while PostgreSQL is away, and stop does not wait for it', async () => {
    await server.stop('fast');
    const node = await aNode();
    expect(node.isLeader()).toBe(false);
    await node.stop();
    await server.start();
  });
});
