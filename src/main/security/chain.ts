/**
 * Whether a certificate leads to one of the authorities of a CA file, for the page of the call: Chromium knows nothing of
 * that file, and its answer must come at once. Pure. Not checked: revocation, constraints of names and of path lengths;
 * the authorities were chosen for this one host.
 */
import type { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';

export interface ChainQuestion {
  readonly leaf: X509Certificate;
  /** What the server sent beside it, in any order. */
  readonly sent: readonly X509Certificate[];
  readonly authorities: readonly X509Certificate[];
  /** Host name or address that was connected to; without brackets. */
  readonly host: string;
}

/** Within which moments (epoch ms) every certificate of the chain is valid. */
export interface ChainDates {
  readonly validFrom: number;
  readonly validTo: number;
}

const serverAuthentication = '1.3.6.1.5.5.7.3.1';
/** More than any clinic has; and an end for certificates that name each other as issuers. */
const mostSteps = 8;

/** `undefined`: it leads to none of them, or is not for this host or not for servers. The dates are the caller's to compare. */
export function chainTo({ leaf, sent, authorities, host }: ChainQuestion): ChainDates | undefined {
  if (!isForServers(leaf) || !isFor(leaf, host)) return undefined;
  const climb = (from: X509Certificate, steps: number): ChainDates | undefined => {
    const anchor = authorities.find((issuer) => hasIssued(issuer, from));
    if (anchor) return within(datesOf(from), datesOf(anchor));
    if (steps === 0) return undefined;
    for (const issuer of sent) {
      const above = hasIssued(issuer, from) ? climb(issuer, steps - 1) : undefined;
      if (above) return within(datesOf(from), above);
    }
    return undefined;
  };
  return climb(leaf, mostSteps);
}

/** Node's own rule for its TLS clients: an address needs an entry of its own. */
export const isFor = (certificate: X509Certificate, host: string): boolean =>
  (isIP(host) === 0 ? certificate.checkHost(host) : certificate.checkIP(host)) !== undefined;

/** Purposes that are named must have that of a server among them. */
function isForServers({ keyUsage }: { readonly keyUsage: readonly string[] | undefined }): boolean {
  return keyUsage === undefined || keyUsage.includes(serverAuthentication);
}

/** By name, by permission and by signature. */
export function hasIssued(issuer: X509Certificate, certificate: X509Certificate): boolean {
  return issuer.ca && certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
}

const datesOf = (certificate: X509Certificate): ChainDates => ({
  validFrom: Date.parse(certificate.validFrom),
  validTo: Date.parse(certificate.validTo),
});

const within = (one: ChainDates, other: ChainDates): ChainDates => ({
  validFrom: Math.max(one.validFrom, other.validFrom),
  validTo: Math.min(one.validTo, other.validTo),
});
