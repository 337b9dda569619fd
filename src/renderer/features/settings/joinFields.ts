/**
 * What people type into the section of the patient's link, read as the schema wants it (`shared/settings.ts`, which the
 * main process applies again; here without the schema library). Pure.
 */
import type { Result } from '../../../shared/result.ts';

export type PublicProblem = 'public-invalid' | 'public-http';

/** The origin of what was typed, `''` for nothing. A name alone is taken as https. */
export function readPublicAddress(text: string): Result<string, PublicProblem> {
  const typed = text.trim();
  if (typed === '') return { ok: true, value: '' };
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : `https://${typed}`);
  if (url?.protocol === 'http:') return { ok: false, error: 'public-http' };
  const bare = url?.protocol === 'https:' && url.href === `${url.origin}/`;
  return bare ? { ok: true, value: url.origin } : { ok: false, error: 'public-invalid' };
}

const octet = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const ipv4 = new RegExp(`^${octet}(?:\\.${octet}){3}$`);
const prefix = /^(?:0|[1-9]\d{0,2})$/;

const isIpv6 = (text: string): boolean =>
  /^[0-9a-f:.]+$/i.test(text) && text.includes(':') && URL.canParse(`http://[${text}]`);

/** An IPv4 or IPv6 address, or a network of them (CIDR). */
export function isNetwork(text: string): boolean {
  const [address = '', length, ...rest] = text.split('/');
  const bits = ipv4.test(address) ? 32 : isIpv6(address) ? 128 : null;
  if (bits === null || rest.length > 0) return false;
  return length === undefined || (prefix.test(length) && Number(length) <= bits);
}

/** One per line; commas, semicolons and spaces separate as well. */
export const readNetworks = (text: string): string[] =>
  text.split(/[\s,;]+/).filter((network) => network !== '');
