/** Calls that need the token: sent with it, repeated once with a new one, refusals told apart (trueconf-api.md §2.1). */
import type { z } from 'zod';
import { appError, type AppError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Http, HttpAnswer, HttpCall } from './http.ts';
import type { Token, Tokens } from './oauth.ts';
import { refusalIn, type Refusal } from './wire.ts';

/** Permissions of an OAuth2 application, as the control panel names them (§1.2). */
export type Permission = 'conferences' | 'conferences.participants:read' | 'users:read';

export interface ApiCall extends HttpCall {
  readonly permission: Permission;
  /** What a refusal means here; `undefined`: the general meaning. */
  readonly refused?: (refusal: Refusal) => AppError | undefined;
}

export interface Session {
  /** The body of a success. Errors: those of `Http`, `Tokens`, and what the refusal means. */
  call(call: ApiCall): Promise<Result<unknown, AppError>>;
  /** Like `call`, without a token; one is added only when the server asks for it (§1.2: no permission needed). */
  openCall(call: ApiCall): Promise<Result<unknown, AppError>>;
}

export function createSession(http: Http, tokens: Tokens): Session {
  async function withToken(call: ApiCall): Promise<Result<HttpAnswer, AppError>> {
    const token = await untilAborted(tokens.get(), call, http);
    if (!token.ok) return token;
    const answer = await http.send({ ...call, token: token.value.value });
    if (!answer.ok || !tokenRefused(answer.value)) return answer;
    const fresh = await untilAborted(tokens.renew(token.value), call, http);
    if (!fresh.ok) return fresh;
    const second = await http.send({ ...call, token: fresh.value.value });
    return second.ok && tokenRefused(second.value)
      ? err(appError('token-rejected', { ...http.place }))
      : second;
  }

  const finish = (answer: Result<HttpAnswer, AppError>, call: ApiCall): Result<unknown, AppError> => {
    if (!answer.ok) return answer;
    const refusal = refusalIn(answer.value.status, answer.value.body);
    if (!refusal) return ok(answer.value.body);
    return err(call.refused?.(refusal) ?? generalMeaning(refusal, call, http));
  };

  return {
    call: async (call) => finish(await withToken(call), call),
    async openCall(call) {
      const answer = await http.send(call);
      const refused = answer.ok && refusalIn(answer.value.status, answer.value.body);
      const wantsToken = refused && (refused.status === 401 || refused.status === 403);
      return finish(wantsToken ? await withToken(call) : answer, call);
    },
  };
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
  token: Promise<Result<Token, AppError>>,
  { signal }: HttpCall,
  { place }: Http,
): Promise<Result<Token, AppError>> {
  if (!signal) return token;
  const aborted = Promise.withResolvers<Result<Token, AppError>>();
  const give = () => aborted.resolve(err(appError('connection-lost', { ...place })));
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
