/** The certificate of the patient's page, read from the files that the settings name. */
import { basename } from 'node:path';
import { appError, type AppError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { readPair, type CertificatePair, type PairFiles } from '../certificateFiles.ts';

/**
 * `null`: none is wanted. Half of the pair is a mistake and never means http.
 * Errors: `certificate-file-unusable` with the `name` of the file, without its folder.
 */
export function readPageCertificate(files: PairFiles): Result<CertificatePair | null, AppError> {
  const { certificateFile, keyFile } = files;
  if (certificateFile === '' && keyFile === '') return ok(null);
  if (certificateFile === '' || keyFile === '') return err(unusable(certificateFile || keyFile));
  const pair = readPair(files);
  return pair.ok ? pair : err(unusable(pair.error));
}

const unusable = (file: string): AppError => appError('certificate-file-unusable', { name: basename(file) });
