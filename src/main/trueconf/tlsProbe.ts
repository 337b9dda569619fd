/** Looks at the certificate that an address shows, without trusting it: for the person who decides whether to. */
import { X509Certificate } from 'node:crypto';
import net from 'node:net';
import tls from 'node:tls';
import { appError, type AppError } from '../../shared/errors.ts';
import type { CertificateView } from '../../shared/ipc/contract.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { parseServerAddress } from '../../shared/serverAddress.ts';
import { manyAddresses } from '../proxy/tunnel.ts';
import type { Way } from '../proxy/way.ts';
import {
  describeCertificate,
  isCurrent,
  verdictOfTlsError,
  type SystemVerdict,
} from '../security/certificates.ts';
import { hasIssued } from '../security/chain.ts';
import { defaultLimits } from './dispatcher.ts';
import { failureOf } from './failures.ts';
import { placeOf, type Place } from './place.ts';
import { systemRoots } from './systemRoots.ts';
import { authorityOptions } from './tlsOptions.ts';

export interface LookOptions {
  /** Epoch ms. */
  readonly now: () => number;
  /** Until the handshake is done. */
  readonly timeoutMs?: number;
  /** PEM of the trusted authorities; the system's by default. */
  readonly roots?: () => readonly string[];
  /** PEM of the CA file's authorities, beside `roots` (`serverTrust.ts`). */
  readonly authorities?: readonly string[];
  /** Proxies on the way; straight by default. */
  readonly way?: Way | undefined;
}

/**
 * `address`: as typed (`serverAddress.ts`). Nothing is sent but the handshake. Errors: `invalid-input`,
 * `tls-failed` for an http address, and every fault of the way.
 */
export async function lookAtCertificate(
  address: string,
  options: LookOptions,
): Promise<Result<CertificateView, AppError>> {
  const origin = parseServerAddress(address);
  if (!origin.ok) return err(appError('invalid-input', { field: 'server.address' }));
  const place = placeOf(origin.value);
  if (!origin.value.startsWith('https:')) return err(appError('tls-failed', { ...place }));
  const seen = await reachAndShake(place, options);
  if (!seen.ok) return seen;
  const { der, systemVerdict } = seen.value;
  const { hosts: _hosts, ...certificate } = describeCertificate(der);
  // What is out of date stays so, whoever issued it: trusting this one would not help.
  const verdict = isCurrent(certificate, options.now()) ? systemVerdict : 'expired';
  return ok({ ...place, ...certificate, verdict });
}

interface Handshake {
  readonly der: Buffer;
  /** What stands above it, nearest first, as far as the server sent it. */
  readonly above: readonly X509Certificate[];
  readonly systemVerdict: SystemVerdict;
}

/** Last moments, epoch ms. */
export interface SeenEnds {
  readonly server: number;
  /** Of whatever of the CA file, or between it and the server's, ends first; `undefined`: no authority of the file is above. */
  readonly authority: number | undefined;
}

/** `origin`: an https address. Nothing is sent but the handshake. Errors: every fault of the way. */
export async function lookAtEnds(origin: string, options: LookOptions): Promise<Result<SeenEnds, AppError>> {
  const seen = await reachAndShake(placeOf(origin), options);
  if (!seen.ok) return seen;
  const { der, above } = seen.value;
  const leaf = new X509Certificate(der);
  const chain = [leaf, ...above];
  const authorities = (options.authorities ?? []).map((pem) => new X509Certificate(pem));
  const under = chain.findIndex((one) => authorities.some((authority) => hasIssued(authority, one)));
  const authority = authorities.find((one) => chain[under] && hasIssued(one, chain[under]));
  const deciding = authority && [...chain.slice(1, under + 1), authority].map(lastMoment);
  return ok({ server: lastMoment(leaf), authority: deciding && Math.min(...deciding) });
}

const lastMoment = ({ validTo }: X509Certificate): number => Date.parse(validTo);

/** Through the proxies on the way, if any. */
async function reachAndShake(place: Place, options: LookOptions): Promise<Result<Handshake, AppError>> {
  const { roots = systemRoots, authorities = [], way, now } = options;
  const timeoutMs = options.timeoutMs ?? defaultLimits.connectMs;
  try {
    const tunnel = await way?.open(place, { timeoutMs, roots: () => [...roots(), ...authorities] });
    return await shakeHands(place, options, tunnel?.socket);
  } catch (thrown) {
    return err(failureOf(thrown, place, null, now()));
  }
}

function shakeHands(
  { host, port }: Place,
  options: LookOptions,
  tunnel?: net.Socket,
): Promise<Result<Handshake, AppError>> {
  const { promise, resolve } = Promise.withResolvers<Result<Handshake, AppError>>();
  const socket = tls.connect({
    host,
    port,
    ...(tunnel ? { socket: tunnel } : manyAddresses),
    ...(net.isIP(host) === 0 && { servername: host }),
    ALPNProtocols: ['http/1.1'],
    ...authorityOptions(options.authorities ?? [], options.roots),
    // Only to look: the verdict is read from the socket and nothing is sent.
    rejectUnauthorized: false,
  });
  const fail = (thrown: unknown) => {
    resolve(err(failureOf(thrown, { host, port }, null, options.now())));
    socket.destroy();
  };
  socket.setTimeout(options.timeoutMs ?? defaultLimits.connectMs, () =>
    fail(Object.assign(new Error('no handshake'), { code: 'ETIMEDOUT' })),
  );
  socket.once('error', fail);
  socket.once('close', () => fail(new Error('closed')));
  socket.once('secureConnect', () => {
    const peer = socket.getPeerX509Certificate();
    if (peer) resolve(ok({ der: peer.raw, above: issuersOf(peer), systemVerdict: verdictOf(socket) }));
    socket.destroy();
  });
  return promise;
}

/** More than any chain has: a root may be named as its own issuer. */
const mostAbove = 8;

function issuersOf(certificate: X509Certificate): readonly X509Certificate[] {
  const found: X509Certificate[] = [];
  let next = certificate.issuerCertificate;
  while (next && found.length < mostAbove) {
    found.push(next);
    next = next.issuerCertificate;
  }
  return found;
}

/** Node gives the code of the failed check, which its types call an Error. */
function verdictOf(socket: tls.TLSSocket): SystemVerdict {
  if (socket.authorized) return 'trusted';
  const problem: unknown = socket.authorizationError;
  const code = problem instanceof Error && 'code' in problem ? String(problem.code) : String(problem);
  return verdictOfTlsError(code) ?? 'untrusted';
}
