import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentSecurityPolicy } from '../../../../src/main/security/csp.ts';

const literal =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'";

describe('contentSecurityPolicy', () => {
  it('is the literal policy of the desktop', () => {
    expect(contentSecurityPolicy()).toBe(literal);
  });

  it('adds the conference server as the only frame, and the socket to what scripts may reach', () => {
    const policy = contentSecurityPolicy({
      frameOrigin: 'https://video.clinic.example:8443',
      connect: ['ws://127.0.0.1:4100'],
    });
    expect(policy).toBe(
      `${literal.replace("connect-src 'self'", "connect-src 'self' ws://127.0.0.1:4100")}; frame-src https://video.clinic.example:8443`,
    );
  });

  it.each([
    ['empty', ''],
    ['a path', 'https://video.example/x'],
    ['a trailing slash', 'https://video.example/'],
    ['credentials', 'https://a:b@video.example'],
    ['a wildcard', '*'],
    ['a keyword', "'unsafe-inline'"],
    ['another directive', "https://video.example; script-src 'unsafe-inline'"],
    ['a second source', 'https://video.example https://other.example'],
    ['data', 'data:'],
    ['script', 'javascript:alert(1)'],
  ])('leaves out a frame origin that is %s', (_name, frameOrigin) => {
    expect(contentSecurityPolicy({ frameOrigin, connect: [frameOrigin] })).toBe(literal);
  });

  it('never gets a directive of its own from what it is given', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (frameOrigin, source) => {
        const directives = contentSecurityPolicy({ frameOrigin, connect: [source] }).split(';');
        expect(directives.length).toBeLessThanOrEqual(11);
      }),
    );
  });
});
