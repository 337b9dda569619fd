import { Client, type Pool } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createPool } from '../../../../src/main/service/postgres/connection.ts';
import { migrate } from '../../../../src/main/service/postgres/migrations.ts';
import { createNotices, type Notices } from '../../../../src/main/service/postgres/notices.ts';
import { openPostgresRepository } from '../../../../src/main/service/postgres/repository.ts';
import type { SavedNotice } from '../../../../src/main/service/postgres/savedNotice.ts';
import { systemClock } from '../../../../src/main/system.ts';
import { createFieldSealer } from '../../../../src/main/visits/sealedField.ts';
import type { VisitRepository } from '../../../../src/main/visits/types.ts';
import { fakeRandom } from '../../../fixtures/fakeRandom.ts';
import { startPostgres, type PostgresServer } from '../../../fixtures/postgres.ts';
import { recordingLog, type RecordingLog } from '../../../fixtures/recordingLog.ts';
import { aPerson, aVisit } from '../../../fixtures/repositoryContract.ts';

let server: PostgresServer;
let url: string;
let pool: Pool;
let repository: VisitRepository;
let log: RecordingLog;
let notices: Notices;
let heard: Events<SavedNotice>;
let gaps: Events<'gap'>;

beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.dispose());
beforeEach(async () => {
  url = await server.database();
  pool = createPool({ connectionString: url, log: recordingLog(), size: 3 });
  await migrate(pool, recordingLog());
  const sealer = createFieldSealer(Buffer.alloc(32, 1), fakeRandom());
  repository = openPostgresRepository({ pool, sealer, log: recordingLog() });
  log = recordingLog();
  notices = createNotices({ connectionString: url, clock: systemClock, log });
  heard = events();
  gaps = events();
  notices.onSaved((notice) => heard.add(notice));
  notices.onGap(() => gaps.add('gap'));
});
afterEach(async () => {
  await notices.stop();
  await pool.end();
});

interface Events<T> {
  readonly all: readonly T[];
  add(event: T): void;
  /** Resolves when there are so many. */
  count(wanted: number): Promise<readonly T[]>;
}

function events<T>(): Events<T> {
  const all: T[] = [];
  const waiting = new Set<() => void>();
  return {
    all,
    add(event) {
      all.push(event);
      for (const check of waiting) check();
    },
    count: (wanted) =>
      new Promise((resolve) => {
        const check = (): void => {
          if (all.length >= wanted) resolve(all);
        };
        waiting.add(check);
        check();
      }),
  };
}

const fresh = (id: string) => ({ visit: aVisit(id), persons: [], version: 0 });
const terminate = async (): Promise<void> => {
  const { rowCount } = await pool.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND application_name = 'visit-desk notices'`,
  );
  expect(rowCount).toBe(1);
};

describe('notices of saves', () => {
  it('come in order, with visit and version, and nothing for a conflict', async () => {
    await notices.start();
    await repository.save(fresh('a'));
    expect(await repository.save(fresh('a'))).toBe('conflict');
    await repository.save({ ...fresh('a'), version: 1 });
    await repository.save(fresh('b'));
    expect(await heard.count(3)).toEqual([
      { visitId: 'a', version: 1 },
      { visitId: 'a', version: 2 },
      { visitId: 'b', version: 1 },
    ]);
    expect(gaps.all).toEqual([]);
  });

  it('carry no name, no label and no hash', async () => {
    const spy = new Client({ connectionString: url });
    await spy.connect();
    const payload = new Promise((resolve) => spy.on('notification', (message) => resolve(message.payload)));
    await spy.query('LISTEN visit_saved');
    await repository.save({ visit: aVisit('a'), persons: [aPerson('a', 'p1')], version: 0 });
    expect(await payload).toBe('{"visitId":"a","version":1}');
    await spy.end();
  });

  it('that are none of ours are passed over', async () => {
    await notices.start();
    for (const payload of ['', 'nonsense', '{"visitId":1}', '{"visitId":"a","version":1,"name":"x"}']) {
      await pool.query(`SELECT pg_notify('visit_saved', $1)`, [payload]);
    }
    await repository.save(fresh('a'));
    expect(await heard.count(1)).toEqual([{ visitId: 'a', version: 1 }]);
    expect(log.lines.map(({ event }) => event)).toEqual(Array(4).fill('postgres.notice-unreadable'));
  });

  it('are missed while the connection is lost: a gap is told, and then they come again', async () => {
    await notices.start();
    await terminate();
    await gaps.count(1);
    await repository.save(fresh('a'));
    expect(await heard.count(1)).toEqual([{ visitId: 'a', version: 1 }]);
    expect(gaps.all).toHaveLength(1);
  });

  it('come again after PostgreSQL was stopped and started', async () => {
    await notices.start();
    await server.stop('crash');
    await server.start();
    await gaps.count(1);
    await repository.save(fresh('a'));
    expect(await heard.count(1)).toEqual([{ visitId: 'a', version: 1 }]);
    const said = log.lines.map(({ event }) => event);
    expect(said).toEqual(['postgres.session-lost', 'postgres.session-back']);
  });

  it('begin when PostgreSQL begins: what was saved until then is a gap', async () => {
    await server.stop('fast');
    await notices.start();
    expect(gaps.all).toEqual([]);
    await server.start();
    await gaps.count(1);
    await repository.save(fresh('a'));
    expect(await heard.count(1)).toHaveLength(1);
  });

  it('end with stop, and leave no connection behind', async () => {
    await notices.start();
    await notices.stop();
    await expect
      .poll(async () => {
        const { rows } = await pool.query(
          `SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database()
           AND application_name = 'visit-desk notices'`,
        );
        return rows[0].count as number;
      })
      .toBe(0);
    expect(log.lines).toEqual([]);
  });

  it('end with stop also while nothing can be reached', async () => {
    await server.stop('fast');
    await notices.start();
    await notices.stop();
    await server.start();
    await repository.save(fresh('a'));
    expect(heard.all).toEqual([]);
  });
});
