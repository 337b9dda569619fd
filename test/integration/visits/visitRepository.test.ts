import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { historyEntry } from '../../../src/main/visits/historyView.ts';
import { createFieldSealer } from '../../../src/main/visits/sealedField.ts';
import { openSqliteRepository } from '../../../src/main/visits/visitRepository.ts';
import { FakeClock } from '../../fixtures/fakeClock.ts';
import { fakeRandom } from '../../fixtures/fakeRandom.ts';
import { recordingLog } from '../../fixtures/recordingLog.ts';
import { aLink, aPerson, aVisit, repositoryContract } from '../../fixtures/repositoryContract.ts';

let folder: string;
let path: string;
const clock = new FakeClock();
const key = Buffer.alloc(32, 1);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'visit-desk-store-'));
  path = join(folder, 'visits.sqlite');
});
afterEach(() => rmSync(folder, { recursive: true }));

const open = (fieldKey = key, log = recordingLog()) =>
  openSqliteRepository({ path, sealer: createFieldSealer(fieldKey, fakeRandom()), clock, log });

const allBytes = (): string =>
  readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'latin1'))
    .join('');

describe('the SQLite repository', () => repositoryContract(async () => open()));

describe('the file', () => {
  it('keeps visits over a restart, without a label, a note or a name that can be read', async () => {
    const first = open();
    await first.save({
      visit: aVisit('a', {
        label: 'CanaryLabel',
        note: 'CanaryNote',
        links: [aLink('x', { label: 'CanaryLink' })],
      }),
      persons: [aPerson('a', 'p1', { name: 'CanaryName' })],
      version: 0,
    });
    expect(allBytes()).not.toMatch(/Canary/);
    await first.close();
    expect(allBytes()).not.toMatch(/Canary/);
    const second = open();
    expect(await second.load('a')).toMatchObject({
      visit: { label: 'CanaryLabel', note: 'CanaryNote', links: [{ label: 'CanaryLink' }] },
      persons: [{ name: 'CanaryName' }],
    });
    await second.close();
  });

  it('is in WAL mode and fully synchronous, and bears the version of its schema', async () => {
    await open().close();
    const database = new DatabaseSync(path);
    expect(database.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
    expect(database.prepare('PRAGMA user_version').get()).toEqual({ user_version: 3 });
    database.close();
  });

  it('reads as empty what another key sealed, and does not destroy it by saving something else', async () => {
    const first = open();
    const links = [aLink('x'), aLink('y', { number: 2, label: 'The son' })];
    await first.save({ visit: aVisit('a', { links }), persons: [aPerson('a', 'p1')], version: 0 });
    await first.close();
    const stranger = open(Buffer.alloc(32, 2));
    const record = (await stranger.load('a'))!;
    expect([record.visit.label, record.persons[0]?.name, record.visit.links[1]?.label]).toEqual(['', '', '']);
    await stranger.save({ ...record, visit: { ...record.visit, admission: 'waiting' } });
    await stranger.close();
    const again = open();
    expect(await again.load('a')).toMatchObject({
      visit: { label: 'label of a', admission: 'waiting', links: [{ label: '' }, { label: 'The son' }] },
      persons: [{ name: 'name of p1' }],
    });
    await again.close();
  });

  it.each(['this is no database, and never was one', Buffer.alloc(8_192, 0x5a)])(
    'that is damaged is set aside, and the desk starts with an empty one',
    async (damage) => {
      writeFileSync(path, damage);
      const log = recordingLog();
      const repository = open(key, log);
      expect(await repository.list({ limit: 10 })).toEqual([]);
      await repository.close();
      const aside = readdirSync(folder).find((name) => name.includes('.damaged-')) ?? '';
      expect(readFileSync(join(folder, aside))).toEqual(Buffer.from(damage));
      expect(log.lines).toEqual([{ event: 'visits.store-damaged', fields: { keptAs: aside } }]);
    },
  );

  it('with a page destroyed in its middle is set aside', async () => {
    const first = open();
    for (let index = 0; index < 200; index += 1) {
      await first.save({ visit: aVisit(`v${index}`), persons: [], version: 0 });
    }
    await first.close();
    const bytes = readFileSync(path);
    bytes.fill(0xff, 4_096, bytes.length - 4_096);
    writeFileSync(path, bytes);
    const repository = open();
    expect(await repository.list({ limit: 10 })).toEqual([]);
    await repository.close();
  });

  it('of a newer version is refused and not touched', async () => {
    await open().close();
    const database = new DatabaseSync(path);
    database.exec('PRAGMA user_version = 99');
    database.close();
    expect(() => open()).toThrow('newer version');
    expect(readdirSync(folder).filter((name) => name.includes('damaged'))).toEqual([]);
  });

  it('passes over a visit that it cannot understand, and says which', async () => {
    const first = open();
    for (const id of ['good', 'bad', 'worse'])
      await first.save({ visit: aVisit(id), persons: [], version: 0 });
    await first.close();
    const database = new DatabaseSync(path);
    database.exec(`UPDATE visits SET document = '{"visit":1}' WHERE id = 'bad'`);
    database.exec(`UPDATE visits SET document = '{' WHERE id = 'worse'`);
    database.close();
    const log = recordingLog();
    const repository = open(key, log);
    expect((await repository.list({ limit: 10 })).map(({ visit }) => visit.id)).toEqual(['good']);
    expect(await repository.load('bad')).toBeUndefined();
    expect(log.lines.map(({ fields }) => fields['visitId']).sort()).toEqual(['bad', 'bad', 'worse']);
    await repository.close();
  });

  it('in a folder that is not there fails aloud', () => {
    path = join(folder, 'missing', 'visits.sqlite');
    expect(() => open()).toThrow();
  });

  it('rejects what cannot be written, and stays usable', async () => {
    const repository = open();
    await repository.save({ visit: aVisit('a'), persons: [], version: 0 });
    const twin = { ...aVisit('b'), links: aVisit('a').links };
    await expect(repository.save({ visit: twin, persons: [], version: 0 })).rejects.toThrow();
    expect(await repository.load('b')).toBeUndefined();
    expect(await repository.save({ visit: aVisit('c'), persons: [], version: 0 })).toBe('saved');
    await repository.close();
  });
});

describe('a file of a former version', () => {
  it('gets the indexes of the history, and its visits are in it', async () => {
    const database = new DatabaseSync(path);
    // As version 2 made it.
    database.exec(`
      CREATE TABLE visits (id TEXT PRIMARY KEY, version INTEGER NOT NULL, owner_id TEXT NOT NULL,
        created_at INTEGER NOT NULL, closed_at INTEGER, document TEXT NOT NULL, planned_at INTEGER) STRICT;
      CREATE INDEX visits_by_age ON visits (created_at);
      CREATE INDEX visits_by_end ON visits (closed_at);
      CREATE INDEX visits_planned ON visits (planned_at) WHERE planned_at IS NOT NULL;
      CREATE TABLE links (token_hash TEXT PRIMARY KEY, visit_id TEXT NOT NULL REFERENCES visits (id)
        ON DELETE CASCADE, number INTEGER NOT NULL, UNIQUE (visit_id, number)) STRICT, WITHOUT ROWID;
      PRAGMA user_version = 2`);
    const { endedAt: _ended, failedWith: _failed, note: _note, ...visit } = aVisit('a', { since: 5_000 });
    const {
      inCallAt: _at,
      inCallMs: _ms,
      identified: _how,
      ...person
    } = aPerson('a', 'p1', { name: '', seatAt: 2_100 });
    const state = { name: 'closed', reason: 'ended' };
    const document = JSON.stringify({ visit: { ...visit, label: '', state }, persons: [person] });
    database
      .prepare('INSERT INTO visits VALUES (?, 1, ?, 1000, 5000, ?, NULL)')
      .run('a', 'dr.house', document);
    database.close();
    const repository = open();
    const { records } = await repository.history({ limit: 10, ownerIds: ['dr.house'] });
    expect(records.map(historyEntry)).toMatchObject([
      { id: 'a', endedAt: 5_000, waitMs: 1_000, inCallMs: null, outcome: 'not-met', failedWith: null },
    ]);
    const record = await repository.load('a');
    expect([record?.visit.note, record?.persons[0]?.identified]).toEqual(['', null]);
    await repository.close();
    const migrated = new DatabaseSync(path);
    const planOf = (where: string): string => {
      const sql = `EXPLAIN QUERY PLAN SELECT document FROM visits WHERE closed_at IS NOT NULL AND ${where}
        (closed_at, id) < (9, 'x') ORDER BY closed_at DESC, id DESC LIMIT 50`;
      return JSON.stringify(migrated.prepare(sql).all());
    };
    // Without the sorting of all that is older.
    expect(planOf('')).toMatch(/USING INDEX visits_by_end \(/);
    expect(planOf(`owner_id = 'dr.house' AND`)).toContain('USING INDEX visits_by_owner_and_end');
    expect(planOf('') + planOf(`owner_id = 'dr.house' AND`)).not.toContain('TEMP B-TREE');
    migrated.close();
  });
});

describe('what was erased', () => {
  it('is in no file any more, not even sealed', async () => {
    const repository = open();
    const state = { name: 'closed', reason: 'ended' } as const;
    for (let index = 0; index < 50; index += 1) {
      await repository.save({
        visit: aVisit(`canary${index}`, { state, since: 5 }),
        persons: [],
        version: 0,
      });
    }
    await repository.save({ visit: aVisit('stays'), persons: [], version: 0 });
    expect(allBytes()).toContain('canary');
    expect(await repository.erase(6, 100)).toBe(50);
    expect(allBytes()).not.toContain('canary');
    expect(allBytes()).toContain('stays');
    await repository.close();
  });
});

describe('10,000 planned visits', () => {
  it('in the store: those of a day are read, whenever they were planned', async () => {
    await open().close();
    const database = new DatabaseSync(path);
    const sealer = createFieldSealer(key, fakeRandom());
    const insert = database.prepare(
      `INSERT INTO visits (id, version, owner_id, created_at, closed_at, planned_at, document)
       VALUES (?, 1, ?, ?, NULL, ?, ?)`,
    );
    database.exec('BEGIN');
    for (let index = 0; index < 10_000; index += 1) {
      // 400 on each of 25 days; those of the first day were planned first.
      const startsAt = Math.floor(index / 400) * 86_400_000 + index;
      const visit = aVisit(`v${index}`, { createdAt: index, startsAt, state: { name: 'planned' } });
      const label = sealer.seal(visit.label, { visitId: visit.id, field: 'label' });
      const document = JSON.stringify({ visit: { ...visit, label }, persons: [] });
      insert.run(visit.id, visit.ownerId, index, startsAt, document);
    }
    database.exec('COMMIT');
    database.close();
    const full = open();
    const query = { planned: true, startsBefore: 86_400_000, ownerIds: ['dr.house'], limit: 1_000 };
    const day = await full.list(query);
    expect([day.length, day[0]?.visit.id, day.at(-1)?.visit.id]).toEqual([400, 'v0', 'v399']);
    await full.close();
  });
});

describe('10,000 visits', () => {
  it('in the store, 500 of them shown: those are read, and each link finds its own', async () => {
    const repository = open();
    await repository.close();
    const database = new DatabaseSync(path);
    const sealer = createFieldSealer(key, fakeRandom());
    const insert = database.prepare(
      'INSERT INTO visits (id, version, owner_id, created_at, closed_at, document) VALUES (?, 1, ?, ?, ?, ?)',
    );
    const link = database.prepare('INSERT INTO links VALUES (?, ?, 1)');
    database.exec('BEGIN');
    for (let index = 0; index < 10_000; index += 1) {
      const visit = aVisit(`v${index}`, { createdAt: index });
      const label = sealer.seal(visit.label, { visitId: visit.id, field: 'label' });
      const closedAt = index % 20 === 0 ? null : index;
      insert.run(
        visit.id,
        visit.ownerId,
        index,
        closedAt,
        JSON.stringify({ visit: { ...visit, label }, persons: [] }),
      );
      link.run(`hash-${visit.id}-1`, visit.id);
    }
    database.exec('COMMIT');
    database.close();
    const full = open();
    expect(await full.list({ closedAfter: 20_000, limit: 1_000 })).toHaveLength(500);
    for (const id of ['v0', 'v4711', 'v9999'])
      expect((await full.loadByTokenHash(`hash-${id}-1`))?.record.visit.id).toBe(id);
    expect(await full.loadByTokenHash('hash-v10000-1')).toBeUndefined();
    await full.close();
  });
});
