/** Where the window was when the desk was closed, and where it opens by that. Pure. */
import { z } from 'zod';
import { restoredBounds, type Area } from './windowLayout.ts';

const coordinate = z.int().min(-100_000).max(100_000);
const length = z.int().min(100).max(100_000);

/** In device-independent pixels. */
export const windowPlaceSchema = z.strictObject({
  bounds: z.strictObject({ x: coordinate, y: coordinate, width: length, height: length }),
  maximized: z.boolean(),
});
export type WindowPlace = z.output<typeof windowPlaceSchema>;

/** Where it opens: as it was, or in sight where its screen has gone; `null`: nothing is known. */
export function openingPlace(
  kept: WindowPlace | null,
  workAreas: readonly Area[],
  primary: Area,
): WindowPlace | null {
  return kept && { ...kept, bounds: restoredBounds(kept.bounds, workAreas, primary) };
}

/** What is read from the file; `null`: not a place. */
export function parseWindowPlace(text: string): WindowPlace | null {
  try {
    return windowPlaceSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
