/** Entries of a backup as rows of the SQLite files. */
import type { DatabaseSync } from 'node:sqlite';
import { visitColumns } from '../../visits/listing.ts';
import { accountColumns, accountOf, accountParameters, accountValues } from '../access/sqliteAccountRows.ts';
import type { BackupEntry, EntryOf } from './entries.ts';

/** Errors: throws when the row is none of ours. */
export function accountEntry(row: Record<string, unknown>): BackupEntry {
  const account = accountOf(row);
  return { kind: 'account', ...account, siteIds: [...account.siteIds] };
}

export function putSite(database: DatabaseSync, { id, name }: EntryOf<'site'>): void {
  database.prepare('INSERT INTO sites (id, name) VALUES (?, ?)').run(id, name);
}

export function putAccount(database: DatabaseSync, { kind: _kind, ...account }: EntryOf<'account'>): void {
  database
    .prepare(
      `INSERT INTO accounts (id, version, ${accountColumns}) VALUES (:id, :version, ${accountParameters})`,
    )
    .run({ ...accountValues(account), version: account.version });
}

export function putVisit(database: DatabaseSync, { version, document }: EntryOf<'visit'>): void {
  const { visit } = document;
  const { ownerId, createdAt, closedAt, plannedAt } = visitColumns(visit);
  database
    .prepare(
      `INSERT INTO visits (id, version, owner_id, created_at, closed_at, planned_at, document)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(visit.id, version, ownerId, createdAt, closedAt, plannedAt, JSON.stringify(document));
  const link = database.prepare('INSERT INTO links (token_hash, visit_id, number) VALUES (?, ?, ?)');
  for (const { tokenHash, number } of visit.links) link.run(tokenHash, visit.id, number);
}
