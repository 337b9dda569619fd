/** One try with a password: counted before it is made, as long for a login that is not there as for one that is. */
import { err, ok, type Result } from '../../../shared/result.ts';
import type { Clock, Log } from '../../ports.ts';
import { accessError, type AccessError } from './errors.ts';
import { HasherBusy, type Hasher } from './passwords.ts';
import type { Account, AccountStore } from './stores.ts';
import { limitsFor, type Limit } from './throttle.ts';

export interface PasswordCheckOptions {
  readonly store: AccountStore;
  readonly hasher: Hasher;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Try {
  /** `undefined`: there is none. */
  readonly account: Account | undefined;
  /** As it is counted. */
  readonly login: string;
  readonly password: string;
  /** Of the client. */
  readonly address: string;
  /** Of a browser, or a session, that is known for this account; its tries are counted by themselves. */
  readonly deviceId: string | undefined;
}

/**
 * Gives the account, its hash made anew where today's parameters are others.
 * Errors: `wrong-password` (one answer for every reason), `too-many-attempts`, `busy`.
 */
export type PasswordCheck = (given: Try) => Promise<Result<Account, AccessError>>;

export function createPasswordCheck({ store, hasher, clock, log }: PasswordCheckOptions): PasswordCheck {
  const giveBack = async (limits: readonly Limit[]): Promise<void> => {
    for (const { key } of limits) await store.forgiveAttempt(key, false);
  };
  /** The ms to wait; 0: go on. What is refused by one limit counts for none. */
  const take = async (limits: readonly Limit[]): Promise<number> => {
    const now = clock.now();
    for (const [index, { key, policy }] of limits.entries()) {
      const waitMs = await store.takeAttempt(key, now, policy);
      if (waitMs === 0) continue;
      await giveBack(limits.slice(0, index));
      return waitMs;
    }
    return 0;
  };

  const outcomeOf = async (account: Account | undefined, password: string) => {
    if (account && account.passwordHash !== null && !account.disabled)
      return hasher.verify(account.passwordHash, password);
    await hasher.pretend(password);
    return 'wrong' as const;
  };

  /** Whoever saved in between wins: then what is there counts, for which the password must be right as well. */
  const renewed = async (account: Account, password: string): Promise<Account | undefined> => {
    const next = { ...account, passwordHash: await hasher.hash(password) };
    if ((await store.save(next)) === 'saved') return { ...next, version: account.version + 1 };
    const present = await store.load(account.id);
    return (await outcomeOf(present, password)) === 'wrong' ? undefined : present;
  };

  return async ({ account, login, password, address, deviceId }) => {
    const limits = limitsFor(login, address, deviceId);
    const waitMs = await take(limits);
    if (waitMs > 0) return err(accessError('too-many-attempts', waitMs));
    try {
      const outcome = await outcomeOf(account, password);
      const checked = account && outcome === 'stale' ? await renewed(account, password) : account;
      if (!checked || outcome === 'wrong') {
        log.info('access.refused', { way: 'local' });
        return err(accessError('wrong-password'));
      }
      // Never all of what strangers share: an attacker with an account would wipe the count by signing in.
      for (const { key, isOwn } of limits) await store.forgiveAttempt(key, isOwn);
      return ok(checked);
    } catch (error) {
      if (!(error instanceof HasherBusy)) throw error;
      // Nothing was learned by this try.
      await giveBack(limits);
      return err(accessError('busy'));
    }
  };
}
