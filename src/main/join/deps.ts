/** What the join server needs from the rest of the core. */
import type { HelpTexts } from '../../shared/help.ts';
import type { Settings } from '../../shared/settings.ts';
import type { Clock, Log, Random } from '../ports.ts';
import type { PhoneTest } from '../reach/phoneTest.ts';
import type { Door } from '../visits/types.ts';
import type { PageAssets } from './assets.ts';
import type { PatientTexts } from './patientTexts.ts';

export interface JoinServerDeps {
  readonly door: Door;
  readonly settings: () => Settings;
  /** Origin of the configured TrueConf server; empty until there is one. */
  readonly serverOrigin: () => string;
  /** Under which the page lies on its origin: `/video`; empty or absent: at its root. */
  readonly basePath?: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly assets: PageAssets;
  /** What helps with a camera that does not work. */
  readonly help: HelpTexts;
  /** Whether the call at this address can be shown inside our page; asked only where IT wants that. */
  readonly mayEmbed: (callUrl: string) => Promise<boolean>;
  /** The page's words by language code; the very same map until a text changes, because pages are kept by it. */
  readonly patientTexts: () => PatientTexts;
  /** What this installation alone answers to a nonce (`selfCheck.ts`); `undefined`, and absent: nothing yet. */
  readonly selfCheck?: (nonce: string) => string | undefined;
  /** The page that IT opens on a phone; absent: there is none here. */
  readonly phoneTest?: Pick<PhoneTest, 'isOpen' | 'hear'> | undefined;
  /** Told of each stream to a page that opens (1) and ends (-1). */
  readonly countStreams?: ((change: 1 | -1) => void) | undefined;
}
