import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { pickGuestAddress } from '../../../../src/main/trueconf/guestAddress.ts';

const origin = 'https://tc.clinic.test';
const web = (web_url: string | null | undefined, rest: object = {}) => ({
  type: 'web',
  platform: 'webrtc',
  web_url,
  ...rest,
});
const fragment = '#login=g_1*%D0%98%D0%B2%D0%B0%D0%BD&token=$2d01*1576503364*f10b&lang=auto';
const full = web(`${origin}/webrtc/1${fragment}`);
const widget = web(`${origin}/webrtc-widget/1${fragment}`);
const native = { type: 'standalone', platform: 'ios', web_url: `${origin}/webrtc/native` };
const found = { ok: true, value: `${origin}/webrtc/1${fragment}` };
const foreign = (host: string) => ({
  ok: false,
  error: { code: 'guest-address-foreign', retryable: false, details: { host } },
});
const none = {
  ok: false,
  error: { code: 'no-web-client', retryable: true, details: { host: 'tc.clinic.test' } },
};
const frame = (attributes: string) => web(undefined, { iframe: `<iframe ${attributes}></iframe>` });

describe('pickGuestAddress', () => {
  test('the full client, whatever the order', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray([full, widget, native, web(null), web('')], { minLength: 5 }),
        (clients) => {
          expect(pickGuestAddress(clients, origin)).toEqual(found);
        },
      ),
    );
  });

  test.each([
    ['only the widget', [native, widget], `${origin}/webrtc-widget/1${fragment}`],
    ['another path', [web(`${origin}/video/1#a`)], `${origin}/video/1#a`],
    [
      'an older server that names no type',
      [{ platform: 'webrtc', web_url: '/webrtc/1#x' }],
      `${origin}/webrtc/1#x`,
    ],
    ['another scheme', [web('http://tc.clinic.test/webrtc/1#$a*b')], `${origin}/webrtc/1#$a*b`],
    ['another port', [web('https://tc.clinic.test:4443/webrtc/1?q=1#a')], `${origin}/webrtc/1?q=1#a`],
    [
      'host in capitals with a final dot',
      [web('https://TC.clinic.test./webrtc/1#a')],
      `${origin}/webrtc/1#a`,
    ],
    ['a name before the host', [web('https://a:b@tc.clinic.test/webrtc/1#a')], `${origin}/webrtc/1#a`],
    [
      'a raw name',
      [web(`${origin}/webrtc/1#login=Иван Б`)],
      `${origin}/webrtc/1#login=%D0%98%D0%B2%D0%B0%D0%BD%20%D0%91`,
    ],
    [
      'own widget before a foreign client',
      [web('https://evil.test/webrtc/1'), widget],
      `${origin}/webrtc-widget/1${fragment}`,
    ],
  ])('%s', (_name, clients, value) => {
    expect(pickGuestAddress(clients, origin)).toEqual({ ok: true, value });
  });

  test.each([
    ['another host', [web('https://evil.test/webrtc/1#a')], foreign('evil.test')],
    [
      'a host that looks like it',
      [web('https://tc.clinic.test.evil.test/webrtc/1')],
      foreign('tc.clinic.test.evil.test'),
    ],
    [
      'its name before another host',
      [web('https://tc.clinic.test@evil.test/webrtc/1')],
      foreign('evil.test'),
    ],
    ['another host without a scheme', [web('//evil.test/webrtc/1')], foreign('evil.test')],
    ['backslashes', [web('\\\\evil.test\\webrtc\\1')], foreign('evil.test')],
    ['a script', [web('javascript:alert(1)')], none],
    ['data', [web('data:text/html,x')], none],
    ['no address', [web('https://')], none],
    ['only native ones', [native], none],
    ['nothing', [], none],
    ['the bare host', [web(origin)], none],
  ])('%s is refused', (_name, clients, result) => {
    expect(pickGuestAddress(clients, origin)).toEqual(result);
  });
});

describe('the frame, read where the address is missing', () => {
  test.each([
    [
      'as TrueConf writes it',
      `allowfullscreen="allowfullscreen" width="720" allow="microphone; camera" src="${origin}/webrtc/1#a&amp;b" onload="x()"`,
      `${origin}/webrtc/1#a&b`,
    ],
    [
      'single quotes, capitals',
      `ONERROR='a>b' SRC='/webrtc/1#&lt;&quot;&#39;&#039;'`,
      `${origin}/webrtc/1#%3C%22''`,
    ],
    [
      'a trap in another attribute',
      `onload="x=' src=/evil'" data-src="https://evil.test/webrtc/0" src="/webrtc/1"`,
      `${origin}/webrtc/1`,
    ],
  ])('%s', (_name, attributes, value) => {
    expect(pickGuestAddress([frame(attributes)], origin)).toEqual({ ok: true, value });
  });

  test.each([
    ['another host', 'src="https://evil.test/webrtc/1"', foreign('evil.test')],
    ['a script', 'src="javascript:alert(1)"', none],
    ['no src', 'width="1"', none],
  ])('%s is refused', (_name, attributes, result) => {
    expect(pickGuestAddress([frame(attributes)], origin)).toEqual(result);
  });

  test('the address wins over the frame', () => {
    const both = web('/webrtc/1', { iframe: '<iframe src="/webrtc/2"></iframe>' });
    expect(pickGuestAddress([both], origin)).toEqual({ ok: true, value: `${origin}/webrtc/1` });
  });

  test('a huge frame is read in no time', () => {
    const hostile = '<iframe' + ' a="b"'.repeat(20_000) + ' <iframe'.repeat(2_000);
    const startedAt = performance.now();
    expect(pickGuestAddress([web(null, { iframe: hostile })], origin)).toEqual(none);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });
});

test('whatever the server says, the address is on the configured origin or there is none', () => {
  const piece = fc.constantFrom(
    'https:',
    'http:',
    '//',
    '/',
    '\\',
    '@',
    'evil.test',
    'tc.clinic.test',
    ':81',
    'webrtc/',
    '#',
    '?',
    ' ',
    '\t',
    'javascript:',
  );
  const address = fc.oneof(
    fc.string(),
    fc.array(piece, { maxLength: 8 }).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(fc.array(address, { maxLength: 4 }), (addresses) => {
      const result = pickGuestAddress(
        addresses.map((value) => web(value)),
        origin,
      );
      if (result.ok) expect(new URL(result.value).origin).toBe(origin);
      else expect(['no-web-client', 'guest-address-foreign']).toContain(result.error.code);
    }),
  );
});
