/** Long work in slices: patients' requests come through between two of them. */
import { setImmediate } from 'node:timers/promises';

/** A board's card is computed in about a tenth of a millisecond. */
export const sliceSize = 50;

/** In this order; whatever fits one slice is done at once. */
export async function mapInSlices<T, R>(items: readonly T[], work: (item: T) => R): Promise<R[]> {
  const results: R[] = [];
  for (const [index, item] of items.entries()) {
    if (index > 0 && index % sliceSize === 0) await setImmediate();
    results.push(work(item));
  }
  return results;
}
