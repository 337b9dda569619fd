/**
 * One decision about certificates for both TLS stacks: the client of the server's interface (undici) and, on the
 * desktop, the page of the call (Chromium). The system's certificates decide, unless one certificate was trusted
 * for exactly this host and port.
 */
import { createHash, X509Certificate } from 'node:crypto';
import type { ErrorCode } from '../../shared/errors.ts';
import type { Pin } from '../../shared/settings.ts';

/** What the system's certificates say of a certificate for the host that showed it. */
export const systemVerdicts = ['trusted', 'self-signed', 'untrusted', 'expired', 'other-host'] as const;
export type SystemVerdict = (typeof systemVerdicts)[number];

export type CertificateErrorCode = Extract<ErrorCode, `certificate-${string}`>;

/** The certificate that a server showed. */
export interface SeenCertificate {
  /** SHA-256 of the DER, lower-case hex without colons. */
  readonly sha256: string;
  /** Epoch ms. */
  readonly validFrom: number;
  /** Epoch ms. */
  readonly validTo: number;
  readonly subject: string;
  readonly issuer: string;
  /** Names and addresses that it was made for. */
  readonly hosts: readonly string[];
}

export interface TrustQuestion {
  readonly host: string;
  readonly port: number;
  readonly certificate: Pick<SeenCertificate, 'sha256' | 'validFrom' | 'validTo'>;
  readonly systemVerdict: SystemVerdict;
  readonly pin: Pin | null;
  /** Epoch ms. */
  readonly now: number;
}

export type TrustDecision =
  | { readonly accept: true; readonly by: 'system' | 'pin' }
  | { readonly accept: false; readonly code: CertificateErrorCode };

const verdictCodes: Readonly<Record<Exclude<SystemVerdict, 'trusted'>, CertificateErrorCode>> = {
  'self-signed': 'certificate-self-signed',
  untrusted: 'certificate-untrusted',
  expired: 'certificate-expired',
  'other-host': 'certificate-other-host',
};

/** Whether a trusted certificate is meant for this host and port; host names without case and trailing dot. */
export function pinApplies(pin: Pin | null, host: string, port: number): pin is Pin {
  return pin !== null && normalHost(pin.host) === normalHost(host) && pin.port === port;
}

/**
 * Accepts or names why not. A trusted certificate stands for itself: whoever issued it and whatever name it bears;
 * but no other certificate passes on that host and port, not even one the system trusts, and its dates still count.
 */
export function decideTrust(question: TrustQuestion): TrustDecision {
  const { certificate, pin, now, systemVerdict } = question;
  if (pinApplies(pin, question.host, question.port)) {
    if (certificate.sha256 !== pin.sha256) return { accept: false, code: 'certificate-changed' };
    if (!isCurrent(certificate, now)) return { accept: false, code: 'certificate-expired' };
    return { accept: true, by: 'pin' };
  }
  if (systemVerdict === 'trusted') return { accept: true, by: 'system' };
  return { accept: false, code: verdictCodes[systemVerdict] };
}

/** Whether `now` (epoch ms) lies within the dates of the certificate. */
export function isCurrent(certificate: Pick<SeenCertificate, 'validFrom' | 'validTo'>, now: number): boolean {
  return certificate.validFrom <= now && now <= certificate.validTo;
}

/**
 * The one fingerprint of this program: Node gives hex with colons and Electron `sha256/<base64>`, so it is always
 * taken from the DER. Errors: throws when `pemOrDer` is not a certificate.
 */
export function describeCertificate(pemOrDer: string | Buffer): SeenCertificate & { readonly pem: string } {
  const certificate = new X509Certificate(pemOrDer);
  return {
    sha256: createHash('sha256').update(certificate.raw).digest('hex'),
    validFrom: Date.parse(certificate.validFrom),
    validTo: Date.parse(certificate.validTo),
    subject: oneLine(certificate.subject),
    issuer: oneLine(certificate.issuer),
    hosts: hostsOf(certificate),
    pem: certificate.toString(),
  };
}

/**
 * Node's code of a failed verification, as the system's verdict; `undefined` when it is not about the certificate.
 * Source: https://nodejs.org/api/tls.html#x509-certificate-error-codes
 */
export function verdictOfTlsError(code: string): Exclude<SystemVerdict, 'trusted'> | undefined {
  return tlsErrorVerdicts.get(code);
}

const tlsErrorVerdicts: ReadonlyMap<string, Exclude<SystemVerdict, 'trusted'>> = new Map([
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'self-signed'],
  ['CERT_HAS_EXPIRED', 'expired'],
  ['CERT_NOT_YET_VALID', 'expired'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'other-host'],
  ['HOSTNAME_MISMATCH', 'other-host'],
  ...(
    [
      'SELF_SIGNED_CERT_IN_CHAIN',
      'UNABLE_TO_GET_ISSUER_CERT',
      'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      'UNABLE_TO_DECRYPT_CERT_SIGNATURE',
      'UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY',
      'CERT_SIGNATURE_FAILURE',
      'CERT_CHAIN_TOO_LONG',
      'CERT_REVOKED',
      'CERT_UNTRUSTED',
      'CERT_REJECTED',
      'INVALID_CA',
      'INVALID_PURPOSE',
      'PATH_LENGTH_EXCEEDED',
    ] as const
  ).map((code) => [code, 'untrusted'] as const),
]);

function normalHost(host: string): string {
  return host
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
}

/** Node writes one attribute per line; people read `CN=…, O=…`. */
function oneLine(name: string | undefined): string {
  return (name ?? '').split('\n').join(', ').slice(0, 500);
}

function hostsOf(certificate: X509Certificate): readonly string[] {
  const names = certificate.subjectAltName ?? '';
  return names
    .split(', ')
    .map((entry) => /^(?:DNS|IP Address):(.+)$/.exec(entry)?.[1])
    .filter((name) => name !== undefined);
}
