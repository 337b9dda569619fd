/** The certificate decision for the page of the call, where Chromium asks and names no port. */
import { X509Certificate } from 'node:crypto';
import type { Pin } from '../../shared/settings.ts';
import { decideTrust, describeCertificate } from './certificates.ts';
import { chainTo, type ChainDates } from './chain.ts';
import { conferencePlace } from './navigation.ts';

/** What the settings say of the server (`trueconf/serverTrust.ts`). */
export interface GuestTrust {
  readonly pin: Pin | null;
  /** PEM of the CA file's authorities, of which Chromium knows nothing. */
  readonly authorities: readonly string[];
}

export interface GuestCertificateQuestion {
  /** Host that Chromium connects to. */
  readonly host: string;
  /** The certificate that it showed. */
  readonly pem: string;
  /** PEM of what the server sent beside it. */
  readonly sent?: readonly string[];
  /** Whether Chromium itself accepts it. */
  readonly systemTrusts: boolean;
  /** Address of the call; its port is the one that a trusted certificate is compared with. */
  readonly callUrl: string | null;
  readonly trust: GuestTrust;
  /** Epoch ms. */
  readonly now: number;
}

export type GuestCertificates = (question: GuestCertificateQuestion) => boolean;

/** Port of https unless the address names one. */
const defaultPort = 443;
/** A page asks for a handful of certificates. */
const mostKept = 50;

function portOf(url: string): number {
  const port = URL.parse(url)?.port ?? '';
  return port === '' ? defaultPort : Number(port);
}

/**
 * Decides about each certificate that the page shows. What an authority's signature said is kept by certificates, host and
 * authorities, because Chromium takes a slow answer for a refusal; the dates are compared each time.
 */
export function createGuestCertificates(): GuestCertificates {
  const kept = new Map<string, ChainDates | undefined>();
  return (question) => {
    const { sha256 } = describeOrNull(question.pem) ?? { sha256: '' };
    const known = (): ChainDates | undefined => {
      const key = JSON.stringify([sha256, question.sent, question.host, question.trust.authorities]);
      if (!kept.has(key)) {
        if (kept.size >= mostKept) kept.clear();
        kept.set(key, chainOf(question));
      }
      return kept.get(key);
    };
    return mayGuestTrust(question, known);
  };
}

/** A host that is not the call's gets Chromium's own verdict: neither the pin nor the CA file counts there. */
export function mayGuestTrust(
  question: GuestCertificateQuestion,
  chain: () => ChainDates | undefined = () => chainOf(question),
): boolean {
  const { callUrl, host, systemTrusts, trust, now } = question;
  const certificate = describeOrNull(question.pem);
  // Not a certificate that can be read: nothing to trust.
  if (!certificate) return false;
  const isCall =
    callUrl !== null && conferencePlace(callUrl) !== null && URL.parse(callUrl)?.hostname === host;
  const pin = isCall ? trust.pin : null;
  const port = isCall ? portOf(callUrl) : defaultPort;
  const isOurs = (): boolean => {
    const dates = isCall && pin === null && trust.authorities.length > 0 ? chain() : undefined;
    return dates !== undefined && dates.validFrom <= now && now <= dates.validTo;
  };
  const systemVerdict = systemTrusts || isOurs() ? 'trusted' : 'untrusted';
  return decideTrust({ host, port, certificate, systemVerdict, pin, now }).accept;
}

function chainOf({ pem, sent = [], host, trust }: GuestCertificateQuestion): ChainDates | undefined {
  try {
    return chainTo({
      leaf: new X509Certificate(pem),
      sent: sent.map((each) => new X509Certificate(each)),
      authorities: trust.authorities.map((each) => new X509Certificate(each)),
      host: host.replace(/^\[|\]$/g, ''),
    });
  } catch {
    // One of what the server sent cannot be read.
    return undefined;
  }
}

function describeOrNull(pem: string): ReturnType<typeof describeCertificate> | null {
  try {
    return describeCertificate(pem);
  } catch {
    return null;
  }
}
