/** The certificate of the patient's page, read from the files that the settings name. */
import { basename } from 'node:path';
import { appError, type AppError, type ErrorCode } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { readPair, type CertificatePair, type FileFault, type PairFiles } from '../certificateFiles.ts';
import { causeOf } from '../log/cause.ts';

const codes: Readonly<Record<FileFault['fault'], ErrorCode>> = {
  missing: 'page-file-missing',
  unreadable: 'page-file-unreadable',
  certificate: 'page-certificate-unreadable',
  key: 'page-key-unreadable',
  'key-other': 'page-key-other',
  pfx: 'page-pfx-unreadable',
  'pfx-old': 'page-pfx-old',
  'passphrase-needed': 'page-passphrase-needed',
  'passphrase-wrong': 'page-passphrase-wrong',
};

/** What is asked only of files that are locked. Errors: rejects with `SecretUnavailable`. */
export type AskPassphrase = () => Promise<string | undefined>;

export interface PageCertificate {
  readonly pair: CertificatePair;
  /** With which it was opened; `undefined`: it is not locked. */
  readonly passphrase: string | undefined;
}

/**
 * `null`: none is wanted. Half of the pair is a mistake and never means http. Errors: `page-*` and
 * `certificate-file-unusable`, with the `name` of the file, without its folder; `secret-unavailable`.
 */
export async function readPageCertificate(
  files: PairFiles,
  ask: AskPassphrase,
): Promise<Result<PageCertificate | null, AppError>> {
  const { certificateFile, keyFile, pfxFile = '' } = files;
  if (certificateFile === '' && keyFile === '' && pfxFile === '') return ok(null);
  if (pfxFile !== '' && (certificateFile !== '' || keyFile !== '')) return err(appError('page-files-both'));
  if (pfxFile === '' && (certificateFile === '' || keyFile === '')) return err(half(files));
  const plain = readPair(files);
  if (plain.ok) return ok({ pair: plain.value, passphrase: undefined });
  if (plain.error.fault !== 'passphrase-needed') return err(errorOf(plain.error));
  const passphrase = await ask().catch((error: unknown) => ({ cause: causeOf(error) }));
  if (typeof passphrase === 'object') return err(appError('secret-unavailable'));
  const pair = readPair(files, passphrase);
  return pair.ok ? ok({ pair: pair.value, passphrase }) : err(errorOf(pair.error));
}

const half = ({ certificateFile, keyFile }: PairFiles): AppError =>
  appError('certificate-file-unusable', { name: basename(certificateFile || keyFile) });

const errorOf = ({ fault, file }: FileFault): AppError => appError(codes[fault], { name: basename(file) });
