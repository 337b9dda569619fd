/** When a newer version is looked for, fetched and installed. Pure. */
import type { InUse } from '../../shared/ipc/life.ts';
import type { Settings } from '../../shared/settings.ts';

export interface UpdateFacts {
  readonly settings: Settings['updates'];
  /** Only what an installer made can be replaced. */
  readonly packaged: boolean;
  readonly inUse: InUse;
}

/** Nobody is in a call, waits or could come by a link before long: fetching takes the line that a call needs. */
const isQuiet = ({ links, waiting, inCall }: InUse): boolean => links + waiting === 0 && !inCall;

/** off: nothing is ever asked. later: somebody is here, or may come. look: now. */
export function updateStep({ settings, packaged, inUse }: UpdateFacts): 'off' | 'later' | 'look' {
  if (!packaged || !settings.check) return 'off';
  return isQuiet(inUse) ? 'look' : 'later';
}

/** Whether it is installed now that the desk ends: somebody has said so, and nothing speaks against it. */
export const installsNow = (facts: UpdateFacts, consented: boolean): boolean =>
  consented && updateStep(facts) === 'look';
