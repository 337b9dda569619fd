/**
 * What is kept of accounts, sites and sessions, behind interfaces: the same contract (`test/fixtures/*StoreContract.ts`)
 * holds for every database. Times are epoch ms, hashes SHA-256 in hex. Every method rejects when the database cannot
 * answer; nothing is cached here.
 */
import type { Role } from '../../../shared/roles.ts';
import type { Attempts, ThrottlePolicy } from './throttle.ts';

export interface Account {
  /** 22 characters of base64url. */
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly siteIds: readonly string[];
  readonly trueconfId: string | null;
  /** As `normalLogin` writes it; `null`: signs in through the identity provider only. */
  readonly login: string | null;
  /** PHC string; `null` as `login`. */
  readonly passwordHash: string | null;
  /** Who the identity provider says it is; `null` for a local account. */
  readonly subject: { readonly issuer: string; readonly subject: string } | null;
  readonly disabled: boolean;
  /** 0 before the first save; grows by one with each. */
  readonly version: number;
}

/**
 * `conflict`: somebody else has saved it, or it is not there. `taken`: login or subject belong to another account.
 * `trueconf-id-taken`: of two active doctors whom the identity provider names, each has an ID of their own. (A local
 * account beside the provider's, with the same ID, is the same person with a password; an administrator makes it.)
 */
export type AccountSaved = 'saved' | 'conflict' | 'taken' | 'trueconf-id-taken' | 'last-administrator';

/** Whether a visit's owner is whom the provider says; then no other subject may be. */
export const isDoctorOfProvider = ({ role, subject, disabled, trueconfId }: Account): boolean =>
  role === 'doctor' && subject !== null && !disabled && trueconfId !== null;

/** An administrator who can sign in whatever becomes of the provider. */
export const isActiveAdministrator = ({ role, disabled, passwordHash }: Account): boolean =>
  role === 'administrator' && !disabled && passwordHash !== null;

/** Codes for the first administrator: of more the newest count. */
export const maxFirstCodes = 8;

export interface Site {
  readonly id: string;
  readonly name: string;
}

export interface AccountStore {
  load(id: string): Promise<Account | undefined>;
  loadByLogin(login: string): Promise<Account | undefined>;
  loadBySubject(issuer: string, subject: string): Promise<Account | undefined>;
  /** By name, then id. */
  list(): Promise<readonly Account[]>;
  /**
   * `last-administrator`: it would take away the last administrator who can sign in with a password; those of the
   * provider come and go with it. Decided in one transaction with the save, so that no two disable each other.
   */
  save(account: Account): Promise<AccountSaved>;
  /** Whether there is an account of an administrator, disabled or not. */
  hasAdministrator(): Promise<boolean>;
  /** Keeps the hash of one more code for the first administrator: each node that starts prints its own. The newest eight stay. */
  addFirstCode(codeHash: string, now: number): Promise<void>;
  isFirstCode(codeHash: string): Promise<boolean>;
  /** In one transaction: while there is no administrator and the code is known, saves the account and forgets all codes. */
  createFirstAdministrator(account: Account, codeHash: string): Promise<'created' | 'refused' | 'taken'>;

  /** By name, then id. */
  listSites(): Promise<readonly Site[]>;
  putSite(site: Site): Promise<void>;
  /** `in-use`: an account works there. */
  removeSite(id: string): Promise<'removed' | 'in-use'>;

  /**
   * One try to sign in under a key, counted before it is made, so that a hundred at once do not all pass. Gives the
   * ms to wait; 0: go on. In one transaction: `nextAttempts` decides.
   */
  takeAttempt(key: string, now: number, policy: ThrottlePolicy): Promise<number>;
  /** The try was right. `all`: forgets all tries under this key, else this one only. */
  forgiveAttempt(key: string, all: boolean): Promise<void>;
  loadAttempts(key: string): Promise<Attempts | undefined>;
  /** Forgets what was last tried before this time. */
  sweepAttempts(before: number): Promise<void>;
}

export interface StoredSession {
  /** Under which its owner sees and revokes it; opens nothing. */
  readonly id: string;
  /** Of the cookie's value, which is kept nowhere. */
  readonly tokenHash: string;
  readonly accountId: string;
  /** The staff origin at which it was made; valid there only. */
  readonly origin: string;
  readonly way: 'local' | 'provider';
  /** What its owner recognises it by, such as `Firefox, Linux`. */
  readonly device: string;
  readonly createdAt: number;
  /** When its owner last did something, to the minute. */
  readonly usedAt: number;
}

export interface SessionStore {
  /**
   * `false`: its account is not there in this version, or is disabled, and nothing was added. In one step with the look:
   * whoever changes the account and then removes its sessions finds this one.
   */
  add(session: StoredSession, accountVersion: number): Promise<boolean>;
  load(tokenHash: string): Promise<StoredSession | undefined>;
  /** Later times only: two nodes may tell theirs in either order. */
  touch(tokenHash: string, usedAt: number): Promise<void>;
  /** Newest first. */
  listOf(accountId: string): Promise<readonly StoredSession[]>;
  remove(tokenHash: string): Promise<void>;
  /** `false`: this account has no such session. */
  removeById(accountId: string, id: string): Promise<boolean>;
  /** All of an account but one. */
  removeAllOf(accountId: string, exceptTokenHash: string | null): Promise<void>;
  /** Removes what was made or last used before these times, and marks that are over. */
  sweep(limits: {
    readonly createdBefore: number;
    readonly usedBefore: number;
    readonly now: number;
  }): Promise<void>;
  /** Whether this is the first time that `markHash` is used; later ones are refused until the time is over. */
  useOnce(markHash: string, until: number): Promise<boolean>;
}

export interface AccessStores {
  readonly accounts: AccountStore;
  readonly sessions: SessionStore;
  close(): Promise<void>;
}
