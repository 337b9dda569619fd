/**
 * A certificate and its key as files that may be exchanged while a listener runs: the patient's page, the service's staff.
 * PEM files, or one PFX; a key or PFX that is locked is opened with a passphrase, which is never said again.
 */
import type { X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { err, ok, type Result } from '../shared/result.ts';
import { every } from './every.ts';
import { causeOf } from './log/cause.ts';
import type { Clock, Log } from './ports.ts';
import { openPem, openPfx, type KeyPair, type PairFault } from './keyMaterial.ts';

export { faultOf, materialOf, type KeyPair } from './keyMaterial.ts';

export type CertificatePair = KeyPair & {
  /** Epoch ms: the certificate's last moment. */
  readonly validTo: number;
  /** Of the files before they were read: another one means that they were exchanged. */
  readonly stamp: string;
};

export interface PairFiles {
  readonly certificateFile: string;
  readonly keyFile: string;
  /** Instead of both. */
  readonly pfxFile?: string | undefined;
}

/** What keeps the files from being used, and the path of the one at fault. */
export interface FileFault {
  readonly fault: 'missing' | 'unreadable' | PairFault;
  readonly file: string;
}

/** `passphrase`: of the key or the PFX; `undefined`: none is known. */
export function readPair(files: PairFiles, passphrase?: string): Result<CertificatePair, FileFault> {
  const { certificateFile, keyFile, pfxFile = '' } = files;
  const stamp = stampOf(files);
  if (pfxFile !== '') {
    const pfx = read(pfxFile);
    return pfx.ok ? usable(openPfx(pfx.value, passphrase), stamp, () => pfxFile) : pfx;
  }
  const cert = read(certificateFile);
  if (!cert.ok) return cert;
  const key = read(keyFile);
  if (!key.ok) return key;
  const opened = openPem({ cert: cert.value, key: key.value }, passphrase);
  return usable(opened, stamp, (fault) => (fault === 'certificate' ? certificateFile : keyFile));
}

function usable(
  opened: ReturnType<typeof openPem>,
  stamp: string,
  fileOf: (fault: PairFault) => string,
): Result<CertificatePair, FileFault> {
  if (!opened.ok) return err({ fault: opened.error, file: fileOf(opened.error) });
  const { pair, certificate } = opened.value;
  return ok({ ...pair, stamp, validTo: lastMoment(certificate) });
}

const lastMoment = ({ validTo }: X509Certificate): number => Date.parse(validTo);

/** More than any certificate, key or PFX has. */
const mostBytes = 2_000_000;

function read(path: string): Result<Buffer, FileFault> {
  try {
    const facts = statSync(path);
    // A device or a pipe may never end, and the whole program would wait for it.
    if (!facts.isFile() || facts.size > mostBytes) return err({ fault: 'unreadable', file: path });
    return ok(readFileSync(path));
  } catch (error) {
    const isMissing = ['ENOENT', 'ENOTDIR'].includes(causeOf(error));
    return err({ fault: isMissing ? 'missing' : 'unreadable', file: path });
  }
}

export interface RenewalOptions {
  readonly files: PairFiles;
  /** With which the listener was opened. */
  readonly used: CertificatePair;
  /** Whose certificate it is, in the log. */
  readonly listener: 'page' | 'staff';
  readonly log: Log;
  /** Of the key or the PFX, as it is known at that moment. */
  readonly passphrase?: () => string | undefined;
  readonly onChange: (pair: CertificatePair) => void;
}

/**
 * Gives what looks at the files, and tells of each new pair that can be used. While the files do not belong together (one
 * of the two is being written) the former pair stays, and they are looked at again.
 */
export function createRenewal({
  files,
  used,
  listener,
  log,
  passphrase,
  onChange,
}: RenewalOptions): () => void {
  let seen = used.stamp;
  let told = '';
  return () => {
    const stamp = stampOf(files);
    if (stamp === seen) return;
    const pair = readPair(files, passphrase?.());
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
  return { look, stop: every(clock, lookEveryMs, look) };
}

/** What changes when a file is exchanged, also through a link (as certbot does). */
const stampOf = ({ certificateFile, keyFile, pfxFile = '' }: PairFiles): string =>
  [certificateFile, keyFile, pfxFile].map(stampOfFile).join(' ');

/** Never throws: a folder that may not be entered any more is a change like any other. */
function stampOfFile(path: string): string {
  try {
    const { dev, ino, size, mtimeMs } = statSync(path);
    return `${dev}:${ino}:${size}:${mtimeMs}`;
  } catch (error) {
    return causeOf(error);
  }
}
