import { errors } from 'undici';
import { describe, expect, test } from 'vitest';
import { appError } from '../../../../src/shared/errors.ts';
import type { Pin } from '../../../../src/shared/settings.ts';
import { CertificateRefused } from '../../../../src/main/trueconf/tlsOptions.ts';
import { brokeBeforeAnswer, failureOf } from '../../../../src/main/trueconf/failures.ts';

const place = { host: 'tc.clinic.test', port: 443 };
const now = 1_000_000;
const coded = (code: string, cause?: unknown) =>
  Object.assign(new Error(`secret text of ${code}`, { cause }), { code });
const pin: Pin = {
  ...place,
  sha256: 'a'.repeat(64),
  pem: '',
  subject: '',
  issuer: '',
  validTo: now + 1,
  acceptedAt: 0,
};

describe('failureOf', () => {
  test.each([
    ['ENOTFOUND', 'name-not-found'],
    ['EAI_AGAIN', 'name-not-found'],
    ['ECONNREFUSED', 'refused'],
    ['EHOSTUNREACH', 'unreachable'],
    ['ENETUNREACH', 'unreachable'],
    ['EACCES', 'unreachable'],
    ['ETIMEDOUT', 'timeout'],
    ['UND_ERR_HEADERS_TIMEOUT', 'timeout'],
    ['ECONNRESET', 'connection-lost'],
    ['HPE_INVALID_EOF_STATE', 'connection-lost'],
    ['EPROTO', 'tls-failed'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls-failed'],
    ['ERR_TLS_HANDSHAKE_TIMEOUT', 'tls-failed'],
    ['SOMETHING_NEW', 'connection-lost'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate-self-signed'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate-untrusted'],
    ['CERT_HAS_EXPIRED', 'certificate-expired'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate-other-host'],
  ] as const)('%s -> %s, with the place and none of its text', (code, expected) => {
    const error = appError(expected, place);
    expect(failureOf(coded(code), place, null, now)).toEqual(error);
    expect(failureOf(new TypeError('outer', { cause: coded(code) }), place, null, now)).toEqual(error);
    expect(failureOf(new AggregateError([coded(code)]), place, null, now)).toEqual(error);
  });

  test.each([
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate-changed', 0],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate-changed', 0],
    ['CERT_HAS_EXPIRED', 'certificate-changed', 0],
    ['CERT_HAS_EXPIRED', 'certificate-expired', 2],
    ['CERT_NOT_YET_VALID', 'certificate-expired', 0],
    ['ECONNREFUSED', 'refused', 0],
  ] as const)('with a trusted certificate %s -> %s, %i ms later', (code, expected, later) => {
    expect(failureOf(coded(code), place, pin, now + later).code).toBe(expected);
  });

  test('what our own check refused, what is not HTTP, our bound of the whole call, what is no error', () => {
    const changed = appError('certificate-changed', { host: 'x' });
    expect(failureOf(coded('ECONNRESET', new CertificateRefused(changed)), place, null, now)).toBe(changed);
    expect(failureOf(new errors.HTTPParserError('x'), place, null, now).code).toBe('not-trueconf');
    expect(failureOf(new DOMException('x', 'TimeoutError'), place, null, now).code).toBe('timeout');
    expect(failureOf(new DOMException('x', 'AbortError'), place, null, now).code).toBe('connection-lost');
    expect(failureOf('text', place, null, now).code).toBe('connection-lost');
  });

  test('causes that go in a circle come to an end', () => {
    const error = new Error('x');
    error.cause = error;
    expect(failureOf(error, place, null, now).code).toBe('connection-lost');
  });
});

test.each([
  ['ECONNRESET', true],
  ['EPIPE', true],
  ['UND_ERR_SOCKET', true],
  ['ECONNREFUSED', false],
  ['UND_ERR_HEADERS_TIMEOUT', false],
])('brokeBeforeAnswer(%s) is %s', (code, broke) => {
  expect(brokeBeforeAnswer(coded(code))).toBe(broke);
});
