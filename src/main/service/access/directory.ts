/**
 * Who owns visits, and where they work: what the core and the desks' sockets ask for each visit, so it is kept in
 * memory. Asked anew every 20 s and after each change through this node; one that was made through another node is
 * seen within 60 s, also when one look fails.
 */
import { every } from '../../every.ts';
import { causeOf } from '../../log/cause.ts';
import type { Clock, Log } from '../../ports.ts';
import type { Account, AccountStore } from './stores.ts';

export interface Owner {
  /** TrueConf ID. */
  readonly id: string;
  readonly name: string;
  /** Where reception sees the visits: of the accounts that are not disabled, where there is one. */
  readonly siteIds: readonly string[];
}

export interface Directory {
  /** Who may own a new visit: doctors whose account is not disabled. By name. */
  doctors(): readonly Owner[];
  /** Whose visits there may be: also those of disabled accounts, so that reception can still move and cancel them. By name. */
  owners(): readonly Owner[];
  /**
   * Looks for the first time, and then again and again until `stop`. Errors: rejects when the store does not answer
   * now; it goes on looking, and nobody is known before.
   */
  start(): Promise<void>;
  /** Looks now. Errors: rejects when the store does not answer; what was known stays. */
  refresh(): Promise<void>;
  /** The same store, of which each change of an account is seen here before it is answered. */
  seeing(store: AccountStore): AccountStore;
  stop(): void;
}

const refreshMs = 20_000;

export function createDirectory({
  store,
  clock,
  log,
}: {
  readonly store: AccountStore;
  readonly clock: Clock;
  readonly log: Log;
}): Directory {
  let doctors: readonly Owner[] = [];
  let owners: readonly Owner[] = [];
  let cancel = (): void => undefined;
  let asked = 0;
  let known = 0;

  async function refresh(): Promise<void> {
    const turn = (asked += 1);
    const accounts = await store.list();
    // A look that took longer than a later one knows less.
    if (turn < known) return;
    known = turn;
    const ofDoctors = accounts.filter(({ role }) => role === 'doctor');
    const active = ofDoctors.filter(({ disabled }) => !disabled);
    doctors = ownersOf(active);
    owners = withFormer(doctors, ownersOf(ofDoctors));
  }

  const tried = async (): Promise<void> => {
    try {
      await refresh();
    } catch (error) {
      log.warn('access.directory-failed', { cause: causeOf(error) });
    }
  };

  return {
    doctors: () => doctors,
    owners: () => owners,
    refresh,
    async start() {
      cancel();
      // The next look does not wait for this one: a store that hangs must not stop the looks.
      cancel = every(clock, refreshMs, () => void tried());
      await refresh();
    },
    stop: () => cancel(),
    seeing: (seen) => ({
      ...seen,
      async save(account) {
        const outcome = await seen.save(account);
        if (outcome === 'saved') await tried();
        return outcome;
      },
    }),
  };
}

/** Whoever is there now works where the account of now says: a former site sees nothing of what comes after. */
function withFormer(present: readonly Owner[], all: readonly Owner[]): readonly Owner[] {
  const known = new Map(present.map((owner) => [owner.id, owner]));
  return all.map((owner) => known.get(owner.id) ?? owner);
}

/** Two accounts of one person (by password and by the provider) are one owner, who works where either does. */
function ownersOf(accounts: readonly Account[]): readonly Owner[] {
  const found = new Map<string, Owner>();
  for (const { trueconfId, name, siteIds } of accounts) {
    if (trueconfId === null || trueconfId === '') continue;
    const before = found.get(trueconfId);
    const sites = [...new Set([...(before?.siteIds ?? []), ...siteIds])];
    found.set(trueconfId, { id: trueconfId, name: before?.name ?? name, siteIds: sites });
  }
  return [...found.values()];
}
