/** The access of a service in a folder of its own, with a clock that a test moves; nodes share the folder. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createAccounts, type LocalAccess } from '../../../../src/main/service/access/accounts.ts';
import { createFirstAdministrator } from '../../../../src/main/service/access/firstAdministrator.ts';
import { createHasher, type Hasher } from '../../../../src/main/service/access/passwords.ts';
import { createSessions } from '../../../../src/main/service/access/sessions.ts';
import { openSqliteStores } from '../../../../src/main/service/access/sqliteStores.ts';
import type { AccessStores, SessionStore } from '../../../../src/main/service/access/stores.ts';
import type { FakeClock } from '../../../fixtures/fakeClock.ts';
import { recordingLog } from '../../../fixtures/recordingLog.ts';

export const random = { bytes: (count: number) => randomBytes(count) };
export const goodPassword = 'лампа верблюд оркестр';
export const staffOrigin = 'https://desk.clinic.example';

/** As real as today's, and quick. */
export const quickHash = { memoryKib: 64, passes: 1, lanes: 1 };

export interface NodeOptions {
  readonly path: string;
  readonly clock: FakeClock;
  readonly local?: LocalAccess;
  readonly hasher?: Hasher;
  /** Stands between the sessions and their store. */
  readonly wrap?: (store: SessionStore) => SessionStore;
}

export type AccessNode = ReturnType<typeof openNode>;

export function openNode({ path, clock, local = 'everybody', hasher, wrap }: NodeOptions) {
  const stores: AccessStores = openSqliteStores(path);
  const log = recordingLog();
  const parts = { clock, random, log, store: stores.accounts };
  const used = hasher ?? createHasher(random, quickHash);
  const sessionStore = wrap ? wrap(stores.sessions) : stores.sessions;
  const sessions = createSessions({ clock, random, log, accounts: stores.accounts, sessions: sessionStore });
  onTestFinished(async () => {
    sessions.stop();
    await stores.close();
  });
  return {
    stores,
    log,
    sessions,
    accounts: createAccounts({ ...parts, hasher: used, local, sessions: stores.sessions }),
    firstAdministrator: createFirstAdministrator({ ...parts, hasher: used }),
  };
}

/** The path of a store; deleted, with its folder, after the nodes of the test are closed. */
export function storePath(): string {
  const folder = mkdtempSync(join(tmpdir(), 'visit-desk-access-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'access.sqlite');
}

export const aDoctor = {
  name: 'Gregory House',
  login: 'house',
  password: goodPassword,
  role: 'doctor',
  siteIds: ['north'],
  trueconfId: 'dr.house',
} as const;
