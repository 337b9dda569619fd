/** Entries of a backup as rows of the SQLite files. */
import type { DatabaseSync } from 'node:sqlite';
import { entrySchema, type BackupEntry, type EntryOf } from './entries.ts';
import { plannedAt } from '../../visits/listing.ts';

/** Errors: throws when the row is none of ours. */
export function accountEntry(row: Record<string, unknown>): BackupEntry {
  const { site_ids: siteIds, trueconf_id: trueconfId, password_hash: passwordHash, ...rest } = row;
  const { issuer, subject, disabled, ...same } = rest;
  const list: unknown = JSON.parse(String(siteIds));
  return entrySchema.parse({
    kind: 'account',
    ...same,
    siteIds: list,
    trueconfId,
    passwordHash,
    subject: issuer === null || subject === null ? null : { issuer, subject },
    disabled: Number(disabled) !== 0,
  });
}

export function putSite(database: DatabaseSync, { id, name }: EntryOf<'site'>): void {
  database.prepare('INSERT INTO sites (id, name) VALUES (?, ?)').run(id, name);
}

export function putAccount(database: DatabaseSync, account: EntryOf<'account'>): void {
  database
    .prepare(
      `INSERT INTO accounts (id, version, name, role, site_ids, trueconf_id, login, password_hash, issuer, subject, disabled)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      account.id,
      account.version,
      account.name,
      account.role,
      JSON.stringify(account.siteIds),
      account.trueconfId,
      account.login,
      account.passwordHash,
      account.subject?.issuer ?? null,
      account.subject?.subject ?? null,
      account.disabled ? 1 : 0,
    );
}

export function putVisit(database: DatabaseSync, { version, document }: EntryOf<'visit'>): void {
  const { visit } = document;
  database
    .prepare(
      `INSERT INTO visits (id, version, owner_id, created_at, closed_at, planned_at, document)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      visit.id,
      version,
      visit.ownerId,
      visit.createdAt,
      visit.state.name === 'closed' ? visit.since : null,
      plannedAt({ visit }),
      JSON.stringify(document),
    );
  const link = database.prepare('INSERT INTO links (token_hash, visit_id, number) VALUES (?, ?, ?)');
  for (const { tokenHash, number } of visit.links) link.run(tokenHash, visit.id, number);
}
