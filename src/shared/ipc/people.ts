/** Accounts and sites of the clinic's service, as an administrator sees them. */
import { z } from 'zod';
import { roles } from '../roles.ts';
import { id } from './visitView.ts';

const nothing = z.strictObject({});

const account = {
  name: z.string().trim().max(100),
  role: z.enum(roles),
  /** Where reception works, and where a doctor's visits are seen by reception. */
  siteIds: z.array(id).max(50),
  /** The doctor's TrueConf ID; `null`: owns no visits. */
  trueconfId: z.string().max(64).nullable(),
} as const;

export const siteSchema = z.strictObject({ id, name: z.string().trim().min(1).max(100) });

export const accountViewSchema = z.strictObject({
  ...account,
  id,
  /** `null`: signs in through the identity provider only. */
  login: z.string().max(64).nullable(),
  disabled: z.boolean(),
});

export const newAccount = z.strictObject({
  ...account,
  login: z.string().max(64),
  password: z.string().max(1_000),
});

export const accountChanges = z.strictObject({ ...account, disabled: z.boolean() }).partial();

export type SiteView = z.output<typeof siteSchema>;
export type AccountView = z.output<typeof accountViewSchema>;

export const peopleRequests = {
  /** People and sites exist on the clinic's service only; elsewhere their channels answer `unknown-channel`. */
  'people:list': {
    input: nothing,
    output: z.strictObject({ accounts: z.array(accountViewSchema), sites: z.array(siteSchema) }),
  },
  'people:create': { input: newAccount, output: accountViewSchema },
  'people:change': {
    input: z.strictObject({ accountId: id, changes: accountChanges }),
    output: accountViewSchema,
  },
  /** Every session of the account ends. */
  'people:setPassword': {
    input: z.strictObject({ accountId: id, password: z.string().max(1_000) }),
    output: accountViewSchema,
  },
  'sites:put': { input: siteSchema, output: nothing },
  /** Fails with `site-in-use`. */
  'sites:remove': { input: z.strictObject({ siteId: id }), output: nothing },
} as const;
