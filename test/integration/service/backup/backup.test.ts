import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { BackupEntry } from '../../../../src/main/service/backup/entries.ts';
import { backUp, restore } from '../../../../src/main/service/backup/index.ts';
import { createPool } from '../../../../src/main/service/postgres/connection.ts';
import { migrate, migrations, SchemaTooOld } from '../../../../src/main/service/postgres/migrations.ts';
import { anAccount } from '../../../fixtures/accountStoreContract.ts';
import { startPostgres, type PostgresServer } from '../../../fixtures/postgres.ts';
import { postgresProxy } from '../../../fixtures/postgresProxy.ts';
import { recordingLog } from '../../../fixtures/recordingLog.ts';
import {
  embeddedPlace,
  fieldKey,
  hashOf,
  linkKey,
  openTransactions,
  postgresPlace,
  records,
  settings,
  settle,
  type Place,
} from './clinics.ts';

let server: PostgresServer;
let folder: string;
let file: string;
/** A backup of four visits. */
let whole: Buffer;

beforeAll(async () => {
  server = await startPostgres();
  const own = mkdtempSync(join(tmpdir(), 'visit-desk-backup-'));
  await settle(embeddedPlace(own), 4);
  await backedUp(embeddedPlace(own), join(own, 'backup'));
  whole = readFileSync(join(own, 'backup'));
  rmSync(own, { recursive: true });
});
afterAll(() => server.dispose());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'visit-desk-backup-'));
  file = join(folder, 'clinic.backup');
});
afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));

const kinds = ['postgres', 'embedded'] as const;
type Kind = (typeof kinds)[number];

const aPlace = async (kind: Kind): Promise<Place> =>
  kind === 'postgres'
    ? postgresPlace(await server.database())
    : embeddedPlace(mkdtempSync(join(folder, 'data-')));

async function backedUp(place: Place, path = file): Promise<void> {
  const store = place.backup();
  await backUp(store, path, 1_800_000_000_000).finally(() => store.close());
}

async function restored(place: Place, { path = file, takesOver = true } = {}): Promise<unknown> {
  const store = place.backup();
  return restore(store, path, { takesOver }).finally(() => store.close());
}

async function all(place: Place): Promise<readonly BackupEntry[]> {
  const store = place.backup();
  const entries: BackupEntry[] = [];
  for await (const entry of store.entries()) entries.push(entry);
  await store.close();
  return entries;
}

/** By what they are called: the two stores sort in the same way, and give the fields in another order. */
const byKey = (entries: readonly BackupEntry[]): ReadonlyMap<string, BackupEntry> =>
  new Map(
    entries.map((entry) => {
      const own = entry.kind === 'visit' ? entry.document.visit.id : 'id' in entry ? entry.id : entry.name;
      return [`${entry.kind} ${own}`, entry];
    }),
  );

const lines = (): string[] => readFileSync(file, 'utf8').trimEnd().split('\n');

describe.each(kinds.flatMap((from) => kinds.map((to) => [from, to] as const)))(
  'from %s to %s',
  (from, to) => {
    it('everything is there again, and opens with the keys that were kept apart', async () => {
      const [source, target] = [await aPlace(from), await aPlace(to)];
      await settle(source, 7);
      await backedUp(source);
      expect(await restored(target)).toEqual({ document: 2, site: 1, account: 2, visit: 7 });
      const moved = byKey(await all(target));
      expect(moved.size).toBe(12);
      expect(moved).toEqual(byKey(await all(source)));

      const clinic = await target.open();
      for (const { visit, persons } of records(7)) {
        const found = await clinic.visits.loadByTokenHash(hashOf(visit.id));
        const names = visit.state.name === 'closed' ? [{ name: '' }] : persons;
        expect(found).toMatchObject({ linkNumber: 1, record: { visit, persons: names } });
      }
      expect((await clinic.visits.list({ limit: 9, planned: true })).map(({ visit }) => visit.id)).toEqual([
        'visit-1',
        'visit-4',
      ]);
      const record = (await clinic.visits.load('visit-0'))!;
      expect(record.version).toBe(2);
      expect(await clinic.visits.save(record)).toBe('saved');
      expect(await clinic.documents.read('settings')).toEqual(settings);
      const house = (await clinic.access.accounts.loadByLogin('house'))!;
      expect(house).toMatchObject({
        siteIds: ['north', 'юг'],
        disabled: true,
        passwordHash: 'hash of house',
      });
      expect(await clinic.access.accounts.save({ ...house, name: 'Other' })).toBe('saved');
      expect(await clinic.access.accounts.listSites()).toEqual([{ id: 'north', name: 'Север' }]);
      expect(await clinic.access.sessions.load('CanarySession')).toBeUndefined();
      expect(await clinic.access.accounts.isFirstCode('CanaryCode')).toBe(false);
      await clinic.close();
    });
  },
);

describe.each(kinds)('a backup of %s', (kind) => {
  it('holds no name, label or message of a patient, no session, code or key, and is its owner’s only', async () => {
    const place = await aPlace(kind);
    await settle(place, 3);
    await backedUp(place);
    const text = readFileSync(file, 'utf8');
    expect(text).toContain('visit-2');
    expect(text).not.toContain('Canary');
    for (const key of [linkKey, fieldKey]) {
      for (const form of ['base64', 'base64url', 'hex'] as const)
        expect(text).not.toContain(key.toString(form));
    }
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder).filter((name) => name.startsWith('clinic'))).toEqual(['clinic.backup']);
  });

  it('whose keys were lost gives visits without labels and names', async () => {
    const [source, target] = [await aPlace(kind), await aPlace(kind)];
    await settle(source, 1);
    await backedUp(source);
    await restored(target);
    const clinic = await target.open(Buffer.alloc(32, 9));
    const record = await clinic.visits.loadByTokenHash(hashOf('visit-0'));
    expect(record).toMatchObject({ record: { visit: { label: '' }, persons: [{ name: '' }] } });
    await clinic.close();
  });

  it('is of one moment, while others go on', async () => {
    const place = await aPlace(kind);
    await settle(place, 450);
    const store = place.backup();
    const clinic = await place.open();
    const ids: string[] = [];
    for await (const entry of store.entries()) {
      if (entry.kind !== 'visit') continue;
      if (ids.length === 0) {
        const last = (await clinic.visits.load('visit-99'))!;
        await clinic.visits.save({ ...last, visit: { ...last.visit, ownerId: 'dr.wilson' } });
        const [record] = records(1);
        await clinic.visits.save({ ...record!, visit: { ...record!.visit, id: 'zzz', links: [] } });
      }
      expect(entry.document.visit.ownerId).toBe('dr.house');
      ids.push(entry.document.visit.id);
    }
    expect(ids).toHaveLength(450);
    expect(ids).not.toContain('zzz');
    await clinic.close();
    await store.close();
  });

  it('takes the place of no other file', async () => {
    const place = await aPlace(kind);
    await settle(place, 1);
    writeFileSync(file, 'mine');
    await expect(backedUp(place)).rejects.toMatchObject({ code: 'file-exists' });
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });
});

describe.each(kinds)('a restore to %s', (kind) => {
  beforeEach(() => writeFileSync(file, whole));

  it('is refused where there is something already, and changes nothing', async () => {
    const target = await aPlace(kind);
    const clinic = await target.open();
    await clinic.access.accounts.save(anAccount('here'));
    await clinic.close();
    const before = await all(target);
    await expect(restored(target)).rejects.toMatchObject({ code: 'not-empty' });
    expect(await all(target)).toEqual(before);
  });

  it('is a copy with a mark of its own, unless it takes over', async () => {
    const source = await aPlace('embedded');
    await settle(source, 1);
    const clinic = await source.open();
    await clinic.documents.write('installation', { tag: 'visit-desk-0123456789abcdef' });
    await clinic.close();
    await backedUp(source, join(folder, 'marked'));
    const marks: unknown[] = [];
    for (const takesOver of [true, false]) {
      const target = await aPlace(kind);
      await restored(target, { path: join(folder, 'marked'), takesOver });
      const copy = await target.open();
      marks.push(await copy.documents.read('installation'));
      await copy.close();
    }
    expect(marks).toEqual([{ tag: 'visit-desk-0123456789abcdef' }, undefined]);
  });

  it.each([
    ['cut off', () => writeFileSync(file, readFileSync(file).subarray(0, -400)), 'cut-off'],
    ['cut off at a line', () => writeFileSync(file, `${lines().slice(0, -1).join('\n')}\n`), 'cut-off'],
    ['without one line', () => writeFileSync(file, `${lines().toSpliced(3, 1).join('\n')}\n`), 'damaged'],
    ['longer than it was', () => appendFileSync(file, `${lines()[2]}\n`), 'damaged'],
    [
      'changed',
      () => writeFileSync(file, readFileSync(file, 'utf8').replace('dr.house', 'dr.mouse')),
      'damaged',
    ],
    ['of another kind', () => writeFileSync(file, '{"name":"package"}\n'), 'no-backup'],
    ['empty', () => writeFileSync(file, ''), 'no-backup'],
    [
      'of a newer program',
      () => writeFileSync(file, readFileSync(file, 'utf8').replace('"format":1', '"format":2')),
      'newer-format',
    ],
    ['not there', () => rmSync(file), 'ENOENT'],
  ])('of a file that is %s is refused, and nothing of it stays', async (_name, spoil, code) => {
    spoil();
    const target = await aPlace(kind);
    await expect(restored(target)).rejects.toMatchObject({ code });
    writeFileSync(file, whole);
    expect(await restored(target)).toMatchObject({ visit: 4 });
  });
});

describe('when PostgreSQL', () => {
  it('was set up by an older program, a backup says so and does not change it', async () => {
    const url = await server.database();
    const pool = createPool({ connectionString: url, log: recordingLog(), size: 1 });
    const place = postgresPlace(url);
    await expect(backedUp(place)).rejects.toThrow(SchemaTooOld);
    await migrate(pool, recordingLog(), migrations.slice(0, 1));
    await expect(backedUp(place)).rejects.toThrow(SchemaTooOld);
    const { rows } = await pool.query('SELECT count(*)::int AS count FROM migrations');
    expect(rows).toEqual([{ count: 1 }]);
    await pool.end();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('goes away in the midst of a backup, no file is left; nor a transaction when nobody reads on', async () => {
    const url = await server.database();
    await settle(postgresPlace(url), 450);
    const proxy = await postgresProxy(url, server.socketPath);
    const place = postgresPlace(proxy.connectionString);
    proxy.cutAtAnswer('visit-3');
    await expect(backedUp(place)).rejects.toThrow();
    expect(readdirSync(folder)).toEqual([]);
    const store = place.backup();
    for await (const entry of store.entries()) if (entry.kind === 'visit') break;
    await expect.poll(() => openTransactions(url)).toBe(0);
    await store.close();
    await proxy.close();
  });

  it('goes away in the midst of a restore, nothing of it is there, and it can be done again', async () => {
    const source = await aPlace('embedded');
    await settle(source, 450);
    await backedUp(source);
    const url = await server.database();
    const proxy = await postgresProxy(url, server.socketPath);
    // The answers to statements that put in many rows.
    proxy.cutAtAnswer('INSERT 0 200');
    await expect(restored(postgresPlace(proxy.connectionString))).rejects.toThrow();
    expect(await all(postgresPlace(url))).toEqual([]);
    expect(await restored(postgresPlace(url))).toMatchObject({ visit: 450 });
    await proxy.close();
  });
});
