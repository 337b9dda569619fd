/**
 * Named JSON documents that all nodes share: settings, the installation's tag, how far the change of a secret is. None
 * of them holds a secret. Each write tells the other nodes (`notices.ts`).
 */
import type { Pool } from 'pg';
import { documentChannel, documentPayload } from './savedNotice.ts';

export interface StoredDocument {
  readonly body: unknown;
  /** From 1. */
  readonly version: number;
}

/** Every method rejects when the database cannot answer. */
export interface Documents {
  /** `undefined`: there is none of this name. */
  read(name: string): Promise<StoredDocument | undefined>;
  /**
   * `expectedVersion` 0: there is none yet. `conflict`: somebody has written in between; read again.
   * A write that rejects because the connection was lost may have been done all the same.
   */
  write(name: string, body: unknown, expectedVersion: number): Promise<'saved' | 'conflict'>;
  /** What is there; when there is none, `body` is written first. Of several nodes at once one writes, and all get the same. */
  readOrWrite(name: string, body: unknown): Promise<StoredDocument>;
}

const insertSql = `
  WITH saved AS (
    INSERT INTO documents (name, version, body) VALUES ($1, $2::integer + 1, $3)
    ON CONFLICT (name) DO NOTHING RETURNING name
  )
  SELECT pg_notify($4, $5) FROM saved`;
const updateSql = `
  WITH saved AS (
    UPDATE documents SET version = version + 1, body = $3 WHERE name = $1 AND version = $2::integer RETURNING name
  )
  SELECT pg_notify($4, $5) FROM saved`;

export function createDocuments(pool: Pool): Documents {
  const read = async (name: string): Promise<StoredDocument | undefined> => {
    const { rows } = await pool.query<StoredDocument>('SELECT version, body FROM documents WHERE name = $1', [
      name,
    ]);
    return rows[0];
  };
  const write = async (
    name: string,
    body: unknown,
    expectedVersion: number,
  ): Promise<'saved' | 'conflict'> => {
    const { rowCount } = await pool.query(expectedVersion === 0 ? insertSql : updateSql, [
      name,
      expectedVersion,
      JSON.stringify(body),
      documentChannel,
      documentPayload({ name, version: expectedVersion + 1 }),
    ]);
    return rowCount === 1 ? 'saved' : 'conflict';
  };
  return {
    read,
    write,
    async readOrWrite(name, body) {
      const found = await read(name);
      if (found) return found;
      if ((await write(name, body, 0)) === 'saved') return { body, version: 1 };
      const other = await read(name);
      if (other) return other;
      throw new Error('a document came and went');
    },
  };
}
