/**
 * Calls that need the token: sent with it, repeated once with a new one, made in the generation that the server
 * speaks, refusals told apart (trueconf-api.md §2.1).
 */
import type { z } from 'zod';
import { appError, type AppError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Dialect } from './dialect.ts';
import type { Generation } from './generation.ts';
import type { Http, HttpAnswer, HttpCall } from './http.ts';
import type { Token, Tokens } from './oauth.ts';
import { isMissing, refusalIn, type Refusal } from './wire.ts';

/** Permissions of an OAuth2 application, as the control panel names them (§1.2). */
export type Permission = 'conferences' | 'conferences.participants:read' | 'users:read';

export interface ApiCall extends HttpCall {
  readonly permission: Permission;
  /** What a refusal means here; `undefined`: the general meaning. */
  readonly refused?: (refusal: Refusal) => AppError | undefined;
}

/** A call as the dialect words it; asked again when the server turns out to speak another. */
export type Ask = (dialect: Dialect) => ApiCall;

export interface Session {
  /**
   * The body of a success. Errors: those of `Http` and `Tokens`, what the refusal means, and `server-too-old` with
   * the `version` of the interface that the server has.
   */
  call(ask: Ask): Promise<Result<unknown, AppError>>;
  /** Like `call`, without a token; one is added only when the server asks for it (§1.2: no permission needed). */
  openCall(ask: Ask): Promise<Result<unknown, AppError>>;
  /** The token, in the generation that the server speaks. Errors: as above. */
  token(): Promise<Result<Token, AppError>>;
}

/** `missing`: the address that the server does not have. */
interface Attempt<T> {
  readonly outcome: Result<T, AppError>;
  readonly missing?: string | undefined;
}

export function createSession(http: Http, tokens: Tokens, generation: Generation): Session {
  /** Twice at most: the dialect that was found may lack the token's address, as on a server that has v4 by half. */
  async function inDialect<T>(
    attempt: (dialect: Dialect) => Promise<Attempt<T>>,
  ): Promise<Result<T, AppError>> {
    let dialect = generation.current();
    let made = await attempt(dialect);
    for (let looks = 0; looks < 2 && made.missing !== undefined; looks += 1) {
      const next = await generation.reconsider(dialect, made.missing);
      if (!next.ok) return next;
      if (next.value === dialect) break;
      dialect = next.value;
      made = await attempt(dialect);
    }
    return made.outcome;
  }

  async function getToken(dialect: Dialect, refused?: Token): Promise<Attempt<Token>> {
    const outcome = await (refused ? tokens.renew(dialect, refused) : tokens.get(dialect));
    return { outcome, missing: !outcome.ok && isAbsent(outcome.error) ? dialect.tokenRoute : undefined };
  }

  const waitForToken = async (call: ApiCall, dialect: Dialect, refused?: Token): Promise<Attempt<Token>> =>
    untilAborted(getToken(dialect, refused), call, http);

  async function withToken(call: ApiCall, dialect: Dialect): Promise<Attempt<HttpAnswer>> {
    const token = await waitForToken(call, dialect);
    if (!token.outcome.ok) return { ...token, outcome: token.outcome };
    const answer = await http.send({ ...call, token: token.outcome.value.value });
    if (!answer.ok || !tokenRefused(answer.value)) return { outcome: answer };
    const fresh = await waitForToken(call, dialect, token.outcome.value);
    if (!fresh.outcome.ok) return { ...fresh, outcome: fresh.outcome };
    const second = await http.send({ ...call, token: fresh.outcome.value.value });
    const refusedAgain = second.ok && tokenRefused(second.value);
    return { outcome: refusedAgain ? err(appError('token-rejected', { ...http.place })) : second };
  }

  async function open(call: ApiCall, dialect: Dialect): Promise<Attempt<HttpAnswer>> {
    const outcome = await http.send(call);
    const refused = outcome.ok && refusalIn(outcome.value.status, outcome.value.body);
    const wantsToken = refused && (refused.status === 401 || refused.status === 403);
    return wantsToken ? withToken(call, dialect) : { outcome };
  }

  const run = (ask: Ask, send: typeof withToken): Promise<Result<unknown, AppError>> =>
    inDialect(async (dialect) => {
      const call = ask(dialect);
      const { outcome, missing } = await send(call, dialect);
      if (!outcome.ok) {
        return { outcome, missing: missing ?? (isAbsent(outcome.error) ? call.route : undefined) };
      }
      const refusal = refusalIn(outcome.value.status, outcome.value.body);
      if (!refusal) return { outcome: ok(outcome.value.body) };
      const gone = refusal.status === 404 && !isMissing(refusal);
      return {
        outcome: err(call.refused?.(refusal) ?? generalMeaning(refusal, call, http)),
        missing: gone ? call.route : undefined,
      };
    });

  return {
    call: (ask) => run(ask, withToken),
    openCall: (ask) => run(ask, open),
    token: () => inDialect((dialect) => getToken(dialect)),
  };
}

/** An address that is not there, said by the interface or by a page. */
function isAbsent({ code, details }: AppError): boolean {
  return code === 'api-missing' || (code === 'not-trueconf' && details?.['status'] === 404);
}

/** v3: 403 `accessTokenInvalid`; v4: 401. A 403 `forbidden` is a missing permission, which no new token mends. */
function tokenRefused({ status, body }: HttpAnswer): boolean {
  const refusal = refusalIn(status, body);
  if (!refusal) return false;
  return refusal.status === 401 || (refusal.status === 403 && refusal.reasons.includes('accessTokenInvalid'));
}

function generalMeaning(refusal: Refusal, call: ApiCall, { place }: Http): AppError {
  const details = { ...place, status: refusal.status };
  if (refusal.status === 403)
    return appError('permission-missing', { ...details, permission: call.permission });
  if (refusal.status === 404) return appError('api-missing', details);
  if (refusal.status >= 500) return appError('server-error', details);
  return appError('rejected', details);
}

/** The token's call belongs to all who wait for it, so an abort ends only the waiting. */
async function untilAborted(
  token: Promise<Attempt<Token>>,
  { signal }: HttpCall,
  { place }: Http,
): Promise<Attempt<Token>> {
  if (!signal) return token;
  const aborted = Promise.withResolvers<Attempt<Token>>();
  const give = () => aborted.resolve({ outcome: err(appError('connection-lost', { ...place })) });
  signal.addEventListener('abort', give, { once: true });
  if (signal.aborted) give();
  try {
    return await Promise.race([aborted.promise, token]);
  } finally {
    signal.removeEventListener('abort', give);
  }
}

/** The parts of a success that are used. Errors: `bad-answer`. */
export function parse<S extends z.ZodType>(
  schema: S,
  body: Result<unknown, AppError>,
  { place }: Http,
): Result<z.output<S>, AppError> {
  if (!body.ok) return body;
  const parsed = schema.safeParse(body.value);
  return parsed.success ? ok(parsed.data) : err(appError('bad-answer', { ...place }));
}
