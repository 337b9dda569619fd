/** Why a proxy did not make the connection, with where it is; never with what was shown to it. */
import { appError, type AppError, type ErrorCode } from '../../shared/errors.ts';
import { authorityOf, type ProxyHop } from './hop.ts';

export type ProxyErrorCode = Extract<ErrorCode, `proxy-${string}`>;

/** Thrown through the connecting layer; `trueconf/failures.ts` finds it again. It has no cause: nothing is tried twice. */
export class ProxyFailure extends Error {
  readonly appError: AppError;
  constructor(error: AppError) {
    super(error.code);
    this.appError = error;
  }
}

/** Details: `proxy` as `host:port`, and `status` (HTTP, or the reply of SOCKS) where the proxy gave one. */
export function proxyFailure(hop: ProxyHop, code: ProxyErrorCode, status?: number): ProxyFailure {
  const details = { proxy: authorityOf(hop), ...(status !== undefined && { status }) };
  return new ProxyFailure(appError(code, details));
}

/** The proxy is not there or silent, so that another one may be tried; what it refuses, another need not allow. */
export function isDead({ appError: { code } }: ProxyFailure): boolean {
  return deadCodes.has(code);
}

const deadCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'proxy-not-found',
  'proxy-unreachable',
  'proxy-timeout',
  'proxy-lost',
]);
