/** Who works at the clinic: accounts with a session each, written into the store, because signing in is not what is measured. */
import type { Pool } from 'pg';
import { createSessions } from '../../../src/main/service/access/sessions.ts';
import type { Account, AccountStore } from '../../../src/main/service/access/stores.ts';
import { createPostgresStores } from '../../../src/main/service/postgres/accessStores.ts';
import { systemClock, systemRandom } from '../../../src/main/system.ts';
import { silent } from '../fullStore.ts';
import { staffOrigin } from './balancer.ts';
import type { DeskSpec } from './staffDesk.ts';

/** Of eight desks one is a reception's; so many desks make a site. */
const desksOfReception = 8;
const desksOfSite = 40;

export interface Staff {
  /** One for each desk, doctors and reception mixed. */
  readonly desks: readonly DeskSpec[];
  /** Places of the doctors' and the receptions' desks in `desks`. */
  readonly doctorDesks: readonly number[];
  readonly receptionDesks: readonly number[];
  readonly administrator: DeskSpec;
}

export const doctorIdAt = (index: number): string => `doctor${index}`;

/** The database must be migrated. */
export async function hireStaff(pool: Pool, count: number): Promise<Staff> {
  const stores = createPostgresStores(pool);
  const sessions = createSessions({ ...stores, clock: systemClock, random: systemRandom, log: silent });
  const sites = Math.ceil(count / desksOfSite);
  for (let site = 0; site < sites; site += 1)
    await stores.accounts.putSite({ id: `site${site}`, name: `Site ${site}` });
  const signIn = async (account: Account): Promise<DeskSpec> => {
    const saved = await addAccount(stores.accounts, account);
    const token = await sessions.open(saved, { origin: staffOrigin, way: 'local', device: 'Chrome, Linux' });
    return {
      cookie: `__Host-desk=${token}`,
      ownerId: account.trueconfId,
      listsBoard: account.role !== 'administrator',
    };
  };
  const administrator = await signIn(accountOf('administrator', 0, []));
  const desks: DeskSpec[] = [];
  for (let index = 0; index < count; index += 1) {
    const role = isReception(index) ? 'reception' : 'doctor';
    desks.push(await signIn(accountOf(role, index, [`site${Math.floor(index / desksOfSite)}`])));
  }
  const places = [...desks.keys()];
  return {
    desks,
    administrator,
    doctorDesks: places.filter((index) => !isReception(index)),
    receptionDesks: places.filter(isReception),
  };
}

/** The first desk is a reception's, so that the smallest clinic has one. */
const isReception = (index: number): boolean => index % desksOfReception === 0;

const accountOf = (role: Account['role'], index: number, siteIds: readonly string[]): Account => ({
  id: systemRandom.bytes(16).toString('base64url'),
  name: `${role} ${index}`,
  role,
  siteIds,
  trueconfId: role === 'doctor' ? doctorIdAt(index) : null,
  login: `${role}${index}`,
  // Nobody signs in with a password here: a hash that fits none.
  passwordHash: '-',
  subject: null,
  disabled: false,
  version: 0,
});

async function addAccount(accounts: AccountStore, account: Account): Promise<Account> {
  const outcome = await accounts.save(account);
  if (outcome !== 'saved') throw new Error(`an account is not saved: ${outcome}`);
  return { ...account, version: 1 };
}
