/** Small files of the service: written whole or not at all, readable by the service only. */
import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/** All or nothing: a power cut leaves the old file or the new one. Errors: throws what the file system says. */
export function writePrivate(path: string, text: string): void {
  throughPart(path, text, (part) => renameSync(part, path));
}

/** `false`: there was one already, and it stays. */
export function createPrivate(path: string, text: string): boolean {
  let made = true;
  throughPart(path, text, (part) => {
    try {
      // Unlike a rename, a link never takes the place of what another node has just made.
      linkSync(part, path);
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
      made = false;
    }
  });
  return made;
}

function throughPart(path: string, text: string, settle: (part: string) => void): void {
  const part = `${path}.${randomBytes(6).toString('hex')}.part`;
  try {
    writeFileSync(part, text, { mode: 0o600, flag: 'wx', flush: true });
    settle(part);
  } finally {
    rmSync(part, { force: true });
  }
}

/** `undefined`: there is none. Errors: throws what the file system says. */
export function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
