/** The certificate of the patient's page, read from the files that the settings name. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { appError, type AppError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Settings } from '../../shared/settings.ts';

export interface PageCertificate {
  /** PEM; the chain may follow the certificate. */
  readonly cert: Buffer;
  readonly key: Buffer;
}

type Files = Pick<Settings['join'], 'certificateFile' | 'keyFile'>;

/**
 * `null`: none is wanted. Half of the pair is a mistake and never means http.
 * Errors: `certificate-file-unusable` with the `name` of the file, without its folder.
 */
export async function readPageCertificate(files: Files): Promise<Result<PageCertificate | null, AppError>> {
  const { certificateFile, keyFile } = files;
  if (certificateFile === '' && keyFile === '') return ok(null);
  if (certificateFile === '' || keyFile === '') return err(unusable(certificateFile || keyFile));
  const cert = await readFile(certificateFile).catch(() => undefined);
  if (!cert) return err(unusable(certificateFile));
  const key = await readFile(keyFile).catch(() => undefined);
  return key ? ok({ cert, key }) : err(unusable(keyFile));
}

/** Also for a pair that can be read and not used. */
export const unusable = (file: string): AppError =>
  appError('certificate-file-unusable', { name: basename(file) });
