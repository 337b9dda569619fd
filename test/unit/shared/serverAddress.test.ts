import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isLoopbackHost, parseServerAddress } from '../../../src/shared/serverAddress.ts';

describe('parseServerAddress', () => {
  test.each([
    ['tc.clinic.test', 'https://tc.clinic.test'],
    ['  tc.clinic.test/  ', 'https://tc.clinic.test'],
    ['TC.Clinic.test:443', 'https://tc.clinic.test'],
    ['tc.clinic.test:4443', 'https://tc.clinic.test:4443'],
    ['https://tc.clinic.test/c/3413915491', 'https://tc.clinic.test'],
    ['https://tc.clinic.test:8443/webrtc/1?a=b#login=c', 'https://tc.clinic.test:8443'],
    ['tc.clinic.test/c/3413915491', 'https://tc.clinic.test'],
    ['10.0.0.7', 'https://10.0.0.7'],
    ['[::1]:8443', 'https://[::1]:8443'],
    ['HTTPS://tc.clinic.test', 'https://tc.clinic.test'],
    ['видео.клиника.рф', 'https://xn--b1aedk6a.xn--80apagcdp.xn--p1ai'],
    ['tc.clinic.test///', 'https://tc.clinic.test'],
    ['https:tc.clinic.test', 'https://tc.clinic.test'],
    ['https:/tc.clinic.test/', 'https://tc.clinic.test'],
    ['http:127.0.0.1:81', 'http://127.0.0.1:81'],
    ['\u200btc.clinic.test\ufeff', 'https://tc.clinic.test'],
    ['\u00a0tc.clinic.test\u00a0', 'https://tc.clinic.test'],
    ['https://tc.clinic.test\n', 'https://tc.clinic.test'],
    ['2001:db8::7', 'https://[2001:db8::7]'],
    ['[2001:DB8::7]/c/1', 'https://[2001:db8::7]'],
    ['::1', 'https://[::1]'],
    ['tc:8443', 'https://tc:8443'],
    ['tc.clinic.test:65535', 'https://tc.clinic.test:65535'],
    ['https://видео.клиника.рф:8443/c/7', 'https://xn--b1aedk6a.xn--80apagcdp.xn--p1ai:8443'],
    ['http://localhost:4307', 'http://localhost:4307'],
    ['http://127.0.0.1:80', 'http://127.0.0.1'],
    ['http://127.8.9.1:81', 'http://127.8.9.1:81'],
    ['http://[::1]:81', 'http://[::1]:81'],
  ])('%s -> %s', (typed, value) => {
    const parsed = parseServerAddress(typed);
    expect(parsed).toEqual({ ok: true, value });
  });

  test.each([
    ['', 'address-empty'],
    ['   ', 'address-empty'],
    ['two words', 'address-spaces'],
    ['tc.clinic. test', 'address-spaces'],
    ['https://tc.clinic.test /c/1', 'address-spaces'],
    ['https://', 'address-invalid'],
    ['https://user:secret@tc.clinic.test', 'address-login'],
    ['https://user@tc.clinic.test', 'address-login'],
    ['ftp://tc.clinic.test', 'address-invalid'],
    ['file:///etc/passwd', 'address-invalid'],
    ['tc.clinic.test:99999', 'address-port'],
    ['tc.clinic.test:70000/c/1', 'address-port'],
    ['tc.clinic.test:0', 'address-port'],
    ['https://[::1]:0', 'address-port'],
    ['tc.clinic.test:eight', 'address-invalid'],
    ['fe80::1%eth0', 'address-invalid'],
    ['http:tc.clinic.test', 'address-insecure'],
    ['http://tc.clinic.test', 'address-insecure'],
    ['http://localhost.evil.test', 'address-insecure'],
    ['http://127.0.0.1.evil.test', 'address-insecure'],
    ['http://0.0.0.0', 'address-insecure'],
    ['http://10.0.0.7', 'address-insecure'],
  ])('%j -> %s', (typed, problem) => {
    expect(parseServerAddress(typed)).toEqual({ ok: false, error: problem });
  });

  const piece = fc.constantFrom(
    'https:',
    'http:',
    '//',
    '/',
    '@',
    ':',
    '127.0.0.1',
    'a.test',
    '81',
    '[::1]',
    '?',
    ' ',
  );
  const address = fc.array(piece, { maxLength: 8 }).map((parts) => parts.join(''));

  test('never throws, and what it gives is an origin that it takes again', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), address), (typed) => {
        const parsed = parseServerAddress(typed);
        if (!parsed.ok) return;
        expect(new URL(parsed.value).origin).toBe(parsed.value);
        expect(parseServerAddress(parsed.value)).toEqual(parsed);
      }),
    );
  });
});

test.each([
  ['localhost', true],
  ['LOCALHOST', true],
  ['127.0.0.1', true],
  ['[::1]', true],
  ['::1', true],
  ['127.0.0.1.nip.io', false],
  ['10.0.0.1', false],
  ['', false],
])('isLoopbackHost(%j) is %s', (host, loopback) => {
  expect(isLoopbackHost(host)).toBe(loopback);
});
