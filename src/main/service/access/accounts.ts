/** Local accounts: signing in with a password, and the changes that their owners and administrators make. */
import { err, ok, type Result } from '../../../shared/result.ts';
import type { Clock, Log, Random } from '../../ports.ts';
import { accessError, type AccessError } from './errors.ts';
import {
  cleanName,
  hashNew,
  isSameButDisabled,
  makeAccount,
  missingFor,
  normalLogin,
  trueconfIdFor,
  type NewAccount,
} from './newAccount.ts';
import { createPasswordCheck } from './passwordCheck.ts';
import type { Hasher } from './passwords.ts';
import type { Who } from './roles.ts';
import type { Account, AccountStore, SessionStore } from './stores.ts';

/** Who may sign in with a password: everybody; administrators, for the day when the provider is away; nobody. */
export const localAccess = ['everybody', 'administrators', 'nobody'] as const;
export type LocalAccess = (typeof localAccess)[number];

export interface AccountsOptions {
  readonly store: AccountStore;
  readonly sessions: SessionStore;
  readonly hasher: Hasher;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly local: LocalAccess;
}

export type AccountChanges = Partial<Pick<Account, 'name' | 'role' | 'siteIds' | 'trueconfId' | 'disabled'>>;

/** Who asks. */
export interface Client {
  readonly address: string;
  /** The id of a browser that is known for this account (`knownDevices.ts`). */
  readonly deviceFor?: (accountId: string) => string | undefined;
}

export interface PasswordChange {
  readonly accountId: string;
  readonly old: string;
  readonly next: string;
  /** Of the client. */
  readonly address: string;
  /** The session that stays; every other one of the account ends. */
  readonly tokenHash: string | null;
}

export interface Accounts {
  /**
   * Errors: `wrong-password` (one answer for a login that is not there, one without a password, one that is disabled
   * and a wrong password), `too-many-attempts`, `busy`, `local-not-allowed`.
   */
  signIn(login: string, password: string, from: Client): Promise<Result<Account, AccessError>>;
  /** How somebody who is signed in may do so: `login` as kept; whether there is a password that counts here. */
  signInOf(accountId: string): Promise<{ readonly login: string | null; readonly hasPassword: boolean }>;
  /** Errors: those of `makeAccount`, `login-taken`. */
  create(account: NewAccount): Promise<Result<Account, AccessError>>;
  /** Errors: those of `signIn` and of a password, `account-changed`. Throttled as signing in is. */
  changePassword(change: PasswordChange): Promise<Result<Account, AccessError>>;
  /**
   * By an administrator. A session follows within a minute; one of a disabled account ends.
   * Errors: `account-not-found`, `account-of-provider` (its claims would undo all but `disabled`), `no-site`,
   * `no-trueconf-id`, `trueconf-id-taken`, `last-administrator`, `account-changed`.
   */
  change(accountId: string, changes: AccountChanges): Promise<Result<Account, AccessError>>;
  /**
   * By an administrator; every session of the account ends. Errors: `account-not-found`, `account-of-provider`, those
   * of a password, `account-changed`.
   */
  setPassword(accountId: string, next: string): Promise<Result<Account, AccessError>>;
}

export const whoIs = ({ id, name, role, siteIds, trueconfId }: Account): Who => ({
  accountId: id,
  name,
  role,
  siteIds,
  trueconfId,
});

/** Whether there is a password with which this account may sign in. */
const mayUse = ({ passwordHash, role }: Account, local: LocalAccess): boolean =>
  passwordHash !== null &&
  (local === 'everybody' || (local === 'administrators' && role === 'administrator'));

export function createAccounts(options: AccountsOptions): Accounts {
  const { store, sessions, hasher, random, local } = options;
  const check = createPasswordCheck(options);

  async function saved(account: Account): Promise<Result<Account, AccessError>> {
    const outcome = await store.save(account);
    if (outcome === 'saved') return ok({ ...account, version: account.version + 1 });
    if (outcome === 'conflict') return err(accessError('account-changed'));
    return err(accessError(outcome === 'taken' ? 'login-taken' : outcome));
  }

  async function renew(
    account: Account,
    next: string,
    kept: string | null,
  ): Promise<Result<Account, AccessError>> {
    const hashed = await hashNew(next, [account.login ?? '', account.name], hasher);
    if (!hashed.ok) return hashed;
    const changed = await saved({ ...account, passwordHash: hashed.value });
    // Whoever knew the old password may be signed in with it.
    if (changed.ok) await sessions.removeAllOf(account.id, kept);
    return changed;
  }

  return {
    async signIn(typed, password, { address, deviceFor }) {
      if (local === 'nobody') return err(accessError('local-not-allowed'));
      const login = normalLogin(typed);
      const account = login === undefined ? undefined : await store.loadByLogin(login);
      const deviceId = account && deviceFor?.(account.id);
      const named = login ?? typed.slice(0, 200);
      const checked = await check({ account, login: named, password, address, deviceId });
      if (!checked.ok || local === 'everybody' || checked.value.role === 'administrator') return checked;
      // Said only to who knows the password.
      return err(accessError('local-not-allowed'));
    },
    async signInOf(accountId) {
      const account = await store.load(accountId);
      return { login: account?.login ?? null, hasPassword: account !== undefined && mayUse(account, local) };
    },
    async create(account) {
      const made = await makeAccount(account, hasher, random);
      return made.ok ? saved(made.value) : made;
    },
    async changePassword({ accountId, old, next, address, tokenHash }) {
      const account = await store.load(accountId);
      if (account && !mayUse(account, local)) return err(accessError('local-not-allowed'));
      const login = account?.login ?? accountId;
      // Only who is signed in gets here: a stranger's tries are not in the way, nor these in the way of the owner.
      const deviceId = `signed in ${accountId}`;
      const checked = await check({ account, login, password: old, address, deviceId });
      return checked.ok ? renew(checked.value, next, tokenHash) : checked;
    },
    async change(accountId, changes) {
      const account = await store.load(accountId);
      if (!account) return err(accessError('account-not-found'));
      const asked = { ...account, ...changes };
      const next = { ...asked, trueconfId: trueconfIdFor(asked) };
      if (account.subject !== null && !isSameButDisabled(account, next))
        return err(accessError('account-of-provider'));
      const missing = missingFor(asked);
      if (missing) return err(accessError(missing));
      const changed = await saved({ ...next, name: cleanName(next.name) || account.name });
      if (changed.ok && next.disabled) await sessions.removeAllOf(accountId, null);
      return changed;
    },
    async setPassword(accountId, next) {
      const account = await store.load(accountId);
      if (!account) return err(accessError('account-not-found'));
      if (account.login === null) return err(accessError('account-of-provider'));
      return renew(account, next, null);
    },
  };
}
