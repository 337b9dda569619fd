/** A certificate and its key as files that may be exchanged while the service runs. */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { err, ok, type Result } from '../../../shared/result.ts';
import { causeOf } from '../../log/cause.ts';
import type { Clock, Log } from '../../ports.ts';

/** PEM. */
export interface CertificatePair {
  readonly cert: Buffer;
  readonly key: Buffer;
  /** Epoch ms: the certificate's last moment. */
  readonly validTo: number;
}

export interface PairFiles {
  readonly certificateFile: string;
  readonly keyFile: string;
}

/** Errors: the path of the file that cannot be used. */
export function readPair({ certificateFile, keyFile }: PairFiles): Result<CertificatePair, string> {
  const cert = read(certificateFile);
  if (!cert) return err(certificateFile);
  const key = read(keyFile);
  if (!key) return err(keyFile);
  try {
    createSecureContext({ cert, key });
    const certificate = new X509Certificate(cert);
    if (!certificate.checkPrivateKey(createPrivateKey(key))) return err(keyFile);
    return ok({ cert, key, validTo: Date.parse(certificate.validTo) });
  } catch {
    return err(certificateFile);
  }
}

function read(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

export interface PairWatch {
  /** Looks now instead of at the next turn. */
  look(): void;
  stop(): void;
}

export interface PairWatchOptions {
  readonly files: PairFiles;
  readonly clock: Clock;
  readonly log: Log;
  readonly onChange: (pair: CertificatePair) => void;
}

const lookEveryMs = 30_000;

/**
 * Tells of each new pair that can be used. While the files do not belong together (one of the two is being written)
 * the former pair stays, and they are looked at again.
 */
export function watchPair({ files, clock, log, onChange }: PairWatchOptions): PairWatch {
  let seen = stampOf(files);
  let told = '';
  let stopTimer = (): void => undefined;

  function look(): void {
    const stamp = stampOf(files);
    if (stamp === seen) return;
    const pair = readPair(files);
    if (!pair.ok) {
      if (told !== stamp) log.warn('tls.certificate-unusable');
      told = stamp;
      return;
    }
    seen = stamp;
    log.info('tls.certificate-renewed', { validTo: new Date(pair.value.validTo).toISOString() });
    onChange(pair.value);
  }
  const later = (): void => {
    stopTimer = clock.after(lookEveryMs, () => {
      later();
      look();
    });
  };
  later();
  return { look, stop: () => stopTimer() };
}

/** What changes when a file is exchanged, also through a link (as certbot does). */
const stampOf = ({ certificateFile, keyFile }: PairFiles): string =>
  [certificateFile, keyFile].map(stampOfFile).join(' ');

/** Never throws: a folder that may not be entered any more is a change like any other. */
function stampOfFile(path: string): string {
  try {
    const { dev, ino, size, mtimeMs } = statSync(path);
    return `${dev}:${ino}:${size}:${mtimeMs}`;
  } catch (error) {
    return causeOf(error);
  }
}
