/** What a local account must be before it is kept. */
import { err, ok, type Result } from '../../../shared/result.ts';
import type { Role } from '../../../shared/roles.ts';
import type { Random } from '../../ports.ts';
import { accessError, type AccessError } from './errors.ts';
import { HasherBusy, passwordProblem, type Hasher } from './passwords.ts';
import type { Account } from './stores.ts';

export interface NewAccount {
  readonly name: string;
  readonly login: string;
  readonly password: string;
  readonly role: Role;
  readonly siteIds: readonly string[];
  readonly trueconfId: string | null;
}

/** As a login is kept and compared: people write it in capitals too. `undefined`: it cannot be one. */
export function normalLogin(typed: string): string | undefined {
  const login = typed.trim().normalize('NFKC').toLowerCase();
  // Counted as the contract counts: a letter outside the basic plane is two.
  return login.length <= 64 && /^[\p{L}\p{N}][\p{L}\p{N}._@+-]+$/u.test(login) ? login : undefined;
}

/** What the role of an account lacks: a doctor owns visits, reception works somewhere. */
export function missingFor(
  account: Pick<Account, 'role' | 'siteIds' | 'trueconfId'>,
): 'no-trueconf-id' | 'no-site' | undefined {
  const { role, siteIds, trueconfId } = account;
  if (trueconfId !== null && !isTrueconfId(trueconfId)) return 'no-trueconf-id';
  if (role === 'doctor' && trueconfId === null) return 'no-trueconf-id';
  return role === 'reception' && siteIds.length === 0 ? 'no-site' : undefined;
}

/** Whether nothing differs of what an identity provider tells. */
export const isSameButDisabled = (before: Account, after: Account): boolean =>
  before.name === after.name &&
  before.role === after.role &&
  before.trueconfId === after.trueconfId &&
  before.siteIds.join() === after.siteIds.join();

/** Only a doctor owns visits: another's ID beside another role would mean nothing, and might be read as something. */
export const trueconfIdFor = ({ role, trueconfId }: Pick<Account, 'role' | 'trueconfId'>): string | null =>
  role === 'doctor' ? trueconfId : null;

/** As in the settings (`doctorSchema`). */
const isTrueconfId = (id: string): boolean => /^[^\s/\\?#%]{1,64}$/.test(id);

export const makeId = (random: Random): string => random.bytes(16).toString('base64url');

/** At most 100 UTF-16 units, as the contract counts, on one line, no sign cut in two. */
export function cleanName(typed: string): string {
  const line = typed.replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ').trim();
  return line
    .slice(0, 100)
    .replace(/[\ud800-\udbff]$/, '')
    .trim();
}

/** Not saved. Errors: `login-invalid`, those of a password, `no-site`, `no-trueconf-id`, `busy`. */
export async function makeAccount(
  account: NewAccount,
  hasher: Hasher,
  random: Random,
): Promise<Result<Account, AccessError>> {
  const login = normalLogin(account.login);
  if (login === undefined) return err(accessError('login-invalid'));
  const missing = missingFor(account);
  if (missing) return err(accessError(missing));
  const hashed = await hashNew(account.password, [login, account.name], hasher);
  if (!hashed.ok) return hashed;
  const { role, siteIds } = account;
  const trueconfId = trueconfIdFor(account);
  const name = cleanName(account.name) || login;
  const made = { id: makeId(random), name, role, siteIds, trueconfId, login, passwordHash: hashed.value };
  return ok({ ...made, subject: null, disabled: false, version: 0 });
}

/** `words`: what is known of the owner. Errors: those of a password, `busy`. */
export async function hashNew(
  password: string,
  words: readonly string[],
  hasher: Hasher,
): Promise<Result<string, AccessError>> {
  const problem = passwordProblem(password, words);
  if (problem) return err(accessError(problem));
  try {
    return ok(await hasher.hash(password));
  } catch (error) {
    if (error instanceof HasherBusy) return err(accessError('busy'));
    throw error;
  }
}
