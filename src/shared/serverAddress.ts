/** What people type or paste as the server's address, made into an origin. */
import { err, ok, type Result } from './result.ts';

export type AddressProblem =
  | 'address-empty'
  | 'address-invalid'
  | 'address-insecure'
  | 'address-spaces'
  /** Not from 1 to 65535. */
  | 'address-port'
  /** A user name or a password in it. */
  | 'address-login';

/** Loopback in every spelling: only there is http allowed (emulator, demo, tests). */
export function isLoopbackHost(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, '').toLowerCase();
  return name === 'localhost' || name === '::1' || /^127(\.\d{1,3}){3}$/.test(name);
}

/** What comes along when an address is copied from a messenger or a table, and cannot be seen. */
const invisible = /[\u00AD\u200B-\u200F\u2060\uFEFF]/g;
const scheme = /^[a-z][a-z0-9+.-]*:\/\//i;

/** IPv6 as it is written everywhere but in an address. */
const isBareIpv6 = (text: string): boolean =>
  /^[0-9a-f:.]+$/i.test(text) && text.split(':').length > 2 && URL.canParse(`http://[${text}]`);

/** With a scheme, so that it can be read; one slash after `https:`, or none, is a slip. */
function withScheme(text: string): string {
  if (isBareIpv6(text)) return `https://[${text}]`;
  if (scheme.test(text)) return text;
  return /^https?:/i.test(text) ? text.replace(/^(https?):\/?/i, '$1://') : `https://${text}`;
}

/**
 * `host`, `host:port`, an URL, a pasted `/c/ID` link, IPv6 with or without brackets, a name in any alphabet; with spaces around it
 * and trailing slashes -> `https://host[:port]`. Errors: empty, not an address, or http to a host that is not this computer.
 */
export function parseServerAddress(input: string): Result<string, AddressProblem> {
  const trimmed = input.replace(invisible, '').trim();
  if (trimmed === '') return err('address-empty');
  if (/\s/.test(trimmed)) return err('address-spaces');
  const text = withScheme(trimmed);
  const url = URL.parse(text);
  if (!url || url.hostname === '' || url.port === '0') {
    return err(isPortWrong(text) ? 'address-port' : 'address-invalid');
  }
  if (url.username !== '' || url.password !== '') return err('address-login');
  if (url.protocol === 'https:') return ok(url.origin);
  if (url.protocol !== 'http:') return err('address-invalid');
  return isLoopbackHost(url.hostname) ? ok(url.origin) : err('address-insecure');
}

/** Whether the port is what keeps this from being an address. */
function isPortWrong(text: string): boolean {
  const port = /^[a-z][a-z0-9+.-]*:\/\/[^/?#@]+:(\d+)(?:[/?#]|$)/i.exec(text)?.[1];
  return port !== undefined && (Number(port) < 1 || Number(port) > 65_535);
}
