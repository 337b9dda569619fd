/**
 * The clinic's identity provider, by `openid-client`: Authorization Code with PKCE (S256), state and nonce.
 */
import * as client from 'openid-client';
import { err, ok, type Result } from '../../../shared/result.ts';
import { causeOf } from '../../log/cause.ts';
import type { Clock, Log } from '../../ports.ts';
import { accessError, type AccessError } from './errors.ts';
import type { Claims } from './oidcClaims.ts';
import type { OidcConfig } from './oidcConfig.ts';
import { codeOf, oauthError } from './oidcFailure.ts';
import type { SignInState } from './sealedState.ts';

export interface ProviderOptions {
  readonly config: OidcConfig;
  /** `undefined`: a public client, whose proof is PKCE alone. Asked at each discovery, since it may change. */
  readonly clientSecret: () => Promise<string | undefined>;
  readonly clock: Clock;
  readonly log: Log;
  /** How the provider is reached (`createProviderFetch`). */
  readonly fetch: client.CustomFetch;
  /** For one answer. */
  readonly timeoutMs: number;
}

export interface Identity {
  readonly issuer: string;
  readonly subject: string;
  readonly claims: Claims;
}

type Secrets = Pick<SignInState, 'state' | 'nonce' | 'verifier'>;

export interface Provider {
  /** Where to send the browser. Errors: `provider-away`, `provider-answer-bad`. */
  startUrl(redirectUri: string, secrets: Secrets): Promise<Result<URL, AccessError>>;
  /**
   * Who came back. `returned`: the address of the callback, with its query.
   * Errors: `provider-away`, `provider-rejected-us`, `provider-answer-bad`, `provider-refused-person`, `sign-in-stale`.
   */
  finish(returned: URL, secrets: Secrets): Promise<Result<Identity, AccessError>>;
  /** Where the provider ends its own session; `undefined`: it does not say, or is away. */
  endUrl(backTo: string): Promise<URL | undefined>;
}

/** A person waits for these: the page must say that the provider is away before the person gives up. */
export const providerTimeoutMs = 5_000;
/** Keys and addresses of a provider change; what was found is asked for anew after this. */
const knownForMs = 3_600_000;
/** A clock that is off by a minute, and a little. */
const clockToleranceSeconds = 90;

export function createProvider(options: ProviderOptions): Provider {
  const { config, log } = options;
  const discover = createDiscovery(options);

  async function attempt<T>(
    step: string,
    task: (known: client.Configuration) => Promise<T> | T,
  ): Promise<Result<T, AccessError>> {
    try {
      return ok(await task(await discover()));
    } catch (error) {
      const code = codeOf(error);
      log.warn('access.provider', { step, code, cause: causeOf(error), oauth: oauthError(error) });
      return err(accessError(code));
    }
  }

  return {
    startUrl: (redirectUri, { state, nonce, verifier }) =>
      attempt('start', async (known) => {
        const url = client.buildAuthorizationUrl(known, {
          redirect_uri: redirectUri,
          response_type: 'code',
          scope: [...new Set(['openid', ...config.scopes])].join(' '),
          state,
          nonce,
          code_challenge: await client.calculatePKCECodeChallenge(verifier),
          code_challenge_method: 'S256',
        });
        if (!isFetchable(url)) throw new UnsafeAddress();
        return url;
      }),
    finish: (returned, { state, nonce, verifier }) =>
      attempt('finish', async (known) => {
        const tokens = await client.authorizationCodeGrant(known, returned, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        if (!claims) throw new NoIdToken();
        const more = config.userInfo
          ? await client.fetchUserInfo(known, tokens.access_token, claims.sub)
          : {};
        // What is signed counts before what is not.
        return { issuer: claims.iss, subject: claims.sub, claims: { ...more, ...claims } };
      }),
    async endUrl(backTo) {
      const ended = await attempt('end', (known) =>
        known.serverMetadata().end_session_endpoint === undefined
          ? undefined
          : client.buildEndSessionUrl(known, { post_logout_redirect_uri: backTo }),
      );
      return ended.ok && ended.value && isFetchable(ended.value) ? ended.value : undefined;
    },
  };
}

class NoIdToken extends Error {
  override readonly name = 'NoIdToken';
}

/** The provider would send people to an address that is not https. */
class UnsafeAddress extends Error {
  override readonly name = 'UnsafeAddress';
}

/** Discovery, once for many, forgotten when it failed. */
function createDiscovery({ config, clientSecret, clock, fetch, timeoutMs }: ProviderOptions) {
  const issuer = new URL(config.issuer);
  let known: { readonly until: number; readonly configuration: Promise<client.Configuration> } | undefined;

  async function ask(): Promise<client.Configuration> {
    const secret = await clientSecret();
    const metadata = { [client.clockTolerance]: clockToleranceSeconds };
    const authentication = secret === undefined ? client.None() : client.ClientSecretPost(secret);
    return client.discovery(issuer, config.clientId, metadata, authentication, {
      timeout: timeoutMs / 1_000,
      [client.customFetch]: fetch,
    });
  }

  return async (): Promise<client.Configuration> => {
    if (known && clock.now() < known.until) return known.configuration;
    const asked = { until: clock.now() + knownForMs, configuration: ask() };
    known = asked;
    try {
      return await asked.configuration;
    } catch (error) {
      if (known === asked) known = undefined;
      throw error;
    }
  };
}

/** An address that a browser may be sent to. */
const isFetchable = (url: URL): boolean => url.protocol === 'https:';
