/**
 * Who can reach an address: this computer only, a network without strangers, or anybody. Browsers refuse frames across
 * these spaces, and http is for private ones only.
 * Source: https://wicg.github.io/local-network-access/#ip-address-space-heading
 */
import { BlockList, isIP } from 'node:net';

export const addressSpaces = ['loopback', 'private', 'public'] as const;
export type AddressSpace = (typeof addressSpaces)[number];

const loopback = blocks(['127.0.0.0', 8], ['::1', 128]);
const ownNetworks = blocks(
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  // Link-local; addresses behind the network address translation of a provider.
  ['169.254.0.0', 16],
  ['100.64.0.0', 10],
  ['fc00::', 7],
  ['fe80::', 10],
);

/** `address`: IPv4 or IPv6 as text, with or without a zone; `undefined` when it is neither. IPv4 mapped into IPv6 counts as IPv4. */
export function addressSpaceOf(address: string): AddressSpace | undefined {
  const plain = address.replace(/%.*$/, '');
  const version = isIP(plain);
  if (version === 0) return undefined;
  const family = version === 4 ? 'ipv4' : 'ipv6';
  if (loopback.check(plain, family)) return 'loopback';
  return ownNetworks.check(plain, family) ? 'private' : 'public';
}

/** The one space of all these addresses; `undefined` when they are of several, of none, or not all are addresses. */
export function commonSpace(addresses: readonly string[]): AddressSpace | undefined {
  const spaces = new Set(addresses.map(addressSpaceOf));
  return spaces.size === 1 ? [...spaces][0] : undefined;
}

function blocks(...ranges: readonly (readonly [network: string, prefix: number])[]): BlockList {
  const list = new BlockList();
  for (const [network, prefix] of ranges)
    list.addSubnet(network, prefix, isIP(network) === 4 ? 'ipv4' : 'ipv6');
  return list;
}
