/** The tables of the service, and how they came to be. A step that was released is never changed: append another one. */
import type { Pool, PoolClient } from 'pg';
import type { Log } from '../../ports.ts';
import { inTransaction, lockKey } from './connection.ts';

export interface Migration {
  /** For people: what the step brings. */
  readonly name: string;
  readonly sql: string;
}

/** The number of a step is its place in this list, from 1. All times are epoch ms unless a column is a timestamp. */
export const migrations: readonly Migration[] = [
  {
    name: 'visits and links',
    // As in the SQLite file of a single PC. `document` is text: nothing asks inside it, and what is asked for is a column.
    sql: `
      CREATE TABLE visits (
        id text COLLATE "C" PRIMARY KEY,
        version integer NOT NULL,
        owner_id text COLLATE "C" NOT NULL,
        created_at bigint NOT NULL,
        closed_at bigint,
        -- When a planned visit begins, for as long as it is planned.
        planned_at bigint,
        document text NOT NULL
      );
      CREATE INDEX visits_by_age ON visits (created_at DESC, id);
      CREATE INDEX visits_by_owner ON visits (owner_id, created_at DESC, id);
      CREATE INDEX visits_open ON visits (created_at DESC, id) WHERE closed_at IS NULL;
      CREATE INDEX visits_live ON visits (created_at DESC, id) WHERE closed_at IS NULL AND planned_at IS NULL;
      CREATE INDEX visits_planned ON visits (planned_at, id) WHERE planned_at IS NOT NULL;
      CREATE INDEX visits_by_end ON visits (closed_at) WHERE closed_at IS NOT NULL;
      CREATE TABLE links (
        token_hash text COLLATE "C" PRIMARY KEY,
        visit_id text COLLATE "C" NOT NULL REFERENCES visits (id) ON DELETE CASCADE,
        number integer NOT NULL,
        UNIQUE (visit_id, number)
      );`,
  },
  {
    name: 'presence of patients',
    // Unlogged: written often, and worth nothing after a crash. A row for each node, so that no node overwrites another.
    sql: `
      CREATE UNLOGGED TABLE presence (
        person_id text COLLATE "C" NOT NULL,
        node uuid NOT NULL,
        heard_at timestamptz,
        left_at timestamptz,
        written_at timestamptz NOT NULL,
        PRIMARY KEY (person_id, node)
      ) WITH (fillfactor = 50);`,
  },
  {
    name: 'accounts, sites and sessions',
    sql: `
      CREATE TABLE accounts (
        id text COLLATE "C" PRIMARY KEY,
        version integer NOT NULL,
        name text COLLATE "C" NOT NULL,
        role text NOT NULL,
        site_ids text[] COLLATE "C" NOT NULL,
        trueconf_id text,
        login text COLLATE "C" UNIQUE,
        password_hash text,
        issuer text COLLATE "C",
        subject text COLLATE "C",
        disabled boolean NOT NULL,
        UNIQUE (issuer, subject)
      );
      CREATE TABLE sites (
        id text COLLATE "C" PRIMARY KEY,
        name text COLLATE "C" NOT NULL
      );
      CREATE TABLE first_codes (
        number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        code_hash text NOT NULL UNIQUE,
        made_at bigint NOT NULL
      );
      CREATE TABLE attempts (
        key text COLLATE "C" PRIMARY KEY,
        count integer NOT NULL,
        last_at bigint NOT NULL,
        open_at bigint NOT NULL
      );
      CREATE INDEX attempts_by_age ON attempts (last_at);
      CREATE TABLE sessions (
        token_hash text COLLATE "C" PRIMARY KEY,
        id text COLLATE "C" NOT NULL UNIQUE,
        account_id text COLLATE "C" NOT NULL,
        origin text NOT NULL,
        way text NOT NULL,
        device text NOT NULL,
        created_at bigint NOT NULL,
        used_at bigint NOT NULL
      );
      CREATE INDEX sessions_by_account ON sessions (account_id);
      CREATE TABLE used_marks (
        mark_hash text COLLATE "C" PRIMARY KEY,
        until bigint NOT NULL
      );`,
  },
  {
    name: 'documents',
    sql: `
      CREATE TABLE documents (
        name text COLLATE "C" PRIMARY KEY,
        version integer NOT NULL,
        -- Not jsonb: it comes back as it was written.
        body json NOT NULL
      );`,
  },
  {
    name: 'requests of portals',
    sql: `
      CREATE TABLE portal_requests (
        key_hash text COLLATE "C" PRIMARY KEY,
        body_hash text NOT NULL,
        at bigint NOT NULL
      );
      CREATE INDEX portal_requests_by_age ON portal_requests (at);`,
  },
  {
    name: 'history by pages',
    sql: `
      DROP INDEX visits_by_end;
      CREATE INDEX visits_by_end ON visits (closed_at, id) WHERE closed_at IS NOT NULL;
      CREATE INDEX visits_by_owner_and_end ON visits (owner_id, closed_at, id) WHERE closed_at IS NOT NULL;`,
  },
];

/** The database was made by a newer program: this one would not understand what it reads. */
export class SchemaTooNew extends Error {}

/** A step may rewrite a large table, and the other nodes wait for it. */
const stepTimeoutMs = 600_000;

/**
 * Brings the database to the newest schema; of several nodes that start at once one does it and the others wait.
 * All steps or none: an error leaves the database as it was.
 * Errors: rejects with `SchemaTooNew`, or with what the server says.
 */
export async function migrate(pool: Pool, log: Log, steps: readonly Migration[] = migrations): Promise<void> {
  const done = await inTransaction(pool, async (client) => {
    await client.query(`SET LOCAL statement_timeout = ${stepTimeoutMs}`);
    await patiently(client, `SELECT pg_advisory_xact_lock(${lockKey('migrations')})`);
    await client.query(
      'CREATE TABLE IF NOT EXISTS migrations (number integer PRIMARY KEY, name text NOT NULL, done_at timestamptz NOT NULL DEFAULT now())',
    );
    const version = await versionOf(client);
    if (version > steps.length) throw new SchemaTooNew(tooNew(version, steps.length));
    for (const [index, step] of steps.entries()) {
      if (index < version) continue;
      await patiently(client, step.sql);
      await client.query('INSERT INTO migrations (number, name) VALUES ($1, $2)', [index + 1, step.name]);
    }
    return { from: version, to: steps.length };
  });
  if (done.from < done.to) log.info('postgres.migrated', done);
}

/** The tables are missing or older than this program: a start of the service brings them up to date. */
export class SchemaTooOld extends Error {}

/** For whoever may not change it. Errors: rejects with `SchemaTooNew`, `SchemaTooOld`, or with what the server says. */
export async function checkSchema(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ there: boolean }>(
    `SELECT to_regclass('migrations') IS NOT NULL AS there`,
  );
  const version = rows[0]?.there ? await versionOf(pool) : 0;
  if (version > migrations.length) throw new SchemaTooNew(tooNew(version, migrations.length));
  if (version < migrations.length) throw new SchemaTooOld('the database is older: start the service once');
}

async function versionOf(client: Pool | PoolClient): Promise<number> {
  const { rows } = await client.query<{ version: number }>(
    'SELECT coalesce(max(number), 0) AS version FROM migrations',
  );
  return rows[0]?.version ?? 0;
}

const tooNew = (found: number, known: number): string =>
  `the database was made by a newer version of Visit Desk (schema ${found}, this program knows ${known}): update this node`;

/** The pool's own limit for an answer is far too short for this. */
async function patiently(client: PoolClient, text: string): Promise<void> {
  const query = { text, query_timeout: stepTimeoutMs };
  await client.query(query);
}
