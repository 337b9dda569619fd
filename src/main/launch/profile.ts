/** The folder, the keys and the lock of one run of the web shell. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { err, ok, type Result } from '../../shared/result.ts';
import { createMemorySecretBox } from '../credentials/memorySecretBox.ts';
import type { SecretBox } from '../ports.ts';
import { takeLock } from '../exclusiveLock.ts';
import { userFolders } from '../web/folders.ts';
import { keyFilePath, openSecretBox } from '../web/secretBox.ts';
import type { Flags } from './flags.ts';

export interface Profile {
  readonly dataDir: string;
  /** `null`: nothing is logged to a file. */
  readonly logDir: string | null;
  readonly secretBox: SecretBox;
  /** Lets go of the lock; a demo's folder is deleted. */
  close(): void;
}

export interface ProfileProblem {
  readonly problem: 'data-dir-in-use' | 'data-dir-unusable';
  readonly path: string;
}

type Variables = Readonly<Record<string, string | undefined>>;

/** Errors: another run uses the folder; the folder cannot be used. */
export function openProfile(flags: Flags, environment: Variables): Result<Profile, ProfileProblem> {
  const folders = userFolders(process.platform, environment);
  const path = resolve(flags.dataDir ?? (flags.demo ? tmpdir() : folders.data));
  try {
    if (flags.demo) return ok(openDemoProfile(path));
    mkdirSync(path, { recursive: true, mode: 0o700 });
    const lock = takeLock(join(path, 'instance.lock'));
    if (!lock) return err({ problem: 'data-dir-in-use', path });
    return ok({
      dataDir: path,
      logDir: join(path, 'logs'),
      secretBox: openSecretBox(keyFilePath(folders.config, path)),
      close: () => lock.release(),
    });
  } catch {
    return err({ problem: 'data-dir-unusable', path });
  }
}

/** A folder of its own inside `parent`: what was there before is never deleted. */
function openDemoProfile(parent: string): Profile {
  mkdirSync(parent, { recursive: true });
  const dataDir = mkdtempSync(join(parent, 'visit-desk-demo-'));
  return {
    dataDir,
    logDir: null,
    secretBox: createMemorySecretBox(),
    close: () => rmSync(dataDir, { recursive: true, force: true }),
  };
}
