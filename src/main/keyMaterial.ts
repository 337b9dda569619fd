/** What a server speaks TLS with, opened and tried: a certificate with its key in PEM form, or a PFX (PKCS #12). */
import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { Duplex } from 'node:stream';
import { createSecureContext, TLSSocket } from 'node:tls';
import { err, ok, type Result } from '../shared/result.ts';

/** PEM, and the chain may follow the certificate; or a PFX with what opens it. */
export type KeyPair =
  | { readonly cert: string | Buffer; readonly key: string | Buffer }
  | { readonly pfx: Buffer; readonly passphrase?: string };

/** pfx-old: encrypted in a way that TLS libraries do not open any more. key-other: it fits another certificate. */
export type PairFault =
  'certificate' | 'key' | 'key-other' | 'pfx' | 'pfx-old' | 'passphrase-needed' | 'passphrase-wrong';

export interface Opened {
  readonly pair: KeyPair;
  /** The server's own. */
  readonly certificate: X509Certificate;
}

/** Nothing but what TLS needs: for options and for the exchange of a certificate. */
export const materialOf = (pair: KeyPair): KeyPair =>
  'pfx' in pair
    ? { pfx: pair.pfx, ...(pair.passphrase !== undefined && { passphrase: pair.passphrase }) }
    : { cert: pair.cert, key: pair.key };

interface PemPair {
  readonly cert: Buffer | string;
  readonly key: Buffer | string;
}

/** The key is given without its lock, so that no passphrase has to be kept beside it. */
export function openPem({ cert, key }: PemPair, passphrase?: string): Result<Opened, PairFault> {
  const certificate = certificateOf(cert);
  if (!certificate) return err('certificate');
  const opened = openKey(key, passphrase);
  if (!opened.ok) return opened;
  if (!certificate.checkPrivateKey(opened.value)) return err('key-other');
  const plain = isLocked(key) ? opened.value.export({ type: 'pkcs8', format: 'pem' }) : key;
  const pair = { cert, key: plain };
  // The chain behind the certificate is read here for the first time.
  return contextFault(pair) === undefined ? ok({ pair, certificate }) : err('certificate');
}

function certificateOf(cert: Buffer | string): X509Certificate | undefined {
  try {
    return new X509Certificate(cert);
  } catch {
    return undefined;
  }
}

/** Of both forms of PEM. */
const isLocked = (key: Buffer | string): boolean => key.toString('latin1').includes('ENCRYPTED');

function openKey(key: Buffer | string, passphrase: string | undefined): Result<KeyObject, PairFault> {
  const locked = isLocked(key);
  // Without it OpenSSL would ask at a terminal.
  if (locked && passphrase === undefined) return err('passphrase-needed');
  try {
    return ok(createPrivateKey(locked ? { key, passphrase } : key));
  } catch {
    return err(locked ? 'passphrase-wrong' : 'key');
  }
}

/** A PFX stays as it is: Node gives out no key of it. */
export function openPfx(pfx: Buffer, passphrase?: string): Result<Opened, PairFault> {
  const pair = { pfx, ...(passphrase !== undefined && { passphrase }) };
  const failed = contextFault(pair);
  if (failed !== undefined) return err(pfxFault(failed, passphrase));
  const certificate = ownCertificate(pair);
  return certificate ? ok({ pair, certificate }) : err('pfx');
}

/** The texts are those of the TLS library, OpenSSL in Node and BoringSSL in Electron; its codes say less. */
function pfxFault(text: string, passphrase: string | undefined): PairFault {
  if (/mac verify|password/i.test(text))
    return passphrase === undefined ? 'passphrase-needed' : 'passphrase-wrong';
  return /unsupported/i.test(text) ? 'pfx-old' : 'pfx';
}

/** Why no server can be made of it; `undefined`: one can. */
function contextFault(pair: KeyPair): string | undefined {
  try {
    createSecureContext(pair);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
}

/** Of a server that is connected to nothing. */
function ownCertificate(pair: KeyPair): X509Certificate | undefined {
  const nowhere = new Duplex({ read: () => undefined, write: (_chunk, _encoding, done) => done() });
  const socket = new TLSSocket(nowhere, { isServer: true, secureContext: createSecureContext(pair) });
  try {
    return socket.getX509Certificate();
  } finally {
    socket.destroy();
  }
}

/** What of a pair keeps a server from speaking TLS with it; `undefined`: nothing. */
export function faultOf(pair: KeyPair): PairFault | undefined {
  const opened = 'pfx' in pair ? openPfx(pair.pfx, pair.passphrase) : openPem(pair);
  return opened.ok ? undefined : opened.error;
}
