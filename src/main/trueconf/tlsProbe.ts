/** Looks at the certificate that an address shows, without trusting it: for the person who decides whether to. */
import net from 'node:net';
import tls from 'node:tls';
import { appError, type AppError } from '../../shared/errors.ts';
import type { CertificateView } from '../../shared/ipc/contract.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { parseServerAddress } from '../../shared/serverAddress.ts';
import {
  describeCertificate,
  isCurrent,
  verdictOfTlsError,
  type SystemVerdict,
} from '../security/certificates.ts';
import { defaultLimits } from './dispatcher.ts';
import { failureOf } from './failures.ts';
import { placeOf, type Place } from './place.ts';
import { systemRoots } from './systemRoots.ts';

export interface LookOptions {
  /** Epoch ms. */
  readonly now: () => number;
  /** Until the handshake is done. */
  readonly timeoutMs?: number;
  /** PEM of the trusted authorities; the system's by default. */
  readonly roots?: () => readonly string[];
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
  const seen = await shakeHands(place, options);
  if (!seen.ok) return seen;
  const { der, systemVerdict } = seen.value;
  const { hosts: _hosts, ...certificate } = describeCertificate(der);
  // What is out of date stays so, whoever issued it: trusting this one would not help.
  const verdict = isCurrent(certificate, options.now()) ? systemVerdict : 'expired';
  return ok({ ...place, ...certificate, verdict });
}

interface Handshake {
  readonly der: Buffer;
  readonly systemVerdict: SystemVerdict;
}

function shakeHands({ host, port }: Place, options: LookOptions): Promise<Result<Handshake, AppError>> {
  const { promise, resolve } = Promise.withResolvers<Result<Handshake, AppError>>();
  const socket = tls.connect({
    host,
    port,
    ...(net.isIP(host) === 0 && { servername: host }),
    ALPNProtocols: ['http/1.1'],
    ca: [...(options.roots ?? systemRoots)()],
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
    const der = socket.getPeerX509Certificate()?.raw;
    if (der) resolve(ok({ der, systemVerdict: verdictOf(socket) }));
    socket.destroy();
  });
  return promise;
}

/** Node gives the code of the failed check, which its types call an Error. */
function verdictOf(socket: tls.TLSSocket): SystemVerdict {
  if (socket.authorized) return 'trusted';
  const problem: unknown = socket.authorizationError;
  const code = problem instanceof Error && 'code' in problem ? String(problem.code) : String(problem);
  return verdictOfTlsError(code) ?? 'untrusted';
}
