/** The first administrator: made by whoever can read what the service printed at its start. */
import { err, ok, type Result } from '../../../shared/result.ts';
import type { Clock, Log, Random } from '../../ports.ts';
import { accessError, type AccessError } from './errors.ts';
import { hashFirstCode, makeFirstCode } from './firstCode.ts';
import { makeAccount } from './newAccount.ts';
import type { Hasher } from './passwords.ts';
import type { Account, AccountStore } from './stores.ts';
import { addressKey, addressPolicy } from './throttle.ts';

export interface FirstAdministratorOptions {
  readonly store: AccountStore;
  readonly hasher: Hasher;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

export interface FirstAdministratorForm {
  readonly code: string;
  readonly login: string;
  readonly password: string;
  /** Of the client. */
  readonly address: string;
}

export interface FirstAdministrator {
  /** Whether there is none yet. */
  isWanted(): Promise<boolean>;
  /** A code to print at start; `undefined`: there is an administrator already. Never to a log file. */
  makeCode(): Promise<string | undefined>;
  /** Errors: `first-code-wrong` (also: too late), `too-many-attempts`, those of `makeAccount`, `login-taken`. */
  create(form: FirstAdministratorForm): Promise<Result<Account, AccessError>>;
}

export function createFirstAdministrator(options: FirstAdministratorOptions): FirstAdministrator {
  const { store, hasher, clock, random, log } = options;
  const isWanted = async (): Promise<boolean> => !(await store.hasAdministrator());
  return {
    isWanted,
    async makeCode() {
      if (!(await isWanted())) return undefined;
      const code = makeFirstCode(random);
      const hash = hashFirstCode(code);
      if (hash !== undefined) await store.addFirstCode(hash, clock.now());
      return code;
    },
    async create({ code, login, password, address }) {
      const key = addressKey(address);
      const waitMs = await store.takeAttempt(key, clock.now(), addressPolicy);
      if (waitMs > 0) return err(accessError('too-many-attempts', waitMs));
      const hash = hashFirstCode(code);
      // Asked first: who has no code makes no work, and learns nothing of logins.
      if (hash === undefined || !(await store.isFirstCode(hash))) return err(accessError('first-code-wrong'));
      await store.forgiveAttempt(key, false);
      const role = 'administrator';
      const form = { name: '', login, password, role, siteIds: [], trueconfId: null } as const;
      const made = await makeAccount(form, hasher, random);
      if (!made.ok) return made;
      const outcome = await store.createFirstAdministrator(made.value, hash);
      if (outcome === 'taken') return err(accessError('login-taken'));
      if (outcome === 'refused') return err(accessError('first-code-wrong'));
      log.info('access.first-administrator', { accountId: made.value.id });
      return ok({ ...made.value, version: 1 });
    },
  };
}
