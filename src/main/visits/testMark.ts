/** The mark of a test visit: it belongs to no visit of the store, and a sweep leaves it alone for as long as the test may last. */
import type { Conference } from '../trueconf/types.ts';

const prefix = 'visit-desk-test-at-';
const pattern = /visit-desk-test-at-(\d{1,15})/;

/** A test asks the server five times at most; what is older was left by a process that died. */
export const testLifeMs = 600_000;

export const testMark = (now: number): string => `${prefix}${now}`;

/** Until when a conference is left alone (epoch ms); `undefined`: it is none of a test visit. */
export function testUntil({ tags, description }: Conference): number | undefined {
  const at = [...tags, description].map((text) => pattern.exec(text)?.[1]).find((one) => one !== undefined);
  return at === undefined ? undefined : Number(at) + testLifeMs;
}
