/**
 * Which certificates count for the TrueConf server, as the settings say: read here once for both TLS stacks, the client of
 * the server's interface (undici) and, on the desktop, the page of the call (Chromium).
 */
import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { appError, type AppError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { pinOf, type Pin, type Settings } from '../../shared/settings.ts';
import { causeOf } from '../log/cause.ts';
import { readAuthorities, type AuthorityProblem } from '../security/authorities.ts';

export type TrustSettings = Pick<Settings['server'], 'trust' | 'caFile' | 'pin'>;

export interface ServerTrust {
  /** The one certificate that is trusted; `null`: authorities decide. */
  readonly pin: Pin | null;
  /** PEM of the CA file's authorities; they count beside the system's. Empty without such a file. */
  readonly authorities: readonly string[];
}

const mostBytes = 2_000_000;

/**
 * Errors: `ca-file-none`, `ca-file-missing`, `ca-file-unreadable`, `ca-file-not-pem`, `ca-file-not-authority`,
 * `ca-file-expired`; with the `name` of the file without its folder, and the `subject` of the certificate at fault.
 */
export function readTrust(server: TrustSettings, now: number): Result<ServerTrust, AppError> {
  if (server.trust !== 'ca-file') return ok({ pin: pinOf(server), authorities: [] });
  const authorities = readCaFile(server.caFile, now);
  return authorities.ok ? ok({ pin: null, authorities: authorities.value }) : authorities;
}

/** PEM of each authority. Errors: like `readTrust`. */
export function readCaFile(path: string, now: number): Result<readonly string[], AppError> {
  if (path === '') return err(appError('ca-file-none'));
  const name = basename(path);
  let text: string;
  try {
    const facts = statSync(path);
    // A device or a pipe may never end, and the whole program would wait for it.
    if (!facts.isFile()) return err(appError('ca-file-unreadable', { name }));
    if (facts.size > mostBytes) return err(appError('ca-file-not-pem', { name }));
    text = readFileSync(path, 'latin1');
  } catch (error) {
    const isMissing = ['ENOENT', 'ENOTDIR'].includes(causeOf(error));
    return err(appError(isMissing ? 'ca-file-missing' : 'ca-file-unreadable', { name }));
  }
  const read = readAuthorities(text, now);
  return read.ok ? read : err(problemOf(read.error, name));
}

function problemOf(problem: AuthorityProblem, name: string): AppError {
  if (problem.problem === 'not-pem') return appError('ca-file-not-pem', { name });
  return appError(`ca-file-${problem.problem}`, { name, subject: problem.name });
}

/** Changes when the file behind these settings is exchanged; the settings themselves are compared by who keeps them. */
export function trustStamp({ trust, caFile }: TrustSettings): string {
  if (trust !== 'ca-file') return '';
  try {
    const { dev, ino, size, mtimeMs } = statSync(caFile);
    return `${dev}:${ino}:${size}:${mtimeMs}`;
  } catch (error) {
    return causeOf(error);
  }
}
