/** How fit a certificate is for the patient's page: what phones will say of it, before they do. */
import { duplexPair } from 'node:stream';
import { connect, createSecureContext, rootCertificates, TLSSocket } from 'node:tls';
import type { X509Certificate } from 'node:crypto';
import { endLevel } from '../../shared/certificateEnd.ts';
import type { PageProblem } from '../../shared/ipc/trust.ts';
import { materialOf, type KeyPair } from '../certificateFiles.ts';
import { isFor } from '../security/chain.ts';
import { verdictOfTlsError } from '../security/certificates.ts';

export interface PageCheckInput {
  /** Usable. */
  readonly pair: KeyPair;
  /** Name or address under which patients open the page; `null`: it is not known. */
  readonly host: string | null;
  /** Epoch ms. */
  readonly now: number;
  /** PEM of the authorities that this computer knows. */
  readonly known: () => readonly string[];
  /** PEM of the authorities that phones know; those of Mozilla by default. */
  readonly publicRoots?: readonly string[];
}

export interface PageFinding {
  readonly certificate: X509Certificate;
  readonly problems: readonly { readonly problem: PageProblem; readonly host?: string }[];
}

/** Errors: rejects when no TLS can be spoken with the pair. */
export async function checkPageCertificate(input: PageCheckInput): Promise<PageFinding> {
  const { pair, host, now, publicRoots = rootCertificates } = input;
  const { certificate, code } = await shake(pair, publicRoots);
  const problems: PageFinding['problems'][number][] = [];
  const { from, to } = { from: Date.parse(certificate.validFrom), to: Date.parse(certificate.validTo) };
  if (to < now) problems.push({ problem: 'expired' });
  else if (from > now) problems.push({ problem: 'not-yet-valid' });
  if (host !== null && !isFor(certificate, host)) problems.push({ problem: 'other-name', host });
  const chain = code === null ? undefined : await chainProblem(input, certificate, code);
  if (chain) problems.push({ problem: chain });
  if (to >= now && endLevel(to, now) !== null) problems.push({ problem: 'ends-soon' });
  return { certificate, problems };
}

/** Codes: https://nodejs.org/api/tls.html#x509-certificate-error-codes. Dates are compared with our own clock. */
async function chainProblem(
  { pair, known }: PageCheckInput,
  certificate: X509Certificate,
  code: string,
): Promise<PageProblem | undefined> {
  // Asked of itself: where it is out of date as well, that is what TLS says.
  if (certificate.checkIssued(certificate) && certificate.verify(certificate.publicKey)) return 'self-signed';
  if (verdictOfTlsError(code) === 'expired') return undefined;
  if (code === 'SELF_SIGNED_CERT_IN_CHAIN') return 'private-authority';
  // Where the issuer is missing, this computer may know it: then it is the clinic's own.
  const { code: here } = await shake(pair, known());
  return here === null ? 'private-authority' : 'chain-incomplete';
}

interface Shaken {
  readonly certificate: X509Certificate;
  /** Of the failed verification; `null`: it is trusted. */
  readonly code: string | null;
}

/** A handshake in memory, in which the pair is the server: the chain is looked at as a phone would see it. */
async function shake(pair: KeyPair, roots: readonly string[]): Promise<Shaken> {
  const [here, there] = duplexPair();
  const secureContext = createSecureContext(materialOf(pair));
  const server = new TLSSocket(here, { isServer: true, secureContext });
  const { promise, resolve, reject } = Promise.withResolvers<Shaken>();
  const client = connect({
    socket: there,
    ca: [...roots],
    // Only the chain is asked for here, and nothing is sent.
    rejectUnauthorized: false,
    checkServerIdentity: () => undefined,
  });
  client.once('secureConnect', () => {
    const certificate = client.getPeerX509Certificate();
    if (certificate) resolve({ certificate, code: codeOf(client) });
    else reject(new Error('no certificate'));
  });
  for (const socket of [client, server]) socket.once('error', reject);
  try {
    return await promise;
  } finally {
    for (const socket of [client, server]) {
      socket.on('error', () => undefined);
      socket.destroy();
    }
  }
}

/** Node gives the code of the failed check, which its types call an Error. */
function codeOf({ authorized, authorizationError }: TLSSocket): string | null {
  if (authorized) return null;
  const problem: unknown = authorizationError;
  return problem instanceof Error && 'code' in problem ? String(problem.code) : String(problem);
}
