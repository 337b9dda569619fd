/** Reads a secret from a file, if nobody but the service could have read or written it. */
import { closeSync, fstatSync, mkdirSync, openSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { err, ok, type Result } from '../../shared/result.ts';
import { codeOf } from './files.ts';
import type { ServiceProblem } from './flags.ts';

const maxBytes = 8_192;
/** Windows has no modes: the folder's access list decides there (docs/service.md). */
const hasModes = process.platform !== 'win32';

type Read = Result<string | undefined, ServiceProblem>;
const refuse = (problem: ServiceProblem['problem'], path: string) =>
  err<ServiceProblem>({ problem, values: { path } });

/**
 * `undefined`: there is no such file. The rights are those of the opened file, so that nobody can exchange it between
 * the look and the reading. Errors: `secret-open`, `secret-foreign`, `secret-unreadable`.
 * @param checked `false`: the folder is kept by systemd, which gives rights by access list.
 */
export function readSecretFile(folder: string, name: string, checked: boolean): Read {
  const path = join(folder, name);
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? ok(undefined) : refuse('secret-unreadable', path);
  }
  try {
    const { mode, uid, size } = fstatSync(file);
    if (size > maxBytes) return refuse('secret-unreadable', path);
    if (checked && hasModes) {
      if (uid !== process.getuid?.()) return refuse('secret-foreign', path);
      if ((mode & 0o077) !== 0) return refuse('secret-open', path);
    }
    return ok(readFileSync(file, 'utf8').replace(/\r?\n$/, ''));
  } catch {
    return refuse('secret-unreadable', path);
  } finally {
    closeSync(file);
  }
}

/** Makes the folder if it is not there. Errors: `secrets-dir-open`, `secrets-dir-unusable`. */
export function prepareSecretsDir(path: string): Result<void, ServiceProblem> {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    const state = statSync(path);
    if (!state.isDirectory()) return refuse('secrets-dir-unusable', path);
    return hasModes && (state.mode & 0o022) !== 0 ? refuse('secrets-dir-open', path) : ok(undefined);
  } catch {
    return refuse('secrets-dir-unusable', path);
  }
}
