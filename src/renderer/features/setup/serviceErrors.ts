/** Sentences about the way to the clinic's service, for codes whose usual sentence speaks of TrueConf Server. */
import type { ErrorCode } from '../../../shared/errors.ts';

const keys = {
  'invalid-input': 'service-error-address',
  'name-not-found': 'service-error-name',
  refused: 'service-error-refused',
  unreachable: 'service-error-unreachable',
  'connection-lost': 'service-error-unreachable',
  timeout: 'service-error-timeout',
  'tls-failed': 'service-error-tls',
  'certificate-self-signed': 'service-error-certificate',
  'certificate-untrusted': 'service-error-certificate',
  'certificate-expired': 'service-error-certificate-expired',
  'certificate-other-host': 'service-error-certificate-host',
  locked: 'service-locked',
} as const satisfies Readonly<Partial<Record<ErrorCode, string>>>;

type Key = (typeof keys)[keyof typeof keys];

const isKnown = (code: ErrorCode): code is keyof typeof keys => Object.hasOwn(keys, code);

/** `undefined`: the usual sentence fits. */
export const serviceErrorKey = (code: ErrorCode): Key | undefined => (isKnown(code) ? keys[code] : undefined);
