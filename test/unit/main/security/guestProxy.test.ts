import { expect, test } from 'vitest';
import {
  guestProxy,
  proxyLoginUser,
  type ProxyLoginQuestion,
} from '../../../../src/main/security/guestProxy.ts';
import type { ProxyMode } from '../../../../src/shared/settings.ts';

const settings = (mode: ProxyMode, address = 'http://proxy.clinic:3128', user = 'desk') => ({
  mode,
  address,
  user,
});

test.each([
  [settings('system'), { mode: 'system' }],
  [settings('none'), { mode: 'direct' }],
  [settings('explicit'), { mode: 'fixed_servers', proxyRules: 'http://proxy.clinic:3128' }],
  [
    settings('explicit', 'https://Proxy.Clinic'),
    { mode: 'fixed_servers', proxyRules: 'https://proxy.clinic:443' },
  ],
  [settings('explicit', 'http://[fd00::7]:1'), { mode: 'fixed_servers', proxyRules: 'http://[fd00::7]:1' }],
  [settings('explicit', ''), { mode: 'direct' }],
])('the page of the call with %j', (proxy, expected) => {
  expect(guestProxy(proxy)).toEqual(expected);
});

const asked: ProxyLoginQuestion = {
  isProxy: true,
  host: 'proxy.clinic',
  port: 3128,
  isFirst: true,
  ofGuest: true,
};
test.each([
  ['the proxy itself', {}, settings('explicit'), 'desk'],
  ['its name in another case', { host: 'PROXY.clinic' }, settings('explicit'), 'desk'],
  ['again, after a refusal', { isFirst: false }, settings('explicit'), null],
  ['a server', { isProxy: false }, settings('explicit'), null],
  ['another proxy', { host: 'proxy.evil' }, settings('explicit'), null],
  ['another port', { port: 3129 }, settings('explicit'), null],
  ['another page', { ofGuest: false }, settings('explicit'), null],
  ['the system’s proxy', {}, settings('system'), null],
  ['nobody to name', {}, settings('explicit', 'http://proxy.clinic:3128', ''), null],
] as const)('credentials are asked for by %s', (_name, change, proxy, user) => {
  expect(proxyLoginUser({ ...asked, ...change }, proxy)).toBe(user);
});
