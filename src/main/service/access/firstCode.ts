/**
 * The one-time code by which the first administrator proves to stand before the service: printed at start, 100 random
 * bits, kept as a hash. Letters and figures that are not taken for one another on paper (Crockford's base 32).
 */
import { createHash } from 'node:crypto';
import type { Random } from '../../ports.ts';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const length = 20;

/** Four groups of five. */
export function makeFirstCode(random: Random): string {
  const signs = [...random.bytes(length)].map((byte) => alphabet[byte % alphabet.length] ?? '').join('');
  return signs.replace(/(.{5})(?=.)/g, '$1-');
}

/** As typed, with small letters, spaces, other hyphens, and O, I and L for what they look like; `undefined`: no code. */
export function hashFirstCode(typed: string): string | undefined {
  if (typed.length > 100) return undefined;
  const signs = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}]/gu, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  const isCode = signs.length === length && [...signs].every((sign) => alphabet.includes(sign));
  return isCode ? createHash('sha256').update(signs).digest('hex') : undefined;
}
