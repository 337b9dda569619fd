/** How the desktop app was started: flags of its own among those of Chromium. */
import { parseArgs } from 'node:util';
import type { Language } from '../../shared/settings.ts';

export interface Invocation {
  /** Folder for everything; `null`: the usual one of the system. */
  readonly dataDir: string | null;
  /** TCP port of the patient's page for this run; `null`: that of the settings. */
  readonly joinPort: number | null;
}

/** Flags that are not ours are Chromium's (`--password-store`); a value that cannot be meant counts as not given. */
export function readInvocation(parameters: readonly string[]): Invocation {
  const options = { 'data-dir': { type: 'string' }, 'join-port': { type: 'string' } } as const;
  const { values } = parseArgs({ args: [...parameters], options, strict: false, allowPositionals: true });
  const { 'data-dir': folder, 'join-port': port } = values;
  return {
    dataDir: typeof folder === 'string' && folder !== '' ? folder : null,
    joinPort:
      typeof port === 'string' && /^\d{1,5}$/.test(port) && Number(port) <= 65_535 ? Number(port) : null,
  };
}

/** The first language of the system that there are texts for, else English. */
export function preferredLanguage(systemLanguages: readonly string[]): Language {
  const known = systemLanguages.find((tag) => /^(en|ru)\b/i.test(tag));
  return known?.toLowerCase().startsWith('ru') ? 'ru' : 'en';
}
