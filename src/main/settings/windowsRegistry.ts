/** Asks Windows' own `reg.exe`, by its whole path; everything is decided elsewhere. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, win32 } from 'node:path';
import { promisify } from 'node:util';
import { parseRegistryExport } from './registryExport.ts';
import { policyRegistryKey, type Registry } from './registryPolicy.ts';

const run = promisify(execFile);
/** It answers within tens of milliseconds; a machine that just starts may be slower. */
const timeoutMs = 5_000;

const foldersKey = 'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Explorer\\Shell Folders';

export interface WindowsPolicyPlaces {
  readonly registry: Registry;
  /** The folder of all users' data, as Windows itself says; where it does not say, the usual one. */
  programData(): Promise<string>;
}

/** `systemRoot`: folder of Windows. */
export function windowsPolicyPlaces(systemRoot: string): WindowsPolicyPlaces {
  const reg = regOf(systemRoot);
  const ask = (parameters: readonly string[]) =>
    run(reg, [...parameters], { timeout: timeoutMs, windowsHide: true, encoding: 'latin1' });

  async function exported(key: string): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'visit-desk-'));
    try {
      const file = join(folder, 'export.reg');
      await ask(['export', key, file, '/y', '/reg:64']);
      return (await readFile(file)).toString('utf16le');
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  return {
    registry: {
      async hasPolicy() {
        // Asked for itself, a key that is not there looks like one that may not be read; its name does not.
        const { stdout } = await ask(['query', win32.dirname(policyRegistryKey), '/reg:64']);
        return stdout.split(/\r?\n/).some((line) => /\\Policies\\Visit Desk\s*$/i.test(line));
      },
      exportPolicy: () => exported(policyRegistryKey),
    },
    async programData() {
      try {
        const found = parseRegistryExport(await exported(foldersKey)).find(
          ({ name }) => name === 'Common AppData',
        );
        if (typeof found?.data === 'string' && win32.isAbsolute(found.data)) return found.data;
      } catch {
        // The usual place, then.
      }
      return win32.join(win32.parse(systemRoot).root, 'ProgramData');
    },
  };
}

const regOf = (systemRoot: string): string => win32.join(systemRoot, 'System32', 'reg.exe');

const usualRoot = 'C:\\Windows';

/**
 * The folder of Windows. A person may set the variable, and a `reg.exe` of their own would tell of no policy: it counts only where Windows
 * is not in its usual folder, and whatever is no absolute path of a drive is not believed.
 */
export function systemRootOf(given: string | undefined, hasReg: (root: string) => boolean = regIsIn): string {
  const isFolder = given !== undefined && /^[a-z]:\\[^"<>|?*]+$/i.test(given);
  return isFolder && !hasReg(usualRoot) && hasReg(given) ? given : usualRoot;
}

const regIsIn = (root: string): boolean => existsSync(regOf(root));
