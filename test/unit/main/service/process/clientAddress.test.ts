/** The address behind proxies: what they say is believed, what a client says of itself is not. */
import { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { clientAddressBy } from '../../../../../src/main/service/clientAddress.ts';

const at = (address: string | undefined, forwardedFor?: string, trusted: readonly string[] = []) => {
  const socket = Object.defineProperty(new Socket(), 'remoteAddress', { value: address });
  const headers = forwardedFor === undefined ? {} : { 'x-forwarded-for': forwardedFor };
  return clientAddressBy(trusted)({ socket, headers });
};

test.each<readonly [string | undefined, string | undefined, readonly string[], string]>([
  ['203.0.113.9', undefined, [], '203.0.113.9'],
  ['203.0.113.9', '198.51.100.7', [], '203.0.113.9'],
  ['203.0.113.9', '198.51.100.7', ['127.0.0.1'], '203.0.113.9'],
  ['127.0.0.1', '198.51.100.7', ['127.0.0.1'], '198.51.100.7'],
  ['127.0.0.1', '192.0.2.1, 198.51.100.7', ['127.0.0.1'], '198.51.100.7'],
  ['10.1.2.3', '192.0.2.1, 198.51.100.7, 127.0.0.1', ['10.0.0.0/8', '127.0.0.1'], '198.51.100.7'],
  ['::1', '2001:db8::5', ['::1'], '2001:db8::5'],
  ['::ffff:127.0.0.1', '198.51.100.7', ['127.0.0.1'], '198.51.100.7'],
  ['fd00::1', 'not an address', ['fd00::/8'], 'fd00::1'],
  ['127.0.0.1', undefined, ['127.0.0.1'], '127.0.0.1'],
  [undefined, '198.51.100.7', ['127.0.0.1'], ''],
])('%s with %s, trusting %j: %s', (address, forwardedFor, trusted, expected) => {
  expect(at(address, forwardedFor, trusted)).toBe(expected);
});
