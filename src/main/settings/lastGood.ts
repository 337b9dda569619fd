/** The copy of the last good settings, in a file beside the settings themselves. */
import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import type { SettingsStore } from '../ports.ts';

/** @param file the settings' own, `….json`. */
export function lastGoodFile(file: string): Pick<SettingsStore, 'readLastGood' | 'writeLastGood'> {
  const path = file.replace(/\.json$/, '.last-good.json');
  return {
    readLastGood() {
      let text: string;
      try {
        text = readFileSync(path, 'utf8');
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
        throw error;
      }
      const document: unknown = JSON.parse(text);
      return document;
    },
    /** All or nothing, for the owner's eyes only. */
    writeLastGood(document) {
      const part = `${path}.${randomBytes(6).toString('hex')}.part`;
      try {
        writeFileSync(part, `${JSON.stringify(document)}\n`, { mode: 0o600, flag: 'wx', flush: true });
        renameSync(part, path);
      } finally {
        rmSync(part, { force: true });
      }
    },
  };
}
