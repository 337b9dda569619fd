/**
 * Sessions of staff: a random secret in a cookie, of which only the hash is kept. What was revoked, disabled or
 * changed counts everywhere within a minute: requests ask the store, sockets ask it again in time (`watch`).
 */
import { createHash } from 'node:crypto';
import type { Clock, Log, Random } from '../../ports.ts';
import { whoIs } from './accounts.ts';
import { makeId } from './newAccount.ts';
import type { Who } from './roles.ts';
import { createWatches, type Watch } from './sessionWatch.ts';
import type { Account, AccountStore, SessionStore, StoredSession } from './stores.ts';

/** NIST SP 800-63B §4.2.3 for accounts that open personal data: half an hour without use, twelve hours in all (a long shift). */
export const sessionTimes = {
  idleMs: 30 * 60_000,
  absoluteMs: 12 * 3_600_000,
  /** By which the clocks of two nodes may differ, and a little. */
  clockToleranceMs: 120_000,
  /** Use is written down at most this often. */
  touchMs: 60_000,
  /** The store is asked this often for an open socket; half of what is promised, so that one failure is made good. */
  recheckMs: 25_000,
  /** What was last known counts this long, whatever happens to the store. */
  trustMs: 60_000,
} as const;

export interface SessionView {
  readonly id: string;
  readonly way: StoredSession['way'];
  readonly device: string;
  readonly createdAt: number;
  readonly usedAt: number;
  /** The one that asks. */
  readonly isOwn: boolean;
}

export interface Admitted {
  readonly who: Who;
  readonly session: StoredSession;
}

export interface Sessions {
  /**
   * Gives the cookie's value. `account`: as it was when its owner was known to be there; `device`: from `deviceWords`.
   * Errors: rejects with `AccountChanged`.
   */
  open(account: Account, at: Pick<StoredSession, 'origin' | 'way' | 'device'>): Promise<string>;
  /** Who is signed in by this cookie at this origin, now. `undefined`: unknown, over, revoked, of another origin, or disabled. */
  find(token: string, origin: string): Promise<Admitted | undefined>;
  /** As `find`, and it counts as use: for what a person does, not for what a page does by itself. */
  use(token: string, origin: string): Promise<Admitted | undefined>;
  /** For a socket. Errors: rejects when the store cannot answer now. */
  watch(token: string, origin: string): Promise<Watch | undefined>;
  close(token: string): Promise<void>;
  listOf(admitted: Admitted): Promise<readonly SessionView[]>;
  /** One of the own sessions; `false`: there is none such. */
  revoke(who: Who, id: string): Promise<boolean>;
  revokeAllOf(accountId: string): Promise<void>;
  /** Removes what is over; for one node at a time. */
  sweep(): Promise<void>;
  /** Ends the watches without a word. */
  stop(): void;
}

export interface SessionsOptions {
  readonly accounts: AccountStore;
  readonly sessions: SessionStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/** Password, role or whether it may be used have changed since it was looked at: whoever was let in by that begins anew. */
export class AccountChanged extends Error {
  override readonly name = 'AccountChanged';
}

/** 256 bits. */
const isSessionToken = (value: string): boolean => /^[A-Za-z0-9_-]{43}$/.test(value);
export const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Whether a session is over by its age or by disuse, or would live too long: a node with a wrong clock has made it. */
export function isOver({ createdAt, usedAt }: StoredSession, now: number): boolean {
  if (createdAt - now > sessionTimes.clockToleranceMs) return true;
  return now - createdAt >= sessionTimes.absoluteMs || now - usedAt >= sessionTimes.idleMs;
}

export function createSessions(options: SessionsOptions): Sessions {
  const { accounts, sessions, clock, random } = options;

  async function find(token: string, origin: string): Promise<Admitted | undefined> {
    if (!isSessionToken(token)) return undefined;
    const session = await sessions.load(hashOf(token));
    if (!session || session.origin !== origin || isOver(session, clock.now())) return undefined;
    const account = await accounts.load(session.accountId);
    return account && !account.disabled ? { who: whoIs(account), session } : undefined;
  }

  async function use(token: string, origin: string): Promise<Admitted | undefined> {
    const admitted = await find(token, origin);
    const now = clock.now();
    if (admitted && now - admitted.session.usedAt >= sessionTimes.touchMs)
      await sessions.touch(admitted.session.tokenHash, now);
    return admitted;
  }

  const watches = createWatches({ ...options, find, use, times: sessionTimes });

  return {
    find,
    use,
    watch: watches.watch,
    stop: watches.stop,
    async open(account, at) {
      const token = random.bytes(32).toString('base64url');
      const now = clock.now();
      const made = { id: makeId(random), tokenHash: hashOf(token), accountId: account.id };
      const isAdded = await sessions.add({ ...made, ...at, createdAt: now, usedAt: now }, account.version);
      if (!isAdded) throw new AccountChanged();
      return token;
    },
    async close(token) {
      if (isSessionToken(token)) await sessions.remove(hashOf(token));
    },
    async listOf({ who, session: own }) {
      const now = clock.now();
      const found = await sessions.listOf(who.accountId);
      return found
        .filter((session) => !isOver(session, now))
        .map((session) => viewOf(session, session.tokenHash === own.tokenHash));
    },
    revoke: (who, id) => sessions.removeById(who.accountId, id),
    revokeAllOf: (accountId) => sessions.removeAllOf(accountId, null),
    async sweep() {
      const now = clock.now();
      const { absoluteMs, idleMs } = sessionTimes;
      await sessions.sweep({ createdBefore: now - absoluteMs, usedBefore: now - idleMs, now });
    },
  };
}

const viewOf = ({ id, way, device, createdAt, usedAt }: StoredSession, isOwn: boolean): SessionView => ({
  id,
  way,
  device,
  createdAt,
  usedAt,
  isOwn,
});
