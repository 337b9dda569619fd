/** What went wrong at the identity provider, told apart: away, refuses us, answers nonsense, refuses the person. */
import * as client from 'openid-client';
import type { AccessErrorCode } from './errors.ts';

/** The error code that the provider gave, from OAuth's own list. */
export function oauthError(error: unknown): string {
  if (error instanceof client.ResponseBodyError || error instanceof client.AuthorizationResponseError)
    return /^[a-z_]{1,40}$/.test(error.error) ? error.error : 'other';
  return 'none';
}

const refusedPerson: ReadonlySet<string> = new Set([
  'access_denied',
  'login_required',
  'consent_required',
  'interaction_required',
  'account_selection_required',
]);
const rejectedUs: ReadonlySet<string> = new Set([
  'invalid_client',
  'unauthorized_client',
  'invalid_scope',
  'unsupported_response_type',
]);

/** Codes of the library for an answer that came but is none (its own constants are not exported). */
export function codeOf(error: unknown): AccessErrorCode {
  const given = oauthError(error);
  if (refusedPerson.has(given)) return 'provider-refused-person';
  if (rejectedUs.has(given)) return 'provider-rejected-us';
  // A code that was used, or is too old.
  if (given === 'invalid_grant') return 'sign-in-stale';
  if (given === 'server_error' || given === 'temporarily_unavailable') return 'provider-away';
  if (error instanceof client.WWWAuthenticateChallengeError) return 'provider-rejected-us';
  if (statusOf(error) >= 500) return 'provider-away';
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'OAUTH_TIMEOUT' || isNetworkFailure(error)) return 'provider-away';
  return 'provider-answer-bad';
}

function statusOf(error: unknown): number {
  if (!(error instanceof Error)) return 0;
  if (error instanceof client.ResponseBodyError) return error.status;
  // The answer itself, of whatever `fetch` was given.
  const { cause } = error;
  if (typeof cause !== 'object' || cause === null || !('status' in cause)) return 0;
  return typeof cause.status === 'number' ? cause.status : 0;
}

/** `fetch` says `TypeError: fetch failed` and keeps the reason as its cause; the library may wrap both. */
function isNetworkFailure(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return true;
  const code = 'code' in error ? error.code : undefined;
  if (typeof code === 'string' && /^(E[A-Z]+|UND_ERR_|CERT_|DEPTH_|SELF_|UNABLE_|ERR_TLS)/.test(code))
    return true;
  return isNetworkFailure(error.cause);
}
