/** What the join server needs from the rest of the core. */
import type { Settings } from '../../shared/settings.ts';
import type { Clock, Log, Random } from '../ports.ts';
import type { Door } from '../visits/types.ts';
import type { PageAssets } from './assets.ts';

export interface JoinServerDeps {
  readonly door: Door;
  readonly settings: () => Settings;
  /** Origin of the configured TrueConf server; empty until there is one. */
  readonly serverOrigin: () => string;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly assets: PageAssets;
}
