/** The settings document of the web shell: the same file and format as the desktop's, by `conf`. */
import { join } from 'node:path';
import Conf from 'conf';
import type { SettingsStore } from '../ports.ts';
import { createSettingsStore } from '../system.ts';

/** @param dataDir where `config.json` lies. */
export function openSettingsStore(dataDir: string): SettingsStore {
  return createSettingsStore(
    join(dataDir, 'config.json'),
    () =>
      new Conf<Record<string, unknown>>({
        cwd: dataDir,
        configFileMode: 0o600,
        accessPropertiesByDotNotation: false,
      }),
  );
}
