/**
 * A link's token: 128 bits of HMAC-SHA-256 over visit, link number and generation. It can be derived again at any
 * time and is never stored; the store keeps its SHA-256 (ARCHITECTURE.md, "A visit, its links and its persons").
 */
import { createHash, createHmac } from 'node:crypto';
import { helpAlphabet, helpCodeLength } from '../../shared/helpCode.ts';
import type { Link } from '../../shared/visit.ts';

const tokenBytes = 16;
const tokenPattern = /^[A-Za-z0-9_-]{22}$/;

/** 22 base64url characters. */
export function linkToken(linkKey: Buffer, visitId: string, number: number, generation: number): string {
  const mac = createHmac('sha256', linkKey).update(`${visitId}|${number}|${generation}`).digest();
  return mac.subarray(0, tokenBytes).toString('base64url');
}

/** SHA-256 of a token or of a browser's cookie, lower-case hex. */
export const sha256Hex = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Whether a text can be a token at all; everything else is a miss without a look at the store. */
export const isToken = (text: string): boolean => tokenPattern.test(text);

/** A new link, or the next generation of one, which kills the former. */
export function makeLink(
  linkKey: Buffer,
  visitId: string,
  link: Pick<Link, 'number' | 'generation'> & Partial<Pick<Link, 'label' | 'commands' | 'addedBy'>>,
): Link {
  const { number, generation, label = '', commands = [], addedBy = null } = link;
  const tokenHash = sha256Hex(linkToken(linkKey, visitId, number, generation));
  return { number, label, generation, tokenHash, openedAt: null, page: null, commands, addedBy };
}

/** Where the patient goes; `null` when the key that made the link is not here any more. */
export function linkUrl(linkKey: Buffer, visitId: string, link: Link, joinOrigin: string): string | null {
  const token = linkToken(linkKey, visitId, link.number, link.generation);
  return sha256Hex(token) === link.tokenHash ? `${joinOrigin}/v/${token}` : null;
}

/** Finds the visit on the board and opens nothing: a link cannot be made from it. */
export function helpCode(linkKey: Buffer, visitId: string, number: number): string {
  const mac = createHmac('sha256', linkKey).update(`help|${visitId}|${number}`).digest();
  return Array.from(mac.subarray(0, helpCodeLength), (byte) => helpAlphabet[byte % helpAlphabet.length]).join(
    '',
  );
}
