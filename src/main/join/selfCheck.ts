/** How the rehearsal knows that the page which answers at an address is this installation's. */
import { createHash } from 'node:crypto';

/** On the page's origin, under its base path. `nonce`: 32 hex digits. */
export const selfCheckPath = (nonce: string): string => `/v/self/${nonce}`;

export const isNonce = (text: string): boolean => noncePattern.test(text);
const noncePattern = /^[0-9a-f]{32}$/;

/**
 * What the page answers: the same on every node, and not to be guessed by whoever does not have the installation's tag,
 * which cannot be read out of it.
 */
export const selfCheckAnswer = (installationTag: string, nonce: string): string =>
  createHash('sha256').update(`self-check ${installationTag} ${nonce}`).digest('hex');
