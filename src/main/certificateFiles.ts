/** A certificate and its key as files that may be exchanged while a listener runs: the patient's page, the service's staff. */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { err, ok, type Result } from '../shared/result.ts';
import { causeOf } from './log/cause.ts';
import type { Clock, Log } from './ports.ts';

/** PEM; the chain may follow the certificate. */
export interface KeyPair {
  readonly cert: string | Buffer;
  readonly key: string | Buffer;
}

export interface CertificatePair extends KeyPair {
  /** Epoch ms: the certificate's last moment. */
  readonly validTo: number;
  /** Of the files before they were read: another one means that they were exchanged. */
  readonly stamp: string;
}

export interface PairFiles {
  readonly certificateFile: string;
  readonly keyFile: string;
}

/** What of a pair keeps a server from speaking TLS with it; `undefined`: nothing. */
export function faultOf({ cert, key }: KeyPair): 'certificate' | 'key' | undefined {
  try {
    createSecureContext({ cert, key });
    return new X509Certificate(cert).checkPrivateKey(createPrivateKey(key)) ? undefined : 'key';
  } catch {
    return 'certificate';
  }
}

/** Errors: the path of the file that cannot be used. */
export function readPair(files: PairFiles): Result<CertificatePair, string> {
  const { certificateFile, keyFile } = files;
  const stamp = stampOf(files);
  const cert = read(certificateFile);
  if (!cert) return err(certificateFile);
  const key = read(keyFile);
  if (!key) return err(keyFile);
  const fault = faultOf({ cert, key });
  if (fault) return err(fault === 'key' ? keyFile : certificateFile);
  return ok({ cert, key, stamp, validTo: Date.parse(new X509Certificate(cert).validTo) });
}

function read(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

export interface RenewalOptions {
  readonly files: PairFiles;
  /** With which the listener was opened. */
  readonly used: CertificatePair;
  /** Whose certificate it is, in the log. */
  readonly listener: 'page' | 'staff';
  readonly log: Log;
  readonly onChange: (pair: CertificatePair) => void;
}

/**
 * Gives what looks at the files, and tells of each new pair that can be used. While the files do not belong together (one
 * of the two is being written) the former pair stays, and they are looked at again.
 */
export function createRenewal({ files, used, listener, log, onChange }: RenewalOptions): () => void {
  let seen = used.stamp;
  let told = '';
  return () => {
    const stamp = stampOf(files);
    if (stamp === seen) return;
    const pair = readPair(files);
    if (!pair.ok) {
      if (told !== stamp) log.warn('tls.certificate-unusable', { listener });
      told = stamp;
      return;
    }
    seen = pair.value.stamp;
    log.info('tls.certificate-renewed', { listener, validTo: new Date(pair.value.validTo).toISOString() });
    onChange(pair.value);
  };
}

export interface PairWatch {
  /** Looks now instead of at the next turn. */
  look(): void;
  stop(): void;
}

const lookEveryMs = 30_000;

/** A renewal that looks by itself. */
export function watchPair({ clock, ...options }: RenewalOptions & { readonly clock: Clock }): PairWatch {
  const look = createRenewal(options);
  let stopTimer = (): void => undefined;
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
