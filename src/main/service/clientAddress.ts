/** From which address a request comes that the framework does not see: an upgrade. By the rule that it has for all others. */
import type { IncomingMessage } from 'node:http';
import { BlockList, isIP, isIPv6 } from 'node:net';

/**
 * `trustedProxies`: addresses and networks (CIDR) whose `X-Forwarded-For` is believed: the nearest address in it that is
 * none of theirs counts. Without a connection any more: `''`.
 */
export function clientAddressBy(
  trustedProxies: readonly string[],
): (request: Pick<IncomingMessage, 'socket' | 'headers'>) => string {
  const trusted = new BlockList();
  for (const proxy of trustedProxies) {
    const [network = '', prefix] = proxy.split('/');
    if (prefix === undefined) trusted.addAddress(network, familyOf(network));
    else trusted.addSubnet(network, Number(prefix), familyOf(network));
  }
  const isTrusted = (address: string): boolean => trusted.check(address, familyOf(address));
  return ({ socket, headers }) => {
    const told = String(headers['x-forwarded-for'] ?? '').split(',');
    let address = socket.remoteAddress ?? '';
    while (isIP(address) !== 0 && isTrusted(address)) {
      const next = told.pop()?.trim() ?? '';
      if (isIP(next) === 0) return address;
      address = next;
    }
    return address;
  };
}

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIPv6(address) ? 'ipv6' : 'ipv4');
