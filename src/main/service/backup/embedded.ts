/**
 * Backup and restore of a service of one machine: `visits.sqlite`, `access.sqlite` and the small documents (`*.json`) of
 * its data folder. Each file is read as it was at one moment, while the service goes on; what is in `secrets` is never read.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Clock, Log } from '../../ports.ts';
import { openSqliteFile } from '../../visits/sqliteFile.ts';
import { parseStored } from '../../visits/storedVisit.ts';
import { openAccessFile } from '../access/sqliteFile.ts';
import { writePrivate } from '../files.ts';
import { accountEntry, putAccount, putSite, putVisit } from './embeddedRows.ts';
import { batches, entrySchema, NotEmpty, ofKind, type BackupEntry, type BackupStore } from './entries.ts';

export interface EmbeddedBackupOptions {
  /** To restore, whoever calls holds its lock: no service may run there. */
  readonly dataDir: string;
  readonly clock: Clock;
  readonly log: Log;
}

const visitsFile = 'visits.sqlite';
const accessFile = 'access.sqlite';
const documentPattern = /^([a-z][a-z0-9.-]*)\.json$/;
const batchSize = 500;

export function openEmbeddedBackup(options: EmbeddedBackupOptions): BackupStore {
  return {
    entries: () => entries(options),
    restore: (given) => restore(options, given),
    close: async () => undefined,
  };
}

async function* entries({ dataDir, log }: EmbeddedBackupOptions): AsyncGenerator<BackupEntry> {
  for (const name of documentsIn(dataDir)) {
    const entry = entrySchema.safeParse({ kind: 'document', name, body: readJson(dataDir, name) });
    if (entry.success) yield entry.data;
    else log.warn('backup.document-unreadable', { name });
  }
  yield* reading(join(dataDir, accessFile), (database) => accessEntries(database));
  yield* reading(join(dataDir, visitsFile), (database) => visitEntries(database, log));
}

function* accessEntries(database: DatabaseSync): Generator<BackupEntry> {
  for (const row of database.prepare('SELECT id, name FROM sites ORDER BY id').iterate()) {
    yield entrySchema.parse({ kind: 'site', ...row });
  }
  for (const row of database.prepare('SELECT * FROM accounts ORDER BY id').iterate()) yield accountEntry(row);
}

function* visitEntries(database: DatabaseSync, log: Log): Generator<BackupEntry> {
  for (const row of database.prepare('SELECT id, version, document FROM visits ORDER BY id').iterate()) {
    const document = parseStored(String(row['document']));
    if (document) yield { kind: 'visit', version: Number(row['version']), document };
    else log.warn('backup.visit-unreadable', { visitId: String(row['id']) });
  }
}

/** Nothing is changed or repaired, and what others write meanwhile is not seen. */
function* reading(
  path: string,
  read: (database: DatabaseSync) => Generator<BackupEntry>,
): Generator<BackupEntry> {
  if (!existsSync(path)) return;
  const database = new DatabaseSync(path, { readOnly: true, timeout: 2_000 });
  try {
    database.exec('BEGIN');
    yield* read(database);
  } finally {
    database.close();
  }
}

const documentsIn = (dataDir: string): readonly string[] =>
  readdirSync(dataDir)
    .flatMap((file) => documentPattern.exec(file)?.[1] ?? [])
    .sort();

/** `undefined`: no JSON. */
function readJson(dataDir: string, name: string): unknown {
  const text = readFileSync(join(dataDir, `${name}.json`), 'utf8');
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Everything is made beside, and moved to its place when it is whole. */
async function restore(options: EmbeddedBackupOptions, given: AsyncIterable<BackupEntry>): Promise<void> {
  const { dataDir } = options;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  refuseIfThere(dataDir, [visitsFile, accessFile, 'settings.json']);
  const folder = mkdtempSync(join(dataDir, 'restoring-'));
  try {
    await fill(folder, options, given);
    const files = readdirSync(folder);
    refuseIfThere(dataDir, files);
    // The visits last: what was not moved in the end is seen by the visits that are missing.
    for (const file of files.sort((a, b) => Number(a === visitsFile) - Number(b === visitsFile))) {
      renameSync(join(folder, file), join(dataDir, file));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function refuseIfThere(dataDir: string, files: readonly string[]): void {
  if (files.some((file) => existsSync(join(dataDir, file)))) throw new NotEmpty();
}

async function fill(
  folder: string,
  { clock, log }: EmbeddedBackupOptions,
  given: AsyncIterable<BackupEntry>,
): Promise<void> {
  const visits = openSqliteFile(join(folder, visitsFile), clock, log);
  const access = openAccessFile(join(folder, accessFile));
  try {
    for (const database of [visits, access]) database.exec('BEGIN IMMEDIATE');
    for await (const batch of batches(given, batchSize)) {
      for (const { name, body } of ofKind(batch, 'document')) {
        writePrivate(join(folder, `${name}.json`), `${JSON.stringify(body)}\n`);
      }
      for (const site of ofKind(batch, 'site')) putSite(access, site);
      for (const account of ofKind(batch, 'account')) putAccount(access, account);
      for (const visit of ofKind(batch, 'visit')) putVisit(visits, visit);
    }
    for (const database of [visits, access]) database.exec('COMMIT');
  } finally {
    // The last one to close a file leaves everything in it, and nothing beside it.
    for (const database of [visits, access]) database.close();
  }
}
