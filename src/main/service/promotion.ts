/** Which Client Secret was promoted, as a small document: a fingerprint, never the value. */
import { z } from 'zod';
import type { PromotionStore } from './clientSecret.ts';
import type { SmallDocuments } from './store.ts';

export const promotionName = 'client-secret-promotion';
const schema = z.object({ promoted: z.string().max(64) });

export function promotionIn(documents: SmallDocuments): PromotionStore {
  return {
    async read() {
      const parsed = schema.safeParse(await documents.read(promotionName));
      return parsed.success ? parsed.data.promoted : undefined;
    },
    write: (promoted) => documents.write(promotionName, { promoted }),
  };
}
