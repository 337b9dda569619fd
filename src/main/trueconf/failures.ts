/** Every way in which a call can break off, as a code that a person can be told (`shared/errors.ts`). */
import { errors } from 'undici';
import { appError, type AppError, type ErrorCode } from '../../shared/errors.ts';
import type { Pin } from '../../shared/settings.ts';
import { ProxyFailure } from '../proxy/failure.ts';
import { verdictOfTlsError } from '../security/certificates.ts';
import { CertificateRefused } from './tlsOptions.ts';
import type { Place } from './place.ts';

/** Codes of Node and undici (https://undici.nodejs.org/#/docs/api/Errors). */
const codes: ReadonlyMap<string, ErrorCode> = new Map<string, ErrorCode>([
  ['ENOTFOUND', 'name-not-found'],
  ['EAI_AGAIN', 'name-not-found'],
  ['ENODATA', 'name-not-found'],
  ['ECONNREFUSED', 'refused'],
  ['EHOSTUNREACH', 'unreachable'],
  ['EHOSTDOWN', 'unreachable'],
  ['ENETUNREACH', 'unreachable'],
  ['ENETDOWN', 'unreachable'],
  ['EADDRNOTAVAIL', 'unreachable'],
  ['EACCES', 'unreachable'],
  ['EPERM', 'unreachable'],
  ['ETIMEDOUT', 'timeout'],
  ['UND_ERR_CONNECT_TIMEOUT', 'timeout'],
  ['UND_ERR_HEADERS_TIMEOUT', 'timeout'],
  ['UND_ERR_BODY_TIMEOUT', 'timeout'],
  ['ECONNRESET', 'connection-lost'],
  ['EPIPE', 'connection-lost'],
  ['ECONNABORTED', 'connection-lost'],
  ['UND_ERR_SOCKET', 'connection-lost'],
  ['UND_ERR_ABORTED', 'connection-lost'],
  ['UND_ERR_DESTROYED', 'connection-lost'],
  ['UND_ERR_CLOSED', 'connection-lost'],
  ['HPE_INVALID_EOF_STATE', 'connection-lost'],
  ['UND_ERR_RES_CONTENT_LENGTH_MISMATCH', 'connection-lost'],
  ['UND_ERR_RES_EXCEEDED_MAX_SIZE', 'answer-too-large'],
  ['UND_ERR_HEADERS_OVERFLOW', 'not-trueconf'],
  ['EPROTO', 'tls-failed'],
]);

/**
 * What broke. `pin`: the certificate trusted for this place, `null` where the system decides. `now`: epoch ms.
 * Nothing of the error's own text is kept: it may hold an address with its query.
 */
export function failureOf(thrown: unknown, place: Place, pin: Pin | null, now: number): AppError {
  const chain = [...causes(thrown)];
  const refused = chain.find((error) => error instanceof CertificateRefused || error instanceof ProxyFailure);
  if (refused) return refused.appError;
  const details = { host: place.host, port: place.port };
  for (const error of chain) {
    const code = codeOf(error);
    const certificate = certificateCode(code, pin, now);
    if (certificate) return appError(certificate, details);
    const known = codes.get(code) ?? byFamily(code);
    if (known) return appError(known, details);
    // Its codes are many, and some have none.
    if (error instanceof errors.HTTPParserError) return appError('not-trueconf', details);
    // AbortSignal.timeout: our own bound of the whole call.
    if (error.name === 'TimeoutError') return appError('timeout', details);
  }
  return appError('connection-lost', details);
}

/**
 * Whether the connection broke before the answer began, as a kept connection does that the server has closed
 * meanwhile.
 */
export function brokeBeforeAnswer(thrown: unknown): boolean {
  return [...causes(thrown)].some((error) =>
    ['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'].includes(codeOf(error)),
  );
}

function certificateCode(code: string, pin: Pin | null, now: number): ErrorCode | undefined {
  const verdict = verdictOfTlsError(code);
  if (verdict === undefined) return undefined;
  if (pin === null) {
    return verdict === 'self-signed' ? 'certificate-self-signed' : (`certificate-${verdict}` as const);
  }
  // TLS gives up on the chain before the fingerprints can be compared. The trusted certificate is a chain of its
  // own, so a failure means another certificate, unless the dates are what failed.
  const outOfDate = code === 'CERT_NOT_YET_VALID' || (verdict === 'expired' && pin.validTo < now);
  return outOfDate ? 'certificate-expired' : 'certificate-changed';
}

/** OpenSSL's codes are many; their beginning says what they are about. */
function byFamily(code: string): ErrorCode | undefined {
  if (code.startsWith('ERR_SSL_') || code.startsWith('ERR_TLS_') || code.startsWith('ERR_OSSL_')) {
    return 'tls-failed';
  }
  return undefined;
}

/** The error, what caused it, and the parts of an AggregateError (one per address of the host). */
function* causes(thrown: unknown, depth = 0): Generator<Error> {
  if (!(thrown instanceof Error) || depth > 5) return;
  yield thrown;
  if (thrown instanceof AggregateError) {
    for (const part of thrown.errors) yield* causes(part, depth + 1);
  }
  yield* causes(thrown.cause, depth + 1);
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}
