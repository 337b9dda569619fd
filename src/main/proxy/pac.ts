/**
 * What a system says of the proxies for an address: the answer of `FindProxyForURL`, which Chromium gives for every
 * kind of system setting. Source: https://developer.mozilla.org/docs/Web/HTTP/Guides/Proxy_servers_and_tunneling/Proxy_Auto-Configuration_PAC_file
 */
import { defaultPorts, direct, type Hop, type ProxyKind } from './hop.ts';

const kinds: ReadonlyMap<string, ProxyKind> = new Map<string, ProxyKind>([
  ['PROXY', 'http'],
  ['HTTP', 'http'],
  ['HTTPS', 'https'],
  // Chromium writes version 4 without its number.
  ['SOCKS', 'socks4'],
  ['SOCKS4', 'socks4'],
  ['SOCKS5', 'socks5'],
]);

/** `PROXY h:p; SOCKS5 h:p; DIRECT` in its order; what cannot be used is left out, and nothing usable means direct. */
export function parsePacAnswer(answer: string): readonly Hop[] {
  const hops = answer
    .split(';')
    .map((entry) => hopOf(entry.trim()))
    .filter((hop) => hop !== undefined);
  return hops.length > 0 ? hops : [direct];
}

function hopOf(entry: string): Hop | undefined {
  const [word = '', place = '', ...rest] = entry.split(/\s+/);
  if (rest.length > 0) return undefined;
  if (word.toUpperCase() === 'DIRECT') return place === '' ? direct : undefined;
  const kind = kinds.get(word.toUpperCase());
  const [, inBrackets, plain, port = ''] =
    /^(?:\[([0-9a-f:.]+)\]|([^\s:/@[\]]+))(?::(\d{1,5}))?$/i.exec(place) ?? [];
  const host = inBrackets ?? plain;
  if (!kind || host === undefined) return undefined;
  const number = port === '' ? defaultPorts[kind] : Number(port);
  return number >= 1 && number <= 65_535 ? { kind, host, port: number } : undefined;
}
