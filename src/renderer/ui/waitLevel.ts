/** How long somebody has waited, in steps that the board shows by colour, by shape and in words. Pure. */

export const waitLevels = [0, 5, 15, 30] as const;
/** Minutes that are over; 0: nothing is said yet. */
export type WaitLevel = (typeof waitLevels)[number];

const minuteMs = 60_000;

export const waitLevel = (waitedMs: number): WaitLevel =>
  waitLevels.findLast((minutes) => waitedMs >= minutes * minuteMs) ?? 0;
