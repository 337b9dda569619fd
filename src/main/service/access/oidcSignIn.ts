/** Signing in by the identity provider: the browser goes there with a sealed state and comes back once. */
import { timingSafeEqual } from 'node:crypto';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { Language } from '../../../shared/settings.ts';
import type { Clock, Random } from '../../ports.ts';
import { accessError, type AccessError } from './errors.ts';
import { cleanName, isSameButDisabled, makeId } from './newAccount.ts';
import { mapClaims, type MappedClaims } from './oidcClaims.ts';
import type { OidcConfig } from './oidcConfig.ts';
import type { Identity, Provider } from './oidcProvider.ts';
import type { SignInState, StateSealer } from './sealedState.ts';
import { hashOf } from './sessions.ts';
import type { Account, AccountStore, SessionStore } from './stores.ts';

export interface OidcSignInOptions {
  readonly config: OidcConfig;
  readonly provider: Provider;
  readonly sealer: StateSealer;
  readonly accounts: AccountStore;
  readonly sessions: SessionStore;
  readonly clock: Clock;
  readonly random: Random;
}

/** How long somebody may take at the provider, a second factor included. */
export const signInForMs = 600_000;

export const callbackPath = '/oidc/callback';

export interface OidcSignIn {
  /** Where to send the browser, with the state for its cookie. Errors: `provider-away`, `provider-answer-bad`. */
  start(
    origin: string,
    language: Language,
  ): Promise<Result<{ readonly url: URL; readonly sealed: string }, AccessError>>;
  /** What the cookie says at this origin; `undefined`: nothing that counts. */
  stateOf(sealed: string | undefined, origin: string): SignInState | undefined;
  /**
   * The account of who came back, made or brought up to date. `query`: of the callback.
   * Whom the provider gives no role any more is signed out everywhere, and switched off until an administrator says
   * otherwise.
   * Errors: `sign-in-stale`, `sign-in-replayed`, `account-disabled`, `no-role`, `no-site`, `no-trueconf-id`,
   * `trueconf-id-taken`, those of the provider.
   */
  finish(state: SignInState | undefined, query: URLSearchParams): Promise<Result<Account, AccessError>>;
}

export function createOidcSignIn(options: OidcSignInOptions): OidcSignIn {
  const { config, provider, sealer, accounts, sessions, clock, random } = options;
  const secret = (): string => random.bytes(32).toString('base64url');

  return {
    async start(origin, language) {
      const secrets = { state: secret(), nonce: secret(), verifier: secret() };
      const url = await provider.startUrl(origin + callbackPath, secrets);
      if (!url.ok) return url;
      const until = clock.now() + signInForMs;
      return ok({ url: url.value, sealed: sealer.seal({ ...secrets, origin, language, until }) });
    },
    stateOf(sealed, origin) {
      const state = sealed === undefined ? undefined : sealer.open(sealed, clock.now());
      return state?.origin === origin ? state : undefined;
    },
    async finish(state, query) {
      if (!state || !isSame(query.get('state') ?? '', state.state)) return err(accessError('sign-in-stale'));
      // Spent before anything is asked: of two that come with the same answer one goes on.
      if (!(await sessions.useOnce(hashOf(state.state), state.until)))
        return err(accessError('sign-in-replayed'));
      const returned = new URL(`${state.origin}${callbackPath}?${query.toString()}`);
      const identity = await provider.finish(returned, state);
      if (!identity.ok) return identity;
      const mapped = mapClaims(identity.value.claims, config);
      if (mapped.ok) return accountOf(identity.value, mapped.value, accounts, random);
      await withdraw(identity.value, mapped.error, options);
      return mapped;
    },
  };
}

/** Two nodes may see the same person for the first time at once: the second look finds what the other has made. */
async function accountOf(
  { issuer, subject }: Identity,
  mapped: MappedClaims,
  store: AccountStore,
  random: Random,
): Promise<Result<Account, AccessError>> {
  for (let turn = 0; turn < 3; turn += 1) {
    const found = await store.loadBySubject(issuer, subject);
    if (found?.disabled) return err(accessError('account-disabled'));
    const before = found ?? {
      id: makeId(random),
      login: null,
      passwordHash: null,
      subject: { issuer, subject },
      disabled: false,
      version: 0,
    };
    const account = { ...before, ...mapped, name: mapped.name || cleanName(subject) };
    if (found && isSameButDisabled(found, account)) return ok(found);
    const outcome = await store.save(account);
    if (outcome === 'saved') return ok({ ...account, version: account.version + 1 });
    if (outcome === 'trueconf-id-taken') return err(accessError(outcome));
  }
  return err(accessError('account-changed'));
}

/** What the provider gave before, and does not give any more, ends here as well. Errors: rejects when it could not be saved. */
async function withdraw(
  { issuer, subject }: Identity,
  { code }: AccessError,
  { accounts, sessions }: Pick<OidcSignInOptions, 'accounts' | 'sessions'>,
): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) {
    const account = await accounts.loadBySubject(issuer, subject);
    if (!account) return;
    const isDone =
      code !== 'no-role' ||
      account.disabled ||
      (await accounts.save({ ...account, disabled: true })) === 'saved';
    if (isDone) return sessions.removeAllOf(account.id, null);
  }
  throw new Error('an account is changed by others all the time');
}

function isSame(left: string, right: string): boolean {
  const digest = (text: string): Buffer => Buffer.from(hashOf(text), 'hex');
  return timingSafeEqual(digest(left), digest(right));
}
