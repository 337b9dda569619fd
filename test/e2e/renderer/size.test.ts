/** The desk stays small enough for a slow line to the clinic's service, as promised (`npm run bench`, `renderer`). */
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { limits } from '../../bench/limits.ts';
import { rendererBytes } from '../../bench/rendererSize.ts';

it('is within its limit as it was built', async () => {
  const { first } = await rendererBytes(join(import.meta.dirname, '../../../out/renderer'));
  expect(first).toBeGreaterThan(50_000);
  expect(first).toBeLessThanOrEqual(limits.rendererBytes);
});
