/** Accounts and sessions of a service of several nodes. */
import type { Pool } from 'pg';
import type { AccessStores } from '../access/stores.ts';
import { createPostgresAccounts } from './accounts.ts';
import { createPostgresSessions } from './sessions.ts';

/** Whoever made the pool migrates the database before, and ends the pool. */
export const createPostgresStores = (pool: Pool): AccessStores => ({
  accounts: createPostgresAccounts(pool),
  sessions: createPostgresSessions(pool),
  close: async () => undefined,
});
