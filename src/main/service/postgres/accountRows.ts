/** An account as a row. */
import { z } from 'zod';
import { roles } from '../../../shared/roles.ts';
import type { Account } from '../access/stores.ts';

const rowSchema = z.object({
  id: z.string(),
  version: z.int(),
  name: z.string(),
  role: z.enum(roles),
  site_ids: z.array(z.string()),
  trueconf_id: z.string().nullable(),
  login: z.string().nullable(),
  password_hash: z.string().nullable(),
  issuer: z.string().nullable(),
  subject: z.string().nullable(),
  disabled: z.boolean(),
});

/** Errors: throws when the row is none of ours. */
export function accountOf(row: unknown): Account {
  const { id, version, name, role, login, issuer, subject, disabled, ...rest } = rowSchema.parse(row);
  return {
    id,
    version,
    name,
    role,
    login,
    disabled,
    siteIds: rest.site_ids,
    trueconfId: rest.trueconf_id,
    passwordHash: rest.password_hash,
    subject: issuer !== null && subject !== null ? { issuer, subject } : null,
  };
}

/** In the order of `accountColumns`. */
export const accountValues = (account: Account, version: number): readonly unknown[] => [
  account.id,
  version,
  account.name,
  account.role,
  account.siteIds,
  account.trueconfId,
  account.login,
  account.passwordHash,
  account.subject?.issuer ?? null,
  account.subject?.subject ?? null,
  account.disabled,
];

export const accountColumns =
  'id, version, name, role, site_ids, trueconf_id, login, password_hash, issuer, subject, disabled';
export const accountParameters = '$1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11';
