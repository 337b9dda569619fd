/**
 * What people type into the section of the server, read as the schema wants it (`shared/settings.ts`, which the main process
 * applies again; here without the schema library). Pure.
 */
import { err, ok, type Result } from '../../../shared/result.ts';
import { parseServerAddress } from '../../../shared/serverAddress.ts';

export type ProxyProblem =
  'proxy-empty' | 'proxy-address' | 'proxy-login' | { readonly code: 'proxy-scheme'; readonly value: string };

/** `http(s)://host[:port]` of what was typed; a name alone is taken as http, as browsers do. */
export function readProxyAddress(text: string): Result<string, ProxyProblem> {
  const typed = text.trim();
  if (typed === '') return err('proxy-empty');
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(typed)?.[1]?.toLowerCase() ?? 'http';
  if (scheme !== 'http' && scheme !== 'https') return err({ code: 'proxy-scheme', value: scheme });
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : `http://${typed}`);
  if (!url || /\s/.test(typed) || url.hostname === '' || url.port === '0') return err('proxy-address');
  if (url.username !== '' || url.password !== '') return err('proxy-login');
  // The port of the scheme is left out by whoever writes addresses, and asked for by whoever reads this one.
  return url.href === `${url.origin}/` ? ok(url.origin) : err('proxy-address');
}

/** What was pasted as a secret, in one piece: mails and consoles break it into lines, and put spaces around it. */
export const joinedSecret = (pasted: string): string => pasted.replace(/[\s\u200B-\u200D\uFEFF]+/g, '');

/** Whether there is a certificate to look at: over http there is none. */
export function hasCertificate(address: string): boolean {
  const parsed = parseServerAddress(address);
  return !parsed.ok || !parsed.value.startsWith('http://');
}

/** On Windows, elsewhere, and to another machine. */
export const isFullPath = (path: string): boolean => /^(?:\/|[a-z]:[\\/]|\\\\)/i.test(path);
