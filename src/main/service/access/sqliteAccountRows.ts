/** An account as a row of the SQLite file. */
import { z } from 'zod';
import { roles } from '../../../shared/roles.ts';
import type { Account } from './stores.ts';

const siteIdsSchema = z.array(z.string());
const roleSchema = z.enum(roles);
const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** Errors: throws when the row is none of ours. */
export function accountOf(row: Record<string, unknown>): Account {
  const issuer = textOrNull(row['issuer']);
  const subject = textOrNull(row['subject']);
  return {
    id: String(row['id']),
    version: Number(row['version']),
    name: String(row['name']),
    role: roleSchema.parse(row['role']),
    siteIds: siteIdsSchema.parse(JSON.parse(String(row['site_ids']))),
    trueconfId: textOrNull(row['trueconf_id']),
    login: textOrNull(row['login']),
    passwordHash: textOrNull(row['password_hash']),
    subject: issuer !== null && subject !== null ? { issuer, subject } : null,
    disabled: Number(row['disabled']) !== 0,
  };
}

/** By the names of `accountParameters`, and `id`. */
export const accountValues = ({ subject, siteIds, disabled, version: _version, ...rest }: Account) => ({
  ...rest,
  siteIds: JSON.stringify(siteIds),
  issuer: subject?.issuer ?? null,
  subject: subject?.subject ?? null,
  disabled: disabled ? 1 : 0,
});

/** Beside `id` and `version`. */
export const accountColumns =
  'name, role, site_ids, trueconf_id, login, password_hash, issuer, subject, disabled';
export const accountParameters =
  ':name, :role, :siteIds, :trueconfId, :login, :passwordHash, :issuer, :subject, :disabled';
