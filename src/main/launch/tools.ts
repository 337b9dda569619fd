/** `--check-config` and `--import-env` on this computer: where things lie here, and what the process says. */
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Result } from '../../shared/result.ts';
import type { Language } from '../../shared/settings.ts';
import { createLog } from '../log/log.ts';
import type { Environment, EnvironmentProblem } from '../settings/environment.ts';
import type { Policy } from '../settings/policy.ts';
import { userFolders } from '../web/folders.ts';
import { keyFilePath } from '../web/secretBox.ts';
import { openSettingsStore } from '../web/settingsStore.ts';
import { checkConfig } from './checkConfig.ts';
import type { Flags } from './flags.ts';
import { importHere } from './importHere.ts';
import { openProfile } from './profile.ts';
import { exitCodes } from './run.ts';
import type { Say } from './say.ts';

type Variables = Readonly<Record<string, string | undefined>>;

export interface ToolParts {
  readonly flags: Flags;
  readonly environment: Result<Environment, readonly EnvironmentProblem[]>;
  readonly variables: Variables;
  readonly policy: Policy;
  readonly policyPlace: string;
  readonly language: Language;
  readonly write: (line: string) => void;
}

/** The exit code; what is wrong has been written. */
export function runCheck(parts: ToolParts): number {
  const { flags, environment, policy, policyPlace, language, write } = parts;
  const places = checkedPlaces(flags.dataDir, parts.variables);
  const { problems, sound } = checkConfig({ ...places, environment, policy, policyPlace, language });
  write(`${problems.length === 0 ? sound : problems.join('\n')}\n`);
  return problems.length === 0 ? exitCodes.ok : exitCodes.failed;
}

/** The folder of the shell that has been used here: the desktop's before the browser's. */
function checkedPlaces(given: string | undefined, variables: Variables) {
  const folders = userFolders(process.platform, variables);
  const desktop =
    process.platform === 'darwin'
      ? join(homedir(), 'Library', 'Application Support', 'visit-desk')
      : folders.config;
  const used = [desktop, folders.data].find((folder) => existsSync(join(folder, 'config.json')));
  const dataDir = resolve(given ?? used ?? folders.data);
  const keys = existsSync(dataDir) ? keyFilePath(folders.config, dataDir) : undefined;
  return { dataDir, secretFiles: [join(dataDir, 'secrets.json'), ...(keys === undefined ? [] : [keys])] };
}

export interface ImportRun extends Pick<ToolParts, 'flags' | 'variables' | 'policy' | 'language'> {
  readonly environment: Environment;
  readonly say: Say;
}

/** Into the web shell's folder, which nobody may be using. */
export async function runImport(file: string, parts: ImportRun): Promise<number> {
  const { flags, environment, policy, language, say } = parts;
  const profile = openProfile({ ...flags, demo: false }, parts.variables);
  if (!profile.ok) {
    const { problem, path } = profile.error;
    say(problem, { path });
    return problem === 'data-dir-in-use' ? exitCodes.inUse : exitCodes.failed;
  }
  const { dataDir, secretBox, close } = profile.value;
  try {
    const store = openSettingsStore(dataDir);
    const log = createLog({ folder: null, stderr: null });
    return await importHere({ file, store, secretBox, environment, policy, log, language });
  } finally {
    close();
  }
}
