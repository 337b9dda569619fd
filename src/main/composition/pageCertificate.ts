/** The certificate of the patient's page, read from the files that the settings name. */
import { createHash, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { appError, type AppError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Settings } from '../../shared/settings.ts';
import type { JoinServer } from '../join/server.ts';
import type { Log } from '../ports.ts';

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

export interface Renewal {
  /** What the listener was opened with. */
  start(certificate: PageCertificate | null): void;
  /** Takes the files' new content without ending a connection; while it cannot be used the former stays. */
  look(files: Files): Promise<void>;
  /** The last moment (epoch ms) of the one in use; `undefined`: none is. */
  validTo(): number | undefined;
}

export function createRenewal(server: Pick<JoinServer, 'useCertificate'>, log: Log): Renewal {
  let used = '';
  let validTo: number | undefined;
  let refused = '';
  return {
    start(certificate) {
      used = textOf(certificate);
      validTo = endOf(certificate);
      refused = '';
    },
    async look(files) {
      const read = await readPageCertificate(files);
      if (!read.ok || !read.value) return;
      const text = textOf(read.value);
      if (text === used || text === refused) return;
      const taken = server.useCertificate(read.value);
      if (taken) {
        used = text;
        validTo = endOf(read.value);
      } else refused = text;
      log.info('join.certificate', { outcome: taken ? 'renewed' : 'unusable' });
    },
    validTo: () => validTo,
  };
}

const endOf = (certificate: PageCertificate | null): number | undefined =>
  certificate ? Date.parse(new X509Certificate(certificate.cert).validTo) : undefined;

const textOf = (certificate: PageCertificate | null): string =>
  certificate ? createHash('sha256').update(certificate.cert).update(certificate.key).digest('base64') : '';
