import type { Pool } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createPool } from '../../../../src/main/service/postgres/connection.ts';
import { migrate } from '../../../../src/main/service/postgres/migrations.ts';
import {
  createPostgresPresence,
  type SharedPresence,
} from '../../../../src/main/service/postgres/presence.ts';
import { createPresence, type Presence } from '../../../../src/main/visits/presence.ts';
import { dueEvent } from '../../../../src/shared/person.ts';
import { FakeClock } from '../../../fixtures/fakeClock.ts';
import { emptyTables, startPostgres, type PostgresServer } from '../../../fixtures/postgres.ts';
import { aPerson } from '../../../fixtures/repositoryContract.ts';
import { recordingLog, type RecordingLog } from '../../../fixtures/recordingLog.ts';

let server: PostgresServer;
let url: string;
let pool: Pool;
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
  log = recordingLog();
  await emptyTables(pool);
});

const start = 1_800_000_000_000;
const waiting = aPerson('v', 'p');
const aNode = (clock = new FakeClock(start)): SharedPresence => createPostgresPresence({ pool, clock, log });

/** The clocks of the tests stand still while the server's goes on: what is read is later by how long the reading took. */
const soonAfter = (at: number) => ({ min: at - 10_000, max: at });
const expectAt = (actual: number, at: number): void => {
  expect(actual).toBeGreaterThanOrEqual(soonAfter(at).min);
  expect(actual).toBeLessThanOrEqual(soonAfter(at).max);
};

const kinds: readonly (readonly [string, (clock: FakeClock) => Presence])[] = [
  ['in memory', createPresence],
  ['in PostgreSQL', aNode],
];

describe.each(kinds)('presence %s', (_name, make) => {
  it('counts everybody as heard of at the start, and then when they are', async () => {
    const clock = new FakeClock(start);
    const presence = make(clock);
    await clock.advance(5_000);
    expect(presence.heardAt('p')).toBe(start);
    presence.heard('p');
    await clock.advance(7);
    expect(presence.heardAt('p')).toBe(start + 5_000);
  });

  it('knows who left, until heard of again', async () => {
    const clock = new FakeClock(start);
    const presence = make(clock);
    presence.heard('p');
    presence.left('p');
    expect(presence.leftWithin('p', 0)).toBe(true);
    await clock.advance(30_001);
    expect([presence.leftWithin('p', 30_001), presence.leftWithin('p', 30_000)]).toEqual([true, false]);
    presence.left('p');
    presence.heard('p');
    expect(presence.leftWithin('p', 30_000)).toBe(false);
  });

  it('forgets', () => {
    const presence = make(new FakeClock(start));
    presence.left('p');
    presence.forget(['p', 'q']);
    expect(presence.leftWithin('p', 1_000)).toBe(false);
    expect(presence.heardAt('p')).toBe(start);
  });
});

describe('presence of two nodes', () => {
  it('is one, though their clocks differ by a minute', async () => {
    const ahead = new FakeClock(start + 60_000);
    const behind = new FakeClock(start);
    const [first, second] = [aNode(ahead), aNode(behind)];
    await ahead.advance(300_000);
    await behind.advance(300_000);
    first.heard('p');
    second.heard('q');
    await first.exchange();
    await second.exchange();
    await first.exchange();
    expectAt(second.heardAt('p'), behind.now());
    expectAt(first.heardAt('q'), ahead.now());
  });

  it('knows on both who left, and who came back by the other one', async () => {
    const clock = new FakeClock(start);
    const [first, second] = [aNode(clock), aNode(clock)];
    first.heard('p');
    first.left('p');
    await first.exchange();
    await second.exchange();
    expect(second.leftWithin('p', 30_000)).toBe(true);
    await clock.advance(20_000);
    second.heard('p');
    expect(second.leftWithin('p', 30_000)).toBe(false);
    await second.exchange();
    await first.exchange();
    expect(first.leftWithin('p', 30_000)).toBe(false);
  });

  it('is there for a node that starts later, and gone everywhere when forgotten', async () => {
    const first = aNode();
    first.left('p');
    await first.exchange();
    const second = aNode();
    await second.exchange();
    expect(second.leftWithin('p', 30_000)).toBe(true);
    second.forget(['p']);
    await second.exchange();
    expect((await pool.query('SELECT 1 FROM presence')).rowCount).toBe(0);
    const third = aNode();
    await third.exchange();
    expect(third.leftWithin('p', 30_000)).toBe(false);
  });

  it('is written once a second at most, for all that were heard', async () => {
    const clock = new FakeClock(start);
    const node = aNode(clock);
    await node.start();
    for (let index = 0; index < 2_000; index += 1) node.heard(`p${index}`);
    expect((await pool.query('SELECT 1 FROM presence')).rowCount).toBe(0);
    await clock.advance(999);
    expect((await pool.query('SELECT 1 FROM presence')).rowCount).toBe(0);
    await clock.advance(1);
    await expect.poll(async () => (await pool.query('SELECT 1 FROM presence')).rowCount).toBe(2_000);
    const { rows } = await pool.query(
      'SELECT count(*)::int AS rows, count(DISTINCT written_at)::int AS times FROM presence',
    );
    expect(rows).toEqual([{ rows: 2_000, times: 1 }]);
    await node.stop();
  });

  it('writes what was heard last when it stops', async () => {
    const node = aNode();
    await node.start();
    node.heard('p');
    await node.stop();
    expect((await pool.query('SELECT person_id FROM presence')).rows).toEqual([{ person_id: 'p' }]);
  });

  it('keeps what it heard while PostgreSQL is away, says so once, and exchanges it later', async () => {
    const [first, second] = [aNode(), aNode()];
    first.heard('p');
    await server.stop('crash');
    await first.exchange();
    await first.exchange();
    expect(log.lines.map(({ event }) => event)).toEqual(['presence.not-exchanged']);
    expect(first.heardAt('p')).toBe(start);
    await server.start();
    first.left('p');
    await first.exchange();
    await second.exchange();
    expect(second.leftWithin('p', 30_000)).toBe(true);
  });

  it('counts no silence while PostgreSQL is away, and counts it anew when it is back', async () => {
    const clock = new FakeClock(start);
    const [first, second] = [aNode(clock), aNode(clock)];
    first.heard('p');
    await first.exchange();
    await second.exchange();
    await server.stop('crash');
    await first.exchange();
    await second.exchange();
    await clock.advance(660_000);
    const leadsToAbsence = (node: SharedPresence): boolean =>
      (dueEvent(waiting, node.heardAt('p'))?.at ?? Infinity) <= clock.now();
    expect([first, second].map(leadsToAbsence)).toEqual([false, false]);
    await server.start();
    // Before the first exchange, too: whoever leads may ask earlier.
    expect([first, second].map(leadsToAbsence)).toEqual([false, false]);
    await first.exchange();
    await second.exchange();
    const backAt = clock.now();
    await clock.advance(4_000);
    await first.exchange();
    expect(first.heardAt('p')).toBe(backAt);
    for (let second = 0; second < 27; second += 1) {
      await clock.advance(1_000);
      await first.exchange();
    }
    expect(leadsToAbsence(first)).toBe(true);
  });

  it('does not keep for ever whoever is not heard of', async () => {
    const clock = new FakeClock(start);
    const node = aNode(clock);
    node.left('p');
    await node.exchange();
    await pool.query(`UPDATE presence SET written_at = now() - interval '61 minutes'`);
    await clock.advance(3_600_001);
    node.heard('q');
    await node.exchange();
    expect((await pool.query('SELECT person_id FROM presence')).rows).toEqual([{ person_id: 'q' }]);
    expect(node.leftWithin('p', 10_000_000)).toBe(false);
  });
});
