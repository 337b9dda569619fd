/**
 * Every failure that a person can see has one code here and one sentence per language in `i18n/<lang>/errors.ts`.
 * A code says what happened; the sentence says the cause and the remedy.
 */
export const errorCodes = [
  // The TrueConf server: reaching it
  'not-configured',
  'name-not-found',
  'refused',
  'unreachable',
  'timeout',
  'connection-lost',
  'tls-failed',
  'certificate-self-signed',
  'certificate-untrusted',
  'certificate-expired',
  'certificate-other-host',
  'certificate-changed',
  // The CA file with which the server is trusted
  'ca-file-none',
  'ca-file-missing',
  'ca-file-unreadable',
  'ca-file-not-pem',
  'ca-file-not-authority',
  'ca-file-expired',
  // The proxy on the way to the server
  'proxy-address-unusable',
  'proxy-not-found',
  'proxy-unreachable',
  'proxy-timeout',
  'proxy-lost',
  'proxy-bad-answer',
  'proxy-web-page',
  'proxy-refused',
  'proxy-no-way',
  'proxy-credentials-needed',
  'proxy-credentials-rejected',
  'proxy-sign-in-unsupported',
  'proxy-tls-failed',
  'proxy-certificate',
  // The TrueConf server: what it answered (trueconf-api.md §1.3, §2.1)
  'not-trueconf',
  'bad-answer',
  'answer-too-large',
  'redirected',
  'server-error',
  'api-missing',
  'server-too-old',
  'credentials-rejected',
  'token-rejected',
  'permission-missing',
  'owner-unknown',
  'rejected',
  'conference-not-found',
  'no-web-client',
  'guest-address-foreign',
  // Visits
  'visit-not-found',
  'visit-closed',
  'visit-not-ready',
  'visit-not-planned',
  'somebody-came',
  'person-not-found',
  'links-full',
  'places-too-few',
  'link-key-lost',
  'guest-seat-last',
  'guest-seats-taken',
  // The patient's page
  'name-required',
  'link-dead',
  'declined',
  'needs-browser',
  'too-many-requests',
  'foreign-origin',
  'port-taken',
  'port-not-allowed',
  'interface-gone',
  'public-needs-https',
  'certificate-file-unusable',
  'page-files-both',
  'page-file-missing',
  'page-file-unreadable',
  'page-certificate-unreadable',
  'page-key-unreadable',
  'page-key-other',
  'page-pfx-unreadable',
  'page-pfx-old',
  'page-passphrase-needed',
  'page-passphrase-wrong',
  // The patient's page, as a rehearsal finds it
  'page-name-not-found',
  'page-not-open',
  'page-no-answer',
  'page-not-ours',
  'page-untrusted',
  'page-certificate-expired',
  'page-certificate-other-host',
  'frame-not-https',
  'frame-other-network',
  'frame-forbidden',
  // Settings and secrets
  'invalid-input',
  'locked',
  'consent-needed',
  'secret-unavailable',
  'storage-failed',
  'settings-changed',
  // Several doctors at one PC
  'doctor-gone',
  // Accounts and sites of the clinic's service
  'login-invalid',
  'login-taken',
  'password-short',
  'password-long',
  'password-common',
  'account-not-found',
  'account-changed',
  'account-of-provider',
  'last-administrator',
  'no-site',
  'no-trueconf-id',
  'trueconf-id-taken',
  'site-not-found',
  'site-in-use',
  'database-away',
  // Reaching the clinic's service from the desktop
  'not-the-service',
  'service-other-name',
  'service-away',
  // The channel between the doctor's UI and the main process
  'bad-request',
  'unknown-channel',
  'forbidden',
  'disconnected',
  'internal',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** Values that fill the gaps of the sentence: a host, a port, the name of a permission. Never a secret, a person's name or a URL with a query. */
export type ErrorDetails = Readonly<Record<string, string | number>>;

export interface AppError {
  readonly code: ErrorCode;
  /** Whether the same call may succeed later without anybody changing anything. */
  readonly retryable: boolean;
  readonly details?: ErrorDetails;
}

const retryableCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'unreachable',
  'refused',
  'timeout',
  'connection-lost',
  'proxy-unreachable',
  'proxy-timeout',
  'proxy-lost',
  'proxy-no-way',
  'server-error',
  'no-web-client',
  'visit-not-ready',
  'too-many-requests',
  'database-away',
  'service-away',
  'disconnected',
]);

/** Builds an error; whether it is retryable follows from its code, so that it is decided in one place. */
export function appError(code: ErrorCode, details?: ErrorDetails): AppError {
  return { code, retryable: retryableCodes.has(code), ...(details && { details }) };
}
