/** The certificate decision for the page of the call, where Chromium asks and names no port. */
import type { Pin } from '../../shared/settings.ts';
import { decideTrust, describeCertificate } from './certificates.ts';
import { conferencePlace } from './navigation.ts';

export interface GuestCertificateQuestion {
  /** Host that Chromium connects to. */
  readonly host: string;
  /** The certificate that it showed. */
  readonly pem: string;
  /** Whether Chromium itself accepts it. */
  readonly systemTrusts: boolean;
  /** Address of the call; its port is the one that a trusted certificate is compared with. */
  readonly callUrl: string | null;
  readonly pin: Pin | null;
  /** Epoch ms. */
  readonly now: number;
}

/** Port of https unless the address names one. */
const defaultPort = 443;

function portOf(url: string): number {
  const port = URL.parse(url)?.port ?? '';
  return port === '' ? defaultPort : Number(port);
}

/** A host that is not the call's gets Chromium's own verdict: no pin applies there. */
export function mayGuestTrust(question: GuestCertificateQuestion): boolean {
  const { callUrl, host, systemTrusts, now } = question;
  const isCall =
    callUrl !== null && conferencePlace(callUrl) !== null && URL.parse(callUrl)?.hostname === host;
  const pin = isCall ? question.pin : null;
  const port = isCall ? portOf(callUrl) : defaultPort;
  try {
    const certificate = describeCertificate(question.pem);
    const systemVerdict = systemTrusts ? 'trusted' : 'untrusted';
    return decideTrust({ host, port, certificate, systemVerdict, pin, now }).accept;
  } catch {
    // Not a certificate that can be read: nothing to trust.
    return false;
  }
}
