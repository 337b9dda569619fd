/** The visits of a single PC: keys from the SecretBox, the store in the data folder. The one entry for the core's composition. */
import { join } from 'node:path';
import type { Ports } from '../ports.ts';
import { loadInstallationTag } from './installation.ts';
import { loadKeys } from './keys.ts';
import { createFieldSealer, type FieldSealer } from './sealedField.ts';
import type { VisitRepository } from './types.ts';
import { openSqliteRepository } from './visitRepository.ts';
import { createVisits, type Visits, type VisitsConfig } from './visitService.ts';

export type { ClientProvider } from './context.ts';
export type { Visits } from './visitService.ts';
export type { Leadership } from './leadership.ts';
export type { Occupancy } from './occupancy.ts';
export type { Presence } from './presence.ts';
export type { FieldSealer } from './sealedField.ts';
export type { ClinicDoctor, Desk, Door, VisitRepository } from './types.ts';
export type { VisitFacts } from './visitService.ts';

export interface OpenVisitsConfig extends Omit<
  VisitsConfig,
  'repository' | 'linkKey' | 'installationTag' | 'ports'
> {
  /** Exists and can be written; `visits.sqlite` and `installation` are kept there. */
  readonly dataDir: string;
  /** Absent: the SQLite file of the data folder. It is closed with the visits. */
  readonly openRepository?: ((sealer: FieldSealer) => Promise<VisitRepository>) | undefined;
  /** The same on all nodes; absent: kept in the data folder. */
  readonly installationTag?: string | undefined;
  readonly ports: Pick<Ports, 'clock' | 'random' | 'log' | 'secretBox'>;
}

/**
 * Opens the store; `start` resumes the visits, `stop` also closes the store.
 * Errors: rejects when the data folder cannot be read or written.
 */
export async function openVisits(config: OpenVisitsConfig): Promise<Visits> {
  const { clock, random, log, secretBox } = config.ports;
  const keys = await loadKeys(secretBox, random, log);
  const installationTag = config.installationTag ?? loadInstallationTag(config.dataDir, random);
  const path = join(config.dataDir, 'visits.sqlite');
  const sealer = createFieldSealer(keys.fieldKey, random);
  const repository = config.openRepository
    ? await config.openRepository(sealer)
    : openSqliteRepository({ path, sealer, clock, log });
  const visits = createVisits({ ...config, repository, linkKey: keys.linkKey, installationTag });
  return {
    ...visits,
    async stop() {
      await visits.stop();
      await repository.close();
    },
  };
}
