/** Accounts and sites, as an administrator's desk asks for them: the channels `people:*` and `sites:*` of the contract. */
import { appError, type AppError, type ErrorCode } from '../../../shared/errors.ts';
import type { HandlerInput } from '../../../shared/ipc/contract.ts';
import type { AccountView } from '../../../shared/ipc/people.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { causeOf } from '../../log/cause.ts';
import type { Caller } from '../../ipc/caller.ts';
import type { People, PeopleChannel } from '../../ipc/people.ts';
import type { Log } from '../../ports.ts';
import type { AccountChanges, Accounts } from './accounts.ts';
import type { AccessError, AccessErrorCode } from './errors.ts';
import type { Account, AccountStore } from './stores.ts';

export interface PeopleOptions {
  readonly accounts: Accounts;
  readonly store: AccountStore;
  readonly log: Log;
}

/**
 * Errors of each: `database-away`; of those that change something also what `codes` names, `site-not-found`, and
 * `site-in-use` of `sites:remove`.
 */
export function createPeople(options: PeopleOptions): People {
  const { accounts, store } = options;
  const attempt = createAttempt(options);

  /** What an account is given must be there: a site that was removed elsewhere would come back as a name without one. */
  const areThere = async (siteIds: readonly string[] = []): Promise<boolean> => {
    const known = siteIds.length > 0 ? (await store.listSites()).map(({ id }) => id) : [];
    return siteIds.every((id) => known.includes(id));
  };

  return {
    'people:list': (_input, caller) =>
      attempt('people:list', caller, async () => {
        const [found, sites] = await Promise.all([store.list(), store.listSites()]);
        return ok({ accounts: found.map(viewOf), sites: [...sites] });
      }),
    'people:create': (input, caller) =>
      attempt('people:create', caller, async () =>
        (await areThere(input.siteIds)) ? view(await accounts.create(input)) : missingSite,
      ),
    'people:change': ({ accountId, changes }, caller) =>
      attempt('people:change', caller, async () =>
        (await areThere(changes.siteIds))
          ? view(await accounts.change(accountId, given(changes)))
          : missingSite,
      ),
    'people:setPassword': ({ accountId, password }, caller) =>
      attempt('people:setPassword', caller, async () =>
        view(await accounts.setPassword(accountId, password)),
      ),
    'sites:put': (site, caller) =>
      attempt('sites:put', caller, async () => {
        await store.putSite(site);
        return ok({});
      }),
    'sites:remove': ({ siteId }, caller) =>
      attempt('sites:remove', caller, async () =>
        (await store.removeSite(siteId)) === 'removed' ? ok({}) : err(appError('site-in-use')),
      ),
  };
}

const missingSite = err(appError('site-not-found'));

/** Writes down who changed what, by ids; what a store rejects with is its database's, and no word of it leaves. */
function createAttempt({ log }: PeopleOptions) {
  return async <T>(
    channel: PeopleChannel,
    { accountId }: Caller,
    task: () => Promise<Result<T, AppError>>,
  ): Promise<Result<T, AppError>> => {
    try {
      const done = await task();
      if (channel !== 'people:list')
        log.info('access.people', { channel, by: accountId, outcome: done.ok ? 'ok' : done.error.code });
      return done;
    } catch (error) {
      log.error('access.people-failed', { channel, cause: causeOf(error) });
      return err(appError('database-away'));
    }
  };
}

/** A key that is there without a value changes nothing. */
function given(changes: HandlerInput<'people:change'>['changes']): AccountChanges {
  const { name, role, siteIds, trueconfId, disabled } = changes;
  return {
    ...(name !== undefined && { name }),
    ...(role !== undefined && { role }),
    ...(siteIds !== undefined && { siteIds }),
    ...(trueconfId !== undefined && { trueconfId }),
    ...(disabled !== undefined && { disabled }),
  };
}

const codes: Partial<Record<AccessErrorCode, ErrorCode>> = {
  'login-invalid': 'login-invalid',
  'login-taken': 'login-taken',
  'password-short': 'password-short',
  'password-long': 'password-long',
  'password-common': 'password-common',
  'account-not-found': 'account-not-found',
  'account-changed': 'account-changed',
  'account-of-provider': 'account-of-provider',
  'last-administrator': 'last-administrator',
  'no-site': 'no-site',
  'no-trueconf-id': 'no-trueconf-id',
  'trueconf-id-taken': 'trueconf-id-taken',
  // More passwords are being hashed than the machine can.
  busy: 'too-many-requests',
};

function view(changed: Result<Account, AccessError>): Result<AccountView, AppError> {
  return changed.ok ? ok(viewOf(changed.value)) : err(appError(codes[changed.error.code] ?? 'internal'));
}

/** No hash, and nothing of the provider's. */
const viewOf = ({ id, name, role, siteIds, trueconfId, login, disabled }: Account): AccountView => ({
  id,
  name,
  role,
  siteIds: [...siteIds],
  trueconfId,
  login,
  disabled,
});
