import { describe, expect, test } from 'vitest';
import { addressSpaceOf, commonSpace } from '../../../../src/main/join/addressSpace.ts';

test.each([
  ['127.0.0.1', 'loopback'],
  ['127.255.255.254', 'loopback'],
  ['::1', 'loopback'],
  ['::ffff:127.0.0.1', 'loopback'],
  ['::ffff:7f00:1', 'loopback'],
  ['10.0.0.1', 'private'],
  ['10.255.255.255', 'private'],
  ['172.16.0.0', 'private'],
  ['172.31.255.255', 'private'],
  ['192.168.1.20', 'private'],
  ['169.254.10.1', 'private'],
  ['100.64.0.1', 'private'],
  ['100.127.255.255', 'private'],
  ['::ffff:192.168.1.20', 'private'],
  ['fd12:3456::1', 'private'],
  ['fe80::1', 'private'],
  ['fe80::1%eth0', 'private'],
  ['9.255.255.255', 'public'],
  ['11.0.0.0', 'public'],
  ['172.15.255.255', 'public'],
  ['172.32.0.0', 'public'],
  ['192.167.255.255', 'public'],
  ['192.169.0.0', 'public'],
  ['100.63.255.255', 'public'],
  ['100.128.0.0', 'public'],
  ['126.255.255.255', 'public'],
  ['203.0.113.7', 'public'],
  ['::ffff:203.0.113.7', 'public'],
  ['2001:db8::1', 'public'],
  ['fec0::1', 'public'],
  ['clinic.example', undefined],
  ['300.1.1.1', undefined],
  ['', undefined],
])('%s is %s', (address, space) => {
  expect(addressSpaceOf(address)).toBe(space);
});

describe('several addresses', () => {
  test.each([
    [['10.0.0.1', 'fd00::1'], 'private'],
    [['127.0.0.1', '::1'], 'loopback'],
    [['10.0.0.1', '203.0.113.7'], undefined],
    [['10.0.0.1', 'name'], undefined],
    [['name'], undefined],
    [[], undefined],
  ])('%j have in common: %s', (addresses, space) => {
    expect(commonSpace(addresses)).toBe(space);
  });
});
