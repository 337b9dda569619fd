/** How the desktop app was started: flags of its own among those of Chromium. */
import { parseArgs } from 'node:util';
import type { Language } from '../../shared/settings.ts';

export interface Invocation {
  /** Folder for everything; `null`: the usual one of the system. */
  readonly dataDir: string | null;
  /** TCP port of the patient's page for this run; `null`: that of the settings. */
  readonly joinPort: number | null;
  /** Path of the `.env` of TrueConf's sample that is taken in, without a window; `null`: none. */
  readonly importEnv: string | null;
  /** Without a window, as the computer starts it (`security/autostart.ts`). */
  readonly hidden: boolean;
}

/** Flags that are not ours are Chromium's (`--password-store`); a value that cannot be meant counts as not given. */
export function readInvocation(parameters: readonly string[]): Invocation {
  const options = {
    'data-dir': { type: 'string' },
    'join-port': { type: 'string' },
    'import-env': { type: 'string' },
    hidden: { type: 'boolean' },
  } as const;
  const { values } = parseArgs({ args: [...parameters], options, strict: false, allowPositionals: true });
  const { 'data-dir': folder, 'join-port': port, 'import-env': file } = values;
  return {
    dataDir: typeof folder === 'string' && folder !== '' ? folder : null,
    hidden: values.hidden === true,
    importEnv: typeof file === 'string' && file !== '' ? file : null,
    joinPort:
      typeof port === 'string' && /^\d{1,5}$/.test(port) && Number(port) <= 65_535 ? Number(port) : null,
  };
}

/** The first language of the system that there are texts for, else English. */
export function preferredLanguage(systemLanguages: readonly string[]): Language {
  const known = systemLanguages.find((tag) => /^(en|ru)\b/i.test(tag));
  return known?.toLowerCase().startsWith('ru') ? 'ru' : 'en';
}
