/**
 * The visits of a clinic's service, in PostgreSQL. Label and typed names are sealed as in the SQLite file. A name that
 * was erased stays, sealed, in dead rows until the server vacuums them, and in its log of changes.
 */
import type { Pool } from 'pg';
import type { Log } from '../../ports.ts';
import type { FieldSealer } from '../../visits/sealedField.ts';
import { mapInSlices } from '../../slices.ts';
import { scanHistory, type HistorySource } from '../../visits/historyScan.ts';
import { visitColumns } from '../../visits/listing.ts';
import {
  openLabels,
  openRecord,
  parseStored,
  sealRecord,
  type StoredVisit,
} from '../../visits/storedVisit.ts';
import type { HistoryQuery, VisitQuery, VisitRecord, VisitRepository } from '../../visits/types.ts';
import { savedChannel, savedPayload } from './savedNotice.ts';

export interface PostgresRepositoryOptions {
  /** Its owner has migrated the database, and ends the pool. */
  readonly pool: Pool;
  readonly sealer: FieldSealer;
  readonly log: Log;
}

interface Row {
  readonly id: string;
  readonly version: number;
  readonly document: string;
}

/**
 * Each save tells the other nodes (`notices.ts`). A save that rejects because the connection was lost may have been
 * done all the same: load again.
 */
export function openPostgresRepository({ pool, sealer, log }: PostgresRepositoryOptions): VisitRepository {
  const read = (row: Row): VisitRecord | undefined => {
    const stored = parseStored(row.document);
    if (stored) return openRecord(stored, row.version, sealer);
    log.warn('visits.unreadable', { visitId: row.id });
    return undefined;
  };
  return {
    async load(visitId) {
      const row = await find(pool, visitId);
      return row && read(row);
    },
    async loadByTokenHash(tokenHash) {
      const { rows } = await pool.query<Row & { number: number }>(
        'SELECT id, version, document, number FROM links JOIN visits ON id = visit_id WHERE token_hash = $1',
        [tokenHash],
      );
      const row = rows[0];
      const record = row && read(row);
      return record && { record, linkNumber: row.number };
    },
    async save(record) {
      const { visit, version } = record;
      if (version === 0) return put(pool, insertSql, record, sealRecord(record, undefined, sealer));
      const row = await find(pool, visit.id, version);
      if (!row) return 'conflict';
      return put(pool, updateSql, record, sealRecord(record, parseStored(row.document), sealer));
    },
    async list(query) {
      const { text, values } = listSql(query);
      const { rows } = await pool.query<Row>(text, values);
      return (await mapInSlices(rows, read)).filter((record) => record !== undefined);
    },
    history: (query) =>
      scanHistory(
        { rows: endedRows(pool, query), open: read, labels: ({ document }) => openLabels(document, sealer) },
        query,
      ),
    async countClosed(before) {
      const sql = 'SELECT count(*)::integer AS count FROM visits WHERE closed_at < $1';
      const { rows } = await pool.query<{ count: number }>(sql, [before]);
      return rows[0]?.count ?? 0;
    },
    async erase(closedBefore, limit) {
      const { rowCount } = await pool.query(eraseSql, [closedBefore, limit]);
      return rowCount ?? 0;
    },
    close: async () => undefined,
  };
}

/** Links go with their visits; what another node is erasing now is its own. */
const eraseSql = `
  DELETE FROM visits WHERE closed_at IS NOT NULL AND id IN (
    SELECT id FROM visits WHERE closed_at < $1 ORDER BY closed_at, id LIMIT $2 FOR UPDATE SKIP LOCKED
  )`;

interface ClosedRow extends Row {
  /** PostgreSQL's bigint comes as a text. */
  readonly closed_at: string;
}

function endedRows(pool: Pool, { ownerIds, exceptOwnerIds, from, to }: HistoryQuery): HistorySource['rows'] {
  return async (before, limit) => {
    const values: unknown[] = [limit];
    const conditions = ['closed_at IS NOT NULL'];
    if (ownerIds) conditions.push(`owner_id = ANY ($${values.push(ownerIds)}::text[])`);
    if (exceptOwnerIds) conditions.push(`owner_id <> ALL ($${values.push(exceptOwnerIds)}::text[])`);
    if (from !== undefined) conditions.push(`closed_at >= $${values.push(from)}`);
    if (to !== undefined) conditions.push(`closed_at < $${values.push(to)}`);
    if (before) {
      conditions.push(`(closed_at, id) < ($${values.push(before.closedAt)}, $${values.push(before.id)})`);
    }
    const { rows } = await pool.query<ClosedRow>(
      `SELECT id, version, closed_at, document FROM visits WHERE ${conditions.join(' AND ')}
       ORDER BY closed_at DESC, id DESC LIMIT $1`,
      values,
    );
    return rows.map(({ closed_at: closedAt, ...row }) => ({ ...row, closedAt: Number(closedAt) }));
  };
}

/** In this version, or as it is now. No id of ours holds a NUL, and PostgreSQL takes none in a text. */
async function find(pool: Pool, visitId: string, version?: number): Promise<Row | undefined> {
  if (visitId.includes('\0')) return undefined;
  const { rows } = await pool.query<Row>(
    'SELECT id, version, document FROM visits WHERE id = $1 AND version = coalesce($2::integer, version)',
    [visitId, version],
  );
  return rows[0];
}

/**
 * One statement is one transaction: visit, links and notice come together or not at all, and no connection is kept
 * between two calls. $1 id, $2 version before, $3 owner, $4 created, $5 closed, $6 planned, $7 document, $8 hashes,
 * $9 numbers, $10 channel, $11 notice.
 */
const saving = (visits: string): string => `
  WITH saved AS (${visits} RETURNING id),
  put AS (
    INSERT INTO links (visit_id, token_hash, number)
    SELECT saved.id, link.token_hash, link.number
    FROM saved, unnest($8::text[], $9::integer[]) AS link (token_hash, number)
    ON CONFLICT (visit_id, number) DO UPDATE SET token_hash = excluded.token_hash
    WHERE links.token_hash <> excluded.token_hash
  )
  SELECT pg_notify($10, $11) FROM saved`;

const insertSql = saving(
  `INSERT INTO visits (id, version, owner_id, created_at, closed_at, planned_at, document)
   VALUES ($1, $2::integer + 1, $3, $4, $5, $6, $7) ON CONFLICT (id) DO NOTHING`,
);
const updateSql = saving(
  `UPDATE visits SET version = version + 1, owner_id = $3, created_at = $4, closed_at = $5, planned_at = $6,
     document = $7
   WHERE id = $1 AND version = $2::integer`,
);

async function put(
  pool: Pool,
  sql: string,
  { visit, version }: VisitRecord,
  stored: StoredVisit,
): Promise<'saved' | 'conflict'> {
  const { ownerId, createdAt, closedAt, plannedAt } = visitColumns(visit);
  const { rowCount } = await pool.query(sql, [
    visit.id,
    version,
    ownerId,
    createdAt,
    closedAt,
    plannedAt,
    JSON.stringify(stored),
    visit.links.map(({ tokenHash }) => tokenHash),
    visit.links.map(({ number }) => number),
    savedChannel,
    savedPayload({ visitId: visit.id, version: version + 1 }),
  ]);
  return rowCount === 1 ? 'saved' : 'conflict';
}

/** Only the conditions that are asked for, so that an index fits them. */
function listSql({ ownerIds, openOnly, closedAfter, planned, startsBefore, limit }: VisitQuery): {
  readonly text: string;
  readonly values: unknown[];
} {
  const values: unknown[] = [limit];
  const conditions: string[] = [];
  if (ownerIds) conditions.push(`owner_id = ANY ($${values.push(ownerIds)}::text[])`);
  if (openOnly) conditions.push('closed_at IS NULL');
  else if (closedAfter !== undefined) {
    conditions.push(`(closed_at IS NULL OR closed_at > $${values.push(closedAfter)})`);
  }
  if (planned !== undefined) conditions.push(planned ? 'planned_at IS NOT NULL' : 'planned_at IS NULL');
  if (planned && startsBefore !== undefined) conditions.push(`planned_at < $${values.push(startsBefore)}`);
  const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
  const order = planned ? 'planned_at, id' : 'created_at DESC, id';
  const text = `SELECT id, version, document FROM visits ${where} ORDER BY ${order} LIMIT $1`;
  return { text, values };
}
