/** How the client of the server's interface looks at certificates: what `serverTrust.ts` has read, for undici and `tls`. */
import tls from 'node:tls';
import { appError, type AppError } from '../../shared/errors.ts';
import type { Pin } from '../../shared/settings.ts';
import { decideTrust, describeCertificate, pinApplies } from '../security/certificates.ts';
import { placeOf } from './place.ts';
import { systemRoots } from './systemRoots.ts';

export interface TlsTarget {
  /** `https://host[:port]`; http on loopback only (`serverAddress.ts`). */
  readonly origin: string;
  readonly pin: Pin | null;
  /** PEM of the CA file's authorities (`serverTrust.ts`). */
  readonly authorities?: readonly string[] | undefined;
  /** Epoch ms. */
  readonly now: () => number;
  /** PEM of the authorities that count in any case; the system's by default. */
  readonly roots?: () => readonly string[];
}

export type TlsOptions = Pick<
  tls.ConnectionOptions,
  'ca' | 'secureContext' | 'allowPartialTrustChain' | 'checkServerIdentity' | 'rejectUnauthorized'
>;

/** Said each time: `NODE_TLS_REJECT_UNAUTHORIZED=0`, with which the sample runs, would accept whatever comes. */
const verified = { rejectUnauthorized: true } as const;

/** Thrown through the TLS layer when the certificate is not the trusted one; `failures.ts` finds it again. */
export class CertificateRefused extends Error {
  readonly appError: AppError;
  constructor(error: AppError) {
    super(error.code);
    this.appError = error;
  }
}

/**
 * The system's authorities and those of the CA file. An authority of the file counts by itself: where it is one in the
 * middle, the clinic need not have the root above it.
 */
export function authorityOptions(
  authorities: readonly string[],
  roots: () => readonly string[] = systemRoots,
): { readonly ca: string[]; readonly allowPartialTrustChain: boolean } {
  return { ca: [...roots(), ...authorities], allowPartialTrustChain: authorities.length > 0 };
}

/** Lazy, because reading the system's authorities takes time that the start does not have. Without TLS: nothing. */
export function tlsOptions(target: TlsTarget): () => TlsOptions {
  if (!target.origin.startsWith('https:')) return () => ({});
  const { host, port } = placeOf(target.origin);
  const { pin } = target;
  if (!pinApplies(pin, host, port)) {
    const contextOf = () => tls.createSecureContext(authorityOptions(target.authorities ?? [], target.roots));
    let context: tls.SecureContext | undefined;
    return () => ({ ...verified, secureContext: (context ??= contextOf()) });
  }
  return () => ({
    ...verified,
    // `rejectUnauthorized: false` would never ask checkServerIdentity (measured); so the certificate is its own root.
    ca: [pin.pem],
    // The trusted one may be the leaf of a private authority.
    allowPartialTrustChain: true,
    checkServerIdentity: (_name, peer) => {
      const certificate = describeCertificate(peer.raw);
      const decision = decideTrust({
        host,
        port,
        certificate,
        systemVerdict: 'untrusted',
        pin,
        now: target.now(),
      });
      return decision.accept ? undefined : new CertificateRefused(appError(decision.code, { host }));
    },
  });
}
