/**
 * Proxies as environment variables name them, read as undici's EnvHttpProxyAgent and curl do: the lower-case name wins,
 * `https_proxy`, else `http_proxy`, else `all_proxy`; `no_proxy` has hosts, domains, `host:port`, networks and `*`.
 */
import { BlockList, isIP } from 'node:net';
import { parseProxyAddress } from './address.ts';
import { direct, type Hop } from './hop.ts';

export type ProxyVariables = Readonly<Record<string, string | undefined>>;

/** `undefined`: the variable that counts holds no address of a proxy. */
export function hopsOfEnvironment(url: string, variables: ProxyVariables): readonly Hop[] | undefined {
  const { protocol, hostname, port } = new URL(url);
  const isSecure = protocol === 'https:';
  const place = { host: plainHost(hostname), port: port === '' ? (isSecure ? 443 : 80) : Number(port) };
  const names = isSecure ? ['https_proxy', 'http_proxy', 'all_proxy'] : ['http_proxy', 'all_proxy'];
  const address = names.map((name) => read(name, variables)).find((value) => value !== '') ?? '';
  if (address === '' || isExempt(place, read('no_proxy', variables))) return [direct];
  const hop = parseProxyAddress(address);
  return hop && [hop];
}

function read(name: string, variables: ProxyVariables): string {
  return (variables[name] ?? variables[name.toUpperCase()] ?? '').trim();
}

const plainHost = (host: string): string =>
  host
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/(.)\.$/, '$1');

interface Target {
  readonly host: string;
  readonly port: number;
}

/** Whether `no_proxy` names this host. */
function isExempt(target: Target, list: string): boolean {
  return list.split(/[\s,]+/).some((entry) => entry !== '' && matches(target, entry.toLowerCase()));
}

function matches({ host, port }: Target, entry: string): boolean {
  if (entry.includes('/')) return isInNetwork(host, entry);
  const { name, onlyPort } = partsOf(entry);
  if (onlyPort !== undefined && onlyPort !== port) return false;
  if (name === '*') return true;
  const suffix = plainHost(name.replace(/^\*?\./, ''));
  if (suffix === '') return false;
  // `*.clinic.example`: what is below it, not the name itself.
  return (!name.startsWith('*') && host === suffix) || host.endsWith(`.${suffix}`);
}

/** A bare IPv6 address has many colons, and none of them is before a port. */
function partsOf(entry: string): { readonly name: string; readonly onlyPort?: number } {
  const [, name, port] = /^(\[[^\]]+\]|[^:]+):(\d{1,5})$/.exec(entry) ?? [];
  return name === undefined ? { name: entry } : { name, onlyPort: Number(port) };
}

function isInNetwork(host: string, entry: string): boolean {
  const [network = '', bits = ''] = entry.replace(/[[\]]/g, '').split('/');
  const version = isIP(network);
  const length = Number(bits);
  const isNetwork = version !== 0 && /^\d{1,3}$/.test(bits) && length <= (version === 4 ? 32 : 128);
  if (!isNetwork || isIP(host) !== version) return false;
  const list = new BlockList();
  list.addSubnet(network, length, version === 4 ? 'ipv4' : 'ipv6');
  return list.check(host, version === 4 ? 'ipv4' : 'ipv6');
}
