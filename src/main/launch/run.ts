/** What the launcher started, and how it ends. */

/**
 * 1: it could not be started, or the check found something. 2: the command line was wrong. 3: another run has the data folder.
 * 4: of what was to be imported, something could not be taken.
 */
export const exitCodes = { ok: 0, failed: 1, usage: 2, inUse: 3, refused: 4 } as const;

export interface Run {
  /** Its exit code when it ends by itself; `undefined`: it did not come up. */
  readonly ended: Promise<number | undefined>;
  stop(): Promise<void>;
}
