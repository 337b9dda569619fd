/** What people type or paste as the server's address, made into an origin. */
import { err, ok, type Result } from './result.ts';

export type AddressProblem = 'address-empty' | 'address-invalid' | 'address-insecure';

/** Loopback in every spelling: only there is http allowed (emulator, demo, tests). */
export function isLoopbackHost(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, '').toLowerCase();
  return name === 'localhost' || name === '::1' || /^127(\.\d{1,3}){3}$/.test(name);
}

/**
 * `host`, `host:port`, an URL, a pasted `/c/ID` link, with spaces and trailing slashes -> `https://host[:port]`.
 * Errors: empty, not an address, or http to a host that is not this computer.
 */
export function parseServerAddress(input: string): Result<string, AddressProblem> {
  const trimmed = input.trim();
  if (trimmed === '') return err('address-empty');
  if (/\s/.test(trimmed)) return err('address-invalid');
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`;
  const url = URL.parse(withScheme);
  if (!url || url.hostname === '' || url.username !== '' || url.password !== '')
    return err('address-invalid');
  if (url.protocol === 'https:') return ok(url.origin);
  if (url.protocol !== 'http:') return err('address-invalid');
  return isLoopbackHost(url.hostname) ? ok(url.origin) : err('address-insecure');
}
