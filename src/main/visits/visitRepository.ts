/** The visits of a single PC, in one SQLite file. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Clock, Log } from '../ports.ts';
import type { FieldSealer } from './sealedField.ts';
import { scanHistory, type EndedRow, type HistorySource } from './historyScan.ts';
import { historyListing, listing, visitColumns, type Listing } from './listing.ts';
import { mapInSlices } from '../slices.ts';
import { openSqliteFile } from './sqliteFile.ts';
import { openLabels, openRecord, parseStored, sealRecord, type StoredVisit } from './storedVisit.ts';
import type { HistoryQuery, VisitQuery, VisitRecord, VisitRepository } from './types.ts';

export interface SqliteOptions {
  /** File of the store; its folder exists. */
  readonly path: string;
  readonly sealer: FieldSealer;
  readonly clock: Clock;
  readonly log: Log;
}

/** Errors: throws when the file cannot be opened; a damaged one is set aside. */
export function openSqliteRepository(options: SqliteOptions): VisitRepository {
  const database = openSqliteFile(options.path, options.clock, options.log);
  const statements = prepare(database);
  const read = (row: Row): VisitRecord | undefined => {
    const stored = storedOf(row);
    if (stored) return openRecord(stored, Number(row['version']), options.sealer);
    options.log.warn('visits.unreadable', { visitId: String(row['id']) });
    return undefined;
  };
  // `async` turns what SQLite throws into a rejection, as the interface promises.
  return {
    load: async (visitId) => {
      const row = statements.load.get(visitId);
      return row && read(row);
    },
    loadByTokenHash: async (tokenHash) => {
      const row = statements.byToken.get(tokenHash);
      const record = row && read(row);
      return record && { record, linkNumber: Number(row['number']) };
    },
    save: async (record) => save(database, statements, options.sealer, record),
    list: async (query) => {
      const records = await mapInSlices(statements.list(query), read);
      return records.filter((record) => record !== undefined);
    },
    history: (query) => scanHistory(endedRows(statements, query, read, options.sealer), query),
    countClosed: async (before) => Number(statements.countClosed.get(before)?.['count']),
    erase: async (closedBefore, limit) => erase(database, statements, closedBefore, limit),
    close: async () => database.close(),
  };
}

type Row = Record<string, unknown>;
type Statements = ReturnType<typeof prepare>;

function prepare(database: DatabaseSync) {
  const statement = (sql: string): StatementSync => database.prepare(sql);
  const lists = new Map<string, StatementSync>();
  const all = ({ sql, values }: Listing): Row[] => {
    const known = lists.get(sql) ?? statement(sql);
    lists.set(sql, known);
    return known.all(values);
  };
  return {
    load: statement('SELECT id, version, document FROM visits WHERE id = ?'),
    byToken: statement(
      'SELECT id, version, document, number FROM links JOIN visits ON id = visit_id WHERE token_hash = ?',
    ),
    insert: statement(
      `INSERT INTO visits (id, version, owner_id, created_at, closed_at, planned_at, document)
       VALUES (:id, 1, :ownerId, :createdAt, :closedAt, :plannedAt, :document) ON CONFLICT DO NOTHING`,
    ),
    update: statement(
      `UPDATE visits SET version = version + 1, owner_id = :ownerId, created_at = :createdAt, closed_at = :closedAt,
       planned_at = :plannedAt, document = :document WHERE id = :id AND version = :version`,
    ),
    putLink: statement(
      `INSERT INTO links (token_hash, visit_id, number) VALUES (?, ?, ?)
       ON CONFLICT (visit_id, number) DO UPDATE SET token_hash = excluded.token_hash
       WHERE token_hash <> excluded.token_hash`,
    ),
    countClosed: statement('SELECT count(*) AS count FROM visits WHERE closed_at < ?'),
    // Its links go with it.
    erase: statement(
      `DELETE FROM visits WHERE id IN
         (SELECT id FROM visits WHERE closed_at < ? ORDER BY closed_at, id LIMIT ?)`,
    ),
    list: (query: VisitQuery): Row[] => all(listing(query)),
    history: (...asked: Parameters<typeof historyListing>): Row[] => all(historyListing(...asked)),
  };
}

const endedRows = (
  statements: Statements,
  query: HistoryQuery,
  read: (row: Row) => VisitRecord | undefined,
  sealer: FieldSealer,
): HistorySource => ({
  rows: async (before, limit) => statements.history(query, before, limit).map(endedRow),
  open: ({ id, version, document }) => read({ id, version, document }),
  labels: ({ document }) => openLabels(document, sealer),
});

const endedRow = (row: Row): EndedRow => ({
  id: String(row['id']),
  version: Number(row['version']),
  closedAt: Number(row['closed_at']),
  document: String(row['document']),
});

/** `secure_delete` overwrites what is deleted in the file itself; what the log of changes still has of it goes, too. */
function erase(database: DatabaseSync, statements: Statements, closedBefore: number, limit: number): number {
  const { changes } = statements.erase.run(closedBefore, limit);
  if (Number(changes) > 0) database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  return Number(changes);
}

const storedOf = (row: Row): StoredVisit | undefined => parseStored(String(row['document']));

function save(
  database: DatabaseSync,
  statements: Statements,
  sealer: FieldSealer,
  record: VisitRecord,
): 'saved' | 'conflict' {
  const { visit, version } = record;
  database.exec('BEGIN IMMEDIATE');
  try {
    const row = version === 0 ? undefined : statements.load.get(visit.id);
    const values = {
      id: visit.id,
      ...visitColumns(visit),
      document: JSON.stringify(sealRecord(record, row && storedOf(row), sealer)),
    };
    const { changes } =
      version === 0 ? statements.insert.run(values) : statements.update.run({ ...values, version });
    if (Number(changes) === 1) {
      for (const link of visit.links) statements.putLink.run(link.tokenHash, visit.id, link.number);
    }
    database.exec('COMMIT');
    return Number(changes) === 1 ? 'saved' : 'conflict';
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}
