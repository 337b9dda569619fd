/** `POST /oauth2/v1/token` and `POST /api/v4/oauth2/token` (trueconf-api.md §1). */
import { json, parseFields, problem, type Reply, type Request } from '../http.ts';
import { defaultScopes, type World } from '../world.ts';

const maxTokens = 1_000;

const refusal = (status: number, error: string, description: string): Reply =>
  json(status, { error, error_description: description });

/** Wrong credentials, in the manner that the switch names. */
function rejected({ tokenError }: World['faults']): Reply {
  if (tokenError === 'reason') return json(401, { reason: 'InvalidCredentials' });
  const status = tokenError === 'error-in-200' ? 200 : tokenError;
  return refusal(status, 'invalid_client', 'The client credentials are invalid');
}

export function issueToken(world: World, request: Request): Reply {
  if (request.method !== 'POST') return refusal(405, 'invalid_request', 'Only POST is allowed');
  const { options, faults } = world;
  const fields = parseFields(request);
  const grant = fields.grant_type;
  if (grant === undefined)
    return refusal(400, 'invalid_request', 'The grant type was not specified in the request');
  if (grant !== 'client_credentials')
    return refusal(400, 'unsupported_grant_type', 'The grant type is not supported');
  const right = fields.client_id === options.clientId && fields.client_secret === options.clientSecret;
  if (!right || faults.rejectCredentials) return rejected(faults);
  if (faults.noPermissionTicked && request.path.startsWith('/api/v4/'))
    return problem(400, 'invalidScope', 'Invalid scope');

  const token = world.bytes(20).toString('hex');
  const scope = options.scopes ?? defaultScopes;
  world.accessTokens.set(token, {
    scopes: new Set(scope.split(' ')),
    expiresAt: Date.now() + faults.tokenLifetimeSeconds * 1_000,
    calls: 0,
  });
  const oldest = world.accessTokens.keys().next().value;
  if (world.accessTokens.size > maxTokens && oldest !== undefined) world.accessTokens.delete(oldest);
  return json(200, {
    access_token: token,
    expires_in: faults.tokenLifetimeSeconds,
    token_type: 'Bearer',
    ...(!faults.hideScope && { scope }),
  });
}

/** Whether the request bears a valid token, and what it may do; `null` when it does not. Counts the call. */
export function grantedScopes(world: World, { headers, query }: Request): ReadonlySet<string> | null {
  const value = /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1] ?? query.get('access_token') ?? '';
  const token = world.accessTokens.get(value);
  const limit = world.faults.expireTokenAfterCalls;
  if (!token || token.expiresAt <= Date.now() || (limit !== null && token.calls >= limit)) return null;
  token.calls += 1;
  return token.scopes;
}

/** `conferences` covers `conferences:read` and `conferences:write` (§1.2). */
export const isGranted = (scopes: ReadonlySet<string>, needed: string): boolean =>
  scopes.has(needed) || scopes.has(needed.replace(/:(read|write)$/, ''));
