/** Whether the keys are those with which the stored visits were made: a node with others would kill every link. */
import { createHmac } from 'node:crypto';
import type { Secrets } from './secrets.ts';
import { keyNames } from './secrets.ts';
import type { SmallDocuments } from './store.ts';

const documentName = 'keys';

/** The first start writes down what the keys look like; later ones compare. Errors: rejects when the store cannot answer. */
export async function areSameKeys(
  secrets: Pick<Secrets, 'key'>,
  documents: Pick<SmallDocuments, 'readOrWrite'>,
): Promise<boolean> {
  const own = Object.fromEntries(keyNames.map((name) => [name, fingerprintOf(secrets.key(name), name)]));
  const kept = await documents.readOrWrite(documentName, own);
  return keyNames.every((name) => isSame(kept, name, own[name]));
}

/** Of 256 random bits: nobody finds the key by trying. */
const fingerprintOf = (key: Buffer, name: string): string =>
  createHmac('sha256', key).update(`visit-desk ${name}`).digest('base64url');

function isSame(kept: unknown, name: string, own: string | undefined): boolean {
  if (typeof kept !== 'object' || kept === null) return false;
  return Object.entries(kept).some(([key, value]) => key === name && value === own);
}
