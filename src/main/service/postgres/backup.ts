/** Backup and restore of PostgreSQL: each in one transaction. */
import type { Pool, PoolClient } from 'pg';
import type { Log } from '../../ports.ts';
import { visitColumns } from '../../visits/listing.ts';
import { parseStored } from '../../visits/storedVisit.ts';
import {
  batches,
  NotEmpty,
  ofKind,
  type BackupEntry,
  type BackupStore,
  type EntryOf,
} from '../backup/entries.ts';
import { accountColumns, accountOf, accountParameters, accountValues } from './accountRows.ts';
import { createPool, inTransaction } from './connection.ts';
import { checkSchema, migrate } from './migrations.ts';

export interface PostgresBackupOptions {
  readonly connectionString: string;
  readonly log: Log;
}

const batchSize = 200;

/** Connects when it is asked to do something. A backup changes nothing, not even the schema; a restore makes the tables. */
export function openPostgresBackup({ connectionString, log }: PostgresBackupOptions): BackupStore {
  const pool = createPool({ connectionString, log, size: 2 });
  return {
    entries: () => entries(pool, log),
    async restore(given) {
      await migrate(pool, log);
      await inTransaction(pool, (client) => fill(client, given));
    },
    close: () => pool.end(),
  };
}

async function* entries(pool: Pool, log: Log): AsyncGenerator<BackupEntry> {
  await checkSchema(pool);
  const client = await pool.connect();
  // The query that is under way rejects anyhow.
  const ignore = (): void => undefined;
  client.on('error', ignore);
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    // The file may be slow.
    await client.query('SET LOCAL idle_in_transaction_session_timeout = 0');
    yield* smallEntries(client);
    await client.query(
      'DECLARE visits NO SCROLL CURSOR FOR SELECT id, version, document FROM visits ORDER BY id',
    );
    for (;;) {
      const { rows } = await client.query<VisitRow>(`FETCH ${batchSize} FROM visits`);
      yield* rows.map((row) => visitEntry(row, log)).filter((entry) => entry !== undefined);
      if (rows.length < batchSize) return;
    }
  } finally {
    client.removeListener('error', ignore);
    // Closed, which ends the transaction, also when nobody wanted to see the end.
    client.release(true);
  }
}

async function* smallEntries(client: PoolClient): AsyncGenerator<BackupEntry> {
  const documents = await client.query<Omit<EntryOf<'document'>, 'kind'>>(
    'SELECT name, body FROM documents ORDER BY name',
  );
  for (const row of documents.rows) yield { kind: 'document', ...row };
  const sites = await client.query<Omit<EntryOf<'site'>, 'kind'>>('SELECT id, name FROM sites ORDER BY id');
  for (const row of sites.rows) yield { kind: 'site', ...row };
  const accounts = await client.query<object>('SELECT * FROM accounts ORDER BY id');
  for (const row of accounts.rows) {
    const account = accountOf(row);
    yield { kind: 'account', ...account, siteIds: [...account.siteIds] };
  }
}

interface VisitRow {
  readonly id: string;
  readonly version: number;
  readonly document: string;
}

function visitEntry({ id, version, document }: VisitRow, log: Log): EntryOf<'visit'> | undefined {
  const stored = parseStored(document);
  if (stored) return { kind: 'visit', version, document: stored };
  log.warn('backup.visit-unreadable', { visitId: id });
  return undefined;
}

async function fill(client: PoolClient, given: AsyncIterable<BackupEntry>): Promise<void> {
  await client.query('SET LOCAL idle_in_transaction_session_timeout = 0');
  await client.query('LOCK TABLE visits, links, accounts, sites, documents IN SHARE ROW EXCLUSIVE MODE');
  const { rows } = await client.query<{ filled: boolean }>(
    `SELECT EXISTS (SELECT FROM visits) OR EXISTS (SELECT FROM accounts) OR EXISTS (SELECT FROM sites)
       OR EXISTS (SELECT FROM documents) AS filled`,
  );
  if (rows[0]?.filled !== false) throw new NotEmpty();
  for await (const batch of batches(given, batchSize)) {
    for (const { name, body } of ofKind(batch, 'document')) {
      const values = [name, JSON.stringify(body)];
      await client.query('INSERT INTO documents (name, version, body) VALUES ($1, 1, $2)', values);
    }
    for (const { id, name } of ofKind(batch, 'site')) {
      await client.query('INSERT INTO sites (id, name) VALUES ($1, $2)', [id, name]);
    }
    for (const account of ofKind(batch, 'account')) {
      const values = [...accountValues(account, account.version)];
      await client.query(`INSERT INTO accounts (${accountColumns}) VALUES (${accountParameters})`, values);
    }
    await fillVisits(client, ofKind(batch, 'visit'));
  }
}

async function fillVisits(client: PoolClient, visits: readonly EntryOf<'visit'>[]): Promise<void> {
  if (visits.length === 0) return;
  const columns = visits.map(({ document }) => visitColumns(document.visit));
  await client.query(
    `INSERT INTO visits (id, version, owner_id, created_at, closed_at, planned_at, document)
     SELECT * FROM unnest($1::text[], $2::integer[], $3::text[], $4::bigint[], $5::bigint[], $6::bigint[], $7::text[])`,
    [
      visits.map(({ document }) => document.visit.id),
      visits.map(({ version }) => version),
      columns.map(({ ownerId }) => ownerId),
      columns.map(({ createdAt }) => createdAt),
      columns.map(({ closedAt }) => closedAt),
      columns.map(({ plannedAt }) => plannedAt),
      visits.map(({ document }) => JSON.stringify(document)),
    ],
  );
  const links = visits.flatMap(({ document: { visit } }) =>
    visit.links.map(({ tokenHash, number }) => ({ tokenHash, number, visitId: visit.id })),
  );
  await client.query(
    `INSERT INTO links (token_hash, visit_id, number)
     SELECT * FROM unnest($1::text[], $2::text[], $3::integer[])`,
    [
      links.map(({ tokenHash }) => tokenHash),
      links.map(({ visitId }) => visitId),
      links.map(({ number }) => number),
    ],
  );
}
