import { describe, expect, it } from 'vitest';
import { accessErrorCodes } from '../../../../../src/main/service/access/errors.ts';
import {
  isStaffOrigin,
  languageOf,
  ownOrigin,
  pageHeaders,
  statusFor,
} from '../../../../../src/main/service/access/guard.ts';
import { errorSentence } from '../../../../../src/main/service/access/pageFrame.ts';
import { renderFirst, renderSignIn } from '../../../../../src/main/service/access/pages.ts';
import { languages } from '../../../../../src/shared/settings.ts';

const origins = ['https://desk.clinic.example', 'http://127.0.0.1:8770', 'http://desk.clinic.example:81'];
const own = 'https://desk.clinic.example';
const host = 'desk.clinic.example';

describe('a request', () => {
  it.each([
    ['GET', host, undefined, false, own],
    ['HEAD', host, undefined, false, own],
    ['GET', host, own, false, own],
    ['GET', 'DESK.clinic.example', undefined, false, own],
    ['POST', host, own, false, own],
    ['GET', '127.0.0.1:8770', undefined, false, 'http://127.0.0.1:8770'],
    ['GET', host, own, true, own],
    // Without an origin nothing is changed and no socket opens.
    ['POST', host, undefined, false, undefined],
    ['DELETE', host, undefined, false, undefined],
    ['GET', host, undefined, true, undefined],
    // Another origin, even one of ours, is another page.
    ['POST', host, 'http://127.0.0.1:8770', false, undefined],
    ['GET', host, 'https://evil.example', false, undefined],
    ['GET', host, 'https://evil.example', true, undefined],
    ['POST', host, 'null', false, undefined],
    ['POST', host, 'http://desk.clinic.example', false, undefined],
    ['POST', host, 'https://desk.clinic.example.evil.example', false, undefined],
    // Another host, also one that was rebound to us.
    ['GET', 'evil.example', undefined, false, undefined],
    ['GET', 'desk.clinic.example:8080', undefined, false, undefined],
    ['GET', undefined, undefined, false, undefined],
    // A staff origin in the open is not served, whatever was configured.
    ['GET', 'desk.clinic.example:81', undefined, false, undefined],
  ])('%s to %s from %s (socket: %s) is at %s', (method, asked, origin, isUpgrade, expected) =>
    expect(ownOrigin({ method, host: asked, origin, isUpgrade }, origins)).toBe(expected),
  );
});

it.each([
  ['https://desk.clinic.example', true],
  ['http://localhost:1', true],
  ['http://[::1]:1', true],
  ['http://10.0.0.1:1', false],
  ['https://desk.clinic.example/', false],
  ['https://desk.clinic.example/path', false],
  ['desk', false],
])('%s may be a staff origin: %s', (origin, expected) => expect(isStaffOrigin(origin)).toBe(expected));

it.each([
  ['ru', 'en', 'ru'],
  ['xx', 'de, ru;q=0.5, en', 'ru'],
  [undefined, 'en-GB,en', 'en'],
  [undefined, undefined, 'en'],
])('chosen %s and accepted %s is %s', (chosen, accept, expected) =>
  expect(languageOf(chosen, accept)).toBe(expected),
);

it('each error has a status of failure and a sentence without gaps in each language', () => {
  for (const code of accessErrorCodes) {
    expect(statusFor(code)).toBeGreaterThanOrEqual(400);
    for (const language of languages) {
      const sentence = errorSentence(language, { code, waitMs: 1_500 });
      expect(sentence).not.toContain('{{');
      expect(sentence.length).toBeGreaterThan(20);
    }
  }
});

describe('the pages', () => {
  const page = {
    language: 'en',
    hasProvider: true,
    local: 'everybody',
    error: { code: 'wrong-password' },
    login: '"><script>alert(1)</script>',
    isSignedOut: false,
  } as const;

  it('give back what was typed as text, and have no script at all', () => {
    for (const html of [renderSignIn(page), renderFirst(page)]) {
      expect(html).not.toContain('<script');
      expect(html).toContain('&quot;&gt;&lt;script&gt;');
    }
    expect(pageHeaders['content-security-policy']).not.toContain('script-src');
    expect(pageHeaders['content-security-policy']).toContain("default-src 'none'");
  });

  it('offer only the ways that there are', () => {
    expect(renderSignIn({ ...page, hasProvider: false })).not.toContain('/oidc/start');
    expect(renderSignIn({ ...page, local: 'nobody' })).not.toContain('password"');
  });
});
