import { describe, expect, test } from 'vitest';
import { parseProxyAddress } from '../../../../src/main/proxy/address.ts';
import { hopsOfEnvironment, type ProxyVariables } from '../../../../src/main/proxy/environment.ts';
import { authorityOf, isThisComputer, type Hop } from '../../../../src/main/proxy/hop.ts';
import { authenticationSchemes } from '../../../../src/main/proxy/httpConnect.ts';
import { parsePacAnswer } from '../../../../src/main/proxy/pac.ts';

/** `kind host:port` of each. */
const plain = (hops: readonly Hop[]): string =>
  hops.map((hop) => (hop.kind === 'direct' ? 'direct' : `${hop.kind} ${authorityOf(hop)}`)).join(', ');

test.each([
  ['DIRECT', 'direct'],
  ['', 'direct'],
  ['PROXY proxy.clinic:3128', 'http proxy.clinic:3128'],
  ['proxy p:1; direct', 'http p:1, direct'],
  ['HTTP p:1', 'http p:1'],
  [
    'HTTPS p:443;SOCKS5 s:1080 ; SOCKS s:1081;SOCKS4 t:1',
    'https p:443, socks5 s:1080, socks4 s:1081, socks4 t:1',
  ],
  ['PROXY p', 'http p:80'],
  ['SOCKS5 s', 'socks5 s:1080'],
  ['PROXY [2001:db8::7]:3128', 'http [2001:db8::7]:3128'],
  ['QUIC q:443; PROXY p:1', 'http p:1'],
  ['PROXY p:0; PROXY p:70000; PROXY p:x; PROXY; PROXY a b', 'direct'],
  ['PROXY user@p:1', 'direct'],
  [';;', 'direct'],
])('the answer of a PAC file %j -> %s', (answer, hops) => {
  expect(plain(parsePacAnswer(answer))).toBe(hops);
});

test.each([
  ['http://proxy.clinic:3128', { kind: 'http', host: 'proxy.clinic', port: 3128 }],
  ['https://proxy.clinic', { kind: 'https', host: 'proxy.clinic', port: 443 }],
  ['https://proxy.clinic:80/', { kind: 'https', host: 'proxy.clinic', port: 80 }],
  ['proxy:3128', { kind: 'http', host: 'proxy', port: 3128 }],
  ['PROXY', { kind: 'http', host: 'proxy', port: 80 }],
  ['socks5h://[::1]:1080', { kind: 'socks5', host: '::1', port: 1080 }],
  ['socks4a://s', { kind: 'socks4', host: 's', port: 1080 }],
  [
    'http://us%40er:pa%3Ass%@p:1',
    { kind: 'http', host: 'p', port: 1, credentials: { user: 'us@er', password: 'pa%3Ass%' } },
  ],
  ['http://p:1/path', undefined],
  ['http://p:70000', undefined],
  ['ftp://p:1', undefined],
  ['two words', undefined],
  ['http://', undefined],
])('the address of a proxy %j', (text, expected) => {
  expect(parseProxyAddress(text)).toEqual(expected);
});

describe('environment variables', () => {
  const https = 'https://video.clinic.example/';
  const p = { HTTPS_PROXY: 'http://p:1' };
  test.each<[string, string, ProxyVariables, string | undefined]>([
    ['none', https, {}, 'direct'],
    ['empty', https, { HTTPS_PROXY: ' ' }, 'direct'],
    ['upper case', https, p, 'http p:1'],
    ['lower case wins', https, { ...p, https_proxy: 'http://q:2' }, 'http q:2'],
    ['http_proxy stands in', https, { HTTP_PROXY: 'p:1' }, 'http p:1'],
    ['all_proxy comes last', https, { ALL_PROXY: 'socks5://s:9' }, 'socks5 s:9'],
    ['https_proxy is not for http', 'http://video.clinic.example/', p, 'direct'],
    ['not an address', https, { HTTPS_PROXY: 'http://p:1/x' }, undefined],
    ['everything exempt', https, { ...p, NO_PROXY: ' * ' }, 'direct'],
    ['the host', https, { ...p, no_proxy: 'a.example,video.CLINIC.example' }, 'direct'],
    ['a suffix', https, { ...p, NO_PROXY: 'clinic.example' }, 'direct'],
    ['a suffix with a dot', https, { ...p, NO_PROXY: '.clinic.example' }, 'direct'],
    ['a wildcard', https, { ...p, NO_PROXY: '*.clinic.example' }, 'direct'],
    [
      'a wildcard is not the name itself',
      'https://clinic.example',
      { ...p, NO_PROXY: '*.clinic.example' },
      'http p:1',
    ],
    ['a part of a name is no suffix', https, { ...p, NO_PROXY: 'linic.example' }, 'http p:1'],
    ['its port', https, { ...p, NO_PROXY: 'clinic.example:443' }, 'direct'],
    ['another port', https, { ...p, NO_PROXY: 'clinic.example:8443' }, 'http p:1'],
    ['a network', 'https://10.20.0.7:8443', { ...p, NO_PROXY: '10.0.0.0/8' }, 'direct'],
    ['another network', 'https://11.0.0.7', { ...p, NO_PROXY: '10.0.0.0/8' }, 'http p:1'],
    ['an IPv6 network', 'https://[fd00::7]', { ...p, NO_PROXY: 'fd00::/8' }, 'direct'],
    ['no network', 'https://10.0.0.7', { ...p, NO_PROXY: '10.0.0.0/99 x/8 /' }, 'http p:1'],
    ['an IPv6 address', 'https://[fd00::7]', { ...p, NO_PROXY: 'fd00::7' }, 'direct'],
    ['an IPv6 address and port', 'https://[fd00::7]:1', { ...p, NO_PROXY: '[fd00::7]:1' }, 'direct'],
  ])('%s', (_name, url, variables, expected) => {
    const hops = hopsOfEnvironment(url, variables);
    expect(hops && plain(hops)).toBe(expected);
  });
});

test.each([
  ...['localhost', 'LOCALHOST.', 'a.localhost', '127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1'].map(
    (h) => [h, true],
  ),
  ...['localhost.example', '128.0.0.1', '10.0.0.1', 'video.clinic.example'].map((host) => [host, false]),
] as [string, boolean][])('%s is this computer: %s', (host, expected) => {
  expect(isThisComputer(host)).toBe(expected);
});

test.each([
  ['Basic realm="proxy"', ['basic']],
  ['Negotiate, NTLM', ['negotiate', 'ntlm']],
  ['Digest realm="a, Basic b", nonce="x", charset=UTF-8, Basic realm=b', ['digest', 'basic']],
  ['NTLM TlRMTVNTUAAC=', ['ntlm']],
  ['', []],
])('schemes of %j', (header, schemes) => {
  expect(authenticationSchemes(header)).toEqual(schemes);
});
