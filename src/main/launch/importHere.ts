/** `--import-env` with the settings and the vault of whichever shell it is. */
import { readFileSync } from 'node:fs';
import { fill, messages } from '../../shared/i18n/messages.ts';
import type { Language } from '../../shared/settings.ts';
import { createCredentials } from '../credentials/credentials.ts';
import type { Log, SecretBox, SettingsStore } from '../ports.ts';
import type { Environment } from '../settings/environment.ts';
import type { Policy } from '../settings/policy.ts';
import { createSettingsService } from '../settings/settingsService.ts';
import { systemClock } from '../system.ts';
import { lookAtCertificate } from '../trueconf/tlsProbe.ts';
import { importEnv, importSay } from './importEnv.ts';
import { exitCodes } from './run.ts';

const toStderr = (line: string): void => void process.stderr.write(line);

export interface ImportPlace {
  readonly file: string;
  readonly store: SettingsStore;
  readonly secretBox: SecretBox;
  readonly environment: Environment;
  readonly policy: Policy;
  readonly log: Log;
  readonly language: Language;
  /** stderr, unless given. */
  readonly write?: (line: string) => void;
}

/** The exit code: `refused` when something could not be taken. */
export async function importHere(place: ImportPlace): Promise<number> {
  const { file, store, secretBox, environment, policy, log, language, write = toStderr } = place;
  const say = importSay(language, write);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    say('file-unreadable', { path: file });
    return exitCodes.refused;
  }
  const settings = createSettingsService({ store, environment, policy, log });
  const credentials = createCredentials({ secretBox, environmentSecret: environment.clientSecret, log });
  const now = systemClock.now;
  const look = (address: string) => lookAtCertificate(address, { now });
  const parts = { text, path: file, settings, credentials, say, lookAtCertificate: look };
  const isWhole = await importEnv(parts);
  return isWhole ? exitCodes.ok : exitCodes.refused;
}

/** Another run has these settings; its window would not see what is imported. The exit code. */
export function tellInUse(path: string, language: Language): number {
  toStderr(`${fill(messages[language].launch['data-dir-in-use'], { path })}\n`);
  return exitCodes.inUse;
}
