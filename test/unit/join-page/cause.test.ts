import { expect, it } from 'vitest';
import { causeOf, type CameraFailure } from '../../../src/join-page/cause.ts';
import type { BrowserKind, SystemKind } from '../../../src/shared/page.ts';

const failure = (
  name: string,
  message: string,
  browser: BrowserKind,
  system: SystemKind,
  permissions: CameraFailure['permissions'] = [],
  elapsedMs = 3_000,
): CameraFailure => ({ name, message, permissions, elapsedMs, device: { browser, system } });

const firefoxRefusal = 'The request is not allowed by the user agent or the platform in the current context.';
const safariRefusal = `${firefoxRefusal.slice(0, -1)}, possibly because the user denied permission.`;
const refused = 'NotAllowedError';

it.each([
  // Somebody said no; the browser asks again next time.
  [failure(refused, 'Permission denied', 'chrome', 'android', ['prompt', 'prompt']), 'refused'],
  [failure(refused, firefoxRefusal, 'firefox', 'android', ['prompt', 'prompt']), 'refused'],
  [failure(refused, safariRefusal, 'safari', 'ios-old'), 'refused'],
  // The browser remembers.
  [failure(refused, 'Permission denied', 'chrome', 'windows', ['denied', 'denied'], 5), 'blocked'],
  [failure(refused, 'Permission denied', 'samsung', 'android', ['denied', 'granted'], 5), 'blocked'],
  [failure(refused, safariRefusal, 'safari', 'ios-old', [], 20), 'blocked'],
  // A view of an app without a handler answers at once, without a question.
  [failure(refused, 'Permission denied', 'in-app', 'android', [], 3), 'blocked'],
  [failure('NotReadableError', 'Could not start audio source', 'in-app', 'android'), 'blocked'],
  [failure('NotReadableError', 'Could not start audio source', 'telegram', 'android'), 'blocked'],
  // The question was closed.
  [failure(refused, 'Permission dismissed', 'chrome', 'android', ['prompt', 'prompt']), 'closed'],
  // The system says no.
  [failure(refused, 'Permission denied by system', 'chrome', 'mac', ['granted', 'granted']), 'system'],
  [failure(refused, 'Permission denied', 'edge', 'mac', ['granted', 'granted']), 'system'],
  [failure('NotFoundError', 'The object can not be found here.', 'firefox', 'mac'), 'system'],
  [failure('NotReadableError', 'Failed to allocate videosource', 'firefox', 'windows'), 'system'],
  // Taken by another program.
  [
    failure('NotReadableError', 'Could not start video source', 'chrome', 'windows', ['granted', 'granted']),
    'busy',
  ],
  [failure('NotReadableError', 'Could not start audio source', 'chrome', 'android'), 'busy'],
  [failure('AbortError', 'Starting videoinput failed', 'firefox', 'windows'), 'busy'],
  [failure('NotReadableError', 'Failed to allocate videosource', 'firefox', 'linux'), 'busy'],
  [failure('UnknownError', '', 'other', 'other'), 'busy'],
  // There is none.
  [failure('NotFoundError', 'Requested device not found', 'chrome', 'windows', ['prompt', 'prompt']), 'none'],
  [failure('NotFoundError', 'The object can not be found here.', 'firefox', 'windows'), 'none'],
  [failure('OverconstrainedError', 'Invalid constraint', 'safari', 'mac'), 'none'],
  [
    failure('NotFoundError', 'Requested device not found', 'chrome', 'android', ['denied', 'denied']),
    'blocked',
  ],
  // Nothing to ask.
  [failure('TypeError', 'undefined is not an object', 'safari', 'ios'), 'missing'],
  [failure('SecurityError', 'Permission denied', 'chrome', 'linux', ['denied', 'denied']), 'blocked'],
] as const)('%j is %s', (given, outcome) => {
  expect(causeOf(given)).toBe(outcome);
});
