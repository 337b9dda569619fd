/** Whether the desk's own page is loaded anew after its process has ended. Pure. */

/** A page that dies more often than this would only flicker. */
const mostAgain = 3;
const withinMs = 60_000;

export interface CrashAnswer {
  readonly again: boolean;
  /** Epoch ms of the crashes that still count. */
  readonly crashes: readonly number[];
}

/** @param former epoch ms of the crashes that counted before. */
export function afterCrash(former: readonly number[], now: number): CrashAnswer {
  const crashes = [...former.filter((at) => at <= now && now - at < withinMs), now];
  return { again: crashes.length <= mostAgain, crashes };
}

/** Of Electron's reasons: a process that ended as it should was not lost. */
export const isCrash = (reason: string): boolean => reason !== 'clean-exit';
