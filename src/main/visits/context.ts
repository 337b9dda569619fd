/** What the parts of the visits share. */
import type { AppError } from '../../shared/errors.ts';
import type { Result } from '../../shared/result.ts';
import type { Settings } from '../../shared/settings.ts';
import type { Clock, Log, Random } from '../ports.ts';
import type { TrueConfClient } from '../trueconf/types.ts';
import type { Seats } from './seats.ts';
import type { Tasks } from './tasks.ts';
import type { Troubles } from './troubles.ts';
import type { ClinicDoctor } from './types.ts';
import type { VisitStore } from './visitStore.ts';

/** The client of the server that is configured now. Errors: `not-configured`, `secret-unavailable`. */
export type ClientProvider = () => Promise<Result<TrueConfClient, AppError>>;

export interface VisitContext {
  readonly store: VisitStore;
  readonly client: ClientProvider;
  readonly settings: () => Settings;
  /** For whom visits are made; the first one where nobody is named. */
  readonly doctors: () => readonly ClinicDoctor[];
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly tasks: Tasks;
  /** No other process makes conferences for the visits of this store. */
  readonly alone: boolean;
  readonly seats: Seats;
  readonly troubles: Troubles;
  readonly linkKey: Buffer;
  /** Borne by every conference of this installation. */
  readonly installationTag: string;
}
