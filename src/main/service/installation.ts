/** The installation's own mark, the same on all nodes: the core sweeps what bears it and belongs to no visit. */
import { z } from 'zod';
import type { Random } from '../ports.ts';
import type { SmallDocuments } from './store.ts';

/** Of the document. */
export const installationName = 'installation';

const schema = z.object({ tag: z.string().regex(/^visit-desk-[0-9a-f]{16}$/) });

/** Made once. Errors: rejects when the store cannot answer, or what it has is no mark. */
export async function installationTagIn(documents: SmallDocuments, random: Random): Promise<string> {
  const made = { tag: `visit-desk-${random.bytes(8).toString('hex')}` };
  return schema.parse(await documents.readOrWrite(installationName, made)).tag;
}
