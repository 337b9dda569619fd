/** What can go wrong at the door of the staff listener. Each has a sentence per language in `errorTexts.ts`. */
export const accessErrorCodes = [
  'wrong-password',
  'old-password-wrong',
  'too-many-attempts',
  'busy',
  'local-not-allowed',
  'password-short',
  'password-long',
  'password-common',
  'login-invalid',
  'login-taken',
  'account-not-found',
  'account-changed',
  'account-of-provider',
  'last-administrator',
  'first-code-wrong',
  'provider-missing',
  'provider-away',
  'provider-rejected-us',
  'provider-answer-bad',
  'provider-refused-person',
  'sign-in-stale',
  'sign-in-replayed',
  'sign-in-overtaken',
  'no-role',
  'no-site',
  'no-trueconf-id',
  'trueconf-id-taken',
  'account-disabled',
  'foreign-origin',
  'bad-request',
  'storage-failed',
] as const;

export type AccessErrorCode = (typeof accessErrorCodes)[number];

export interface AccessError {
  readonly code: AccessErrorCode;
  /** Until the next try, in ms. */
  readonly waitMs?: number;
}

export const accessError = (code: AccessErrorCode, waitMs?: number): AccessError => ({
  code,
  ...(waitMs !== undefined && { waitMs }),
});
