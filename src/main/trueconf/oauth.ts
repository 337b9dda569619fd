/**
 * The token of the client-credentials grant (trueconf-api.md §1): cached, fetched by one call for all who wait. One
 * generation's token is not taken to the other: whether it would do is not known.
 */
import { appError, type AppError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { SecretUnavailable } from '../ports.ts';
import type { Dialect } from './dialect.ts';
import type { Http } from './http.ts';
import { hasError, refusalIn, tokenSchema } from './wire.ts';

export interface Token {
  readonly value: string;
  /** Granted permissions, `null` where the server does not say. */
  readonly scopes: readonly string[] | null;
}

export interface Tokens {
  /** The cached token, or a new one when there is none or it ends soon. */
  get(dialect: Dialect): Promise<Result<Token, AppError>>;
  /** A token other than `refused`; when another call has renewed it already, that one. */
  renew(dialect: Dialect, refused: Token): Promise<Result<Token, AppError>>;
}

export interface TokensOptions {
  readonly http: Http;
  readonly clientId: string;
  /** `undefined`: no secret is stored. Errors: rejects with `SecretUnavailable`. */
  readonly secret: () => Promise<string | undefined>;
  /** Another secret to try when the server rejects this one; absent or `undefined`: there is none. */
  readonly otherSecret?: ((rejected: string) => Promise<string | undefined>) | undefined;
  /** Epoch ms. */
  readonly now: () => number;
}

/** A token is renewed this long before its end, so that none ends on its way. */
const marginMs = 60_000;
/** Assumed where the server tells no lifetime. */
const assumedLifeS = 600;

interface CachedToken extends Token {
  /** Epoch ms. */
  readonly renewAt: number;
}

interface Kept {
  cached?: CachedToken | undefined;
  flight?: Promise<Result<Token, AppError>> | undefined;
}

export function createTokens({ http, clientId, secret, otherSecret, now }: TokensOptions): Tokens {
  const all = new Map<Dialect, Kept>();
  const of = (dialect: Dialect): Kept => {
    const kept = all.get(dialect) ?? {};
    all.set(dialect, kept);
    return kept;
  };

  async function fetchToken(dialect: Dialect): Promise<Result<Token, AppError>> {
    const known = await readSecret(secret);
    if (!known.ok) return known;
    const token = await askWith(dialect, known.value);
    if (token.ok || token.error.code !== 'credentials-rejected') return token;
    const other = await otherSecret?.(known.value);
    return other === undefined ? token : askWith(dialect, other);
  }

  async function askWith(dialect: Dialect, clientSecret: string): Promise<Result<Token, AppError>> {
    const fields = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
    // Always the interactive lane, and nobody's signal: a click may be waiting for what a poll has asked for.
    const answer = await http.send({
      method: 'POST',
      route: dialect.tokenRoute,
      ...dialect.tokenBody(fields),
    });
    if (!answer.ok) return answer;
    const token = readToken(answer.value, http, now());
    if (token.ok) of(dialect).cached = token.value;
    return token;
  }

  const fly = (dialect: Dialect) => {
    const kept = of(dialect);
    kept.flight ??= fetchToken(dialect).finally(() => (kept.flight = undefined));
    return kept.flight;
  };

  const get = async (dialect: Dialect) => {
    const { cached } = of(dialect);
    return cached && now() < cached.renewAt ? ok(cached) : fly(dialect);
  };

  return {
    get,
    renew(dialect, refused) {
      const kept = of(dialect);
      if (kept.cached?.value === refused.value) kept.cached = undefined;
      return get(dialect);
    },
  };
}

async function readSecret(secret: TokensOptions['secret']): Promise<Result<string, AppError>> {
  try {
    const value = await secret();
    return value === undefined || value === '' ? err(appError('not-configured')) : ok(value);
  } catch (thrown) {
    return err(appError(thrown instanceof SecretUnavailable ? 'secret-unavailable' : 'internal'));
  }
}

function readToken(
  { status, body }: { readonly status: number; readonly body: unknown },
  http: Http,
  now: number,
): Result<CachedToken, AppError> {
  const details = { ...http.place, status };
  if (status === 404 || status === 405) return err(appError('api-missing', details));
  // v4: not one permission of the application is ticked (§1.4).
  if (refusalIn(status, body)?.reasons.includes('invalidScope')) {
    return err(appError('permission-missing', { ...details, permission: 'conferences' }));
  }
  // §1.3: sources differ in the status and agree in the meaning; and an error may come under status 200.
  if ([400, 401, 403].includes(status) || hasError(body)) {
    return err(appError('credentials-rejected', details));
  }
  if (status >= 300) return err(appError('rejected', details));
  const parsed = tokenSchema.safeParse(body);
  if (!parsed.success) return err(appError('bad-answer', details));
  const { access_token: value, expires_in: lifeS, scope } = parsed.data;
  const lifeMs = (lifeS ?? assumedLifeS) * 1_000;
  return ok({
    value,
    scopes: typeof scope === 'string' ? scope.split(/\s+/).filter((name) => name !== '') : null,
    // A token shorter than twice the margin would otherwise be renewed at every call.
    renewAt: now + lifeMs - Math.min(marginMs, lifeMs / 2),
  });
}
