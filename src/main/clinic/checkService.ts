/** Whether an address leads to a clinic's service, tried the way that a desk takes: name, TLS, proxy and socket at once. */
import WebSocket from 'ws';
import { closeCodes, meaningOfClose, serviceOpening } from '../../shared/deskLine/service.ts';
import { appError, type AppError } from '../../shared/errors.ts';
import { err, type Result } from '../../shared/result.ts';
import { parseServerAddress } from '../../shared/serverAddress.ts';
import type { Clock } from '../ports.ts';
import { failureOf } from '../trueconf/failures.ts';
import { placeOf, type Place } from '../trueconf/place.ts';
import { trustFor, type Roots } from './tls.ts';

export interface CheckParts {
  readonly clock: Clock;
  /** PEM of the trusted authorities; the system's by default. */
  readonly roots?: Roots;
  readonly timeoutMs?: number;
}

const usualTimeoutMs = 10_000;

/**
 * `address`: as typed. The origin of the service, which has answered as one. Errors: `invalid-input`,
 * `not-the-service`, `service-other-name`, `service-away`, and every fault of the way.
 */
export async function checkService(address: string, parts: CheckParts): Promise<Result<string, AppError>> {
  const origin = parseServerAddress(address);
  if (!origin.ok) return err(appError('invalid-input', { field: 'service.address' }));
  const failure = await knock(origin.value, placeOf(origin.value), parts);
  return failure ? err(failure) : origin;
}

/** A node that stops, or whose store is away. */
const awayCodes: ReadonlySet<number> = new Set([closeCodes.goingAway, closeCodes.tryLater]);

/** Nobody is signed in here, and only a service says so. */
function knock(
  origin: string,
  place: Place,
  { clock, roots, timeoutMs = usualTimeoutMs }: CheckParts,
): Promise<AppError | undefined> {
  const { promise, resolve } = Promise.withResolvers<AppError | undefined>();
  const details = { host: place.host };
  const { url } = serviceOpening({ origin, version: '', desk: '' });
  const socket = new WebSocket(url, {
    ...trustFor(origin, roots),
    headers: { origin },
    perMessageDeflate: false,
    maxPayload: 1_024,
  });
  const cancel = clock.after(timeoutMs, () => resolve(appError('timeout', { ...place })));
  socket.on('error', (error) => resolve(failureAt(error, place, clock.now())));
  socket.on('unexpected-response', (request, { statusCode }) => {
    request.destroy();
    resolve(appError(codeOfStatus(statusCode), details));
  });
  socket.on('close', (code) => {
    if (meaningOfClose(code) === 'signed-out') resolve(undefined);
    else resolve(appError(awayCodes.has(code) ? 'service-away' : 'not-the-service', details));
  });
  return promise.finally(() => {
    cancel();
    socket.terminate();
  });
}

/** Of the service that has no place, or was asked too often, and of a proxy that does not reach it. */
const awayStatuses: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/** As the service's socket refuses (`service/staff/socket.ts`); whatever else answers is something else. */
function codeOfStatus(status: number | undefined): 'service-other-name' | 'service-away' | 'not-the-service' {
  if (status === 403) return 'service-other-name';
  return awayStatuses.has(status ?? 0) ? 'service-away' : 'not-the-service';
}

/** What breaks off after TCP and TLS stand does not speak WebSocket. */
function failureAt(error: Error, place: Place, now: number): AppError {
  const failure = failureOf(error, place, null, now);
  const isHttp = 'code' in error && typeof error.code === 'string' && error.code.startsWith('HPE_');
  return isHttp || (failure.code === 'connection-lost' && !('code' in error))
    ? appError('not-the-service', { host: place.host })
    : failure;
}
