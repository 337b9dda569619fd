/** One request to the server: sent, bounded, read and judged as far as HTTP goes. */
import type { Dispatcher as Undici } from 'undici';
import { appError, type AppError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { pinApplies } from '../security/certificates.ts';
import type { Log } from '../ports.ts';
import { createDispatcher, type ServerTarget } from './dispatcher.ts';
import { brokeBeforeAnswer, failureOf } from './failures.ts';
import { placeOf, type Place } from './place.ts';
import type { CallOptions } from './types.ts';

export interface HttpCall extends CallOptions {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** The path with `{gaps}`, for the log. */
  readonly route: string;
  /** Fill the gaps of the route; encoded here. */
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>>;
  /** Sent as a header: a query would end up in logs (trueconf-api.md §2). */
  readonly token?: string;
}

export interface HttpAnswer {
  readonly status: number;
  /** Parsed JSON; `undefined` when the body is empty, or a refusal that is neither JSON nor HTML. */
  readonly body: unknown;
}

export interface Http {
  readonly place: Place;
  /**
   * Errors: every fault of the way (`failures.ts`), `redirected`, `server-error`, `not-trueconf`, `bad-answer`,
   * `answer-too-large`, `too-many-requests`. Other statuses are answers; the caller knows what they mean.
   */
  send(call: HttpCall): Promise<Result<HttpAnswer, AppError>>;
  /** How far our clock is ahead of the server's, by its last answer; `null`: it has not said. Whole seconds. */
  clockAheadMs(): number | null;
  close(): Promise<void>;
}

export function createHttp(target: ServerTarget, log: Log): Http {
  const dispatcher = createDispatcher(target);
  const place = placeOf(target.origin);
  const pin = pinApplies(target.pin, place.host, place.port) ? target.pin : null;
  const deadline = (call: HttpCall) => {
    const limit = AbortSignal.timeout(target.limits.totalMs);
    return call.signal ? AbortSignal.any([call.signal, limit]) : limit;
  };

  let aheadMs: number | null = null;

  async function exchange(call: HttpCall): Promise<Result<HttpAnswer, AppError>> {
    const signal = deadline(call);
    const request = { ...buildRequest(call), signal };
    const start = () => dispatcher.pool(call.lane ?? 'interactive').request(request);
    try {
      const response = await start().catch((thrown: unknown) => {
        // Only a GET: a POST may have been carried out before its connection broke.
        if (call.method !== 'GET' || signal.aborted || !brokeBeforeAnswer(thrown)) throw thrown;
        return start();
      });
      const { date } = response.headers;
      const itsTime = typeof date === 'string' ? Date.parse(date) : Number.NaN;
      if (!Number.isNaN(itsTime)) aheadMs = target.now() - itsTime;
      const text = await response.body.text();
      return judge(response.statusCode, text, place);
    } catch (thrown) {
      return err(failureOf(thrown, place, pin, target.now()));
    }
  }

  return {
    place,
    async send(call) {
      const startedAt = target.now();
      const result = await exchange(call);
      const fields = { method: call.method, route: call.route, ms: target.now() - startedAt };
      if (result.ok) log.debug('trueconf.call', { ...fields, status: result.value.status });
      else log.warn('trueconf.call', { ...fields, code: result.error.code });
      return result;
    },
    clockAheadMs: () => aheadMs,
    close: () => dispatcher.close(),
  };
}

function buildRequest(call: HttpCall): Undici.RequestOptions {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (call.token !== undefined) headers['authorization'] = `Bearer ${call.token}`;
  const options = { method: call.method, path: pathOf(call), headers };
  if (call.json !== undefined) {
    headers['content-type'] = 'application/json';
    return { ...options, body: JSON.stringify(call.json) };
  }
  if (call.form) {
    headers['content-type'] = 'application/x-www-form-urlencoded';
    return { ...options, body: encodePairs(call.form) };
  }
  return options;
}

function pathOf({ route, params = {}, query }: HttpCall): string {
  const path = route.replace(/\{(\w+)\}/g, (_gap, name: string) => encode(params[name] ?? ''));
  return query ? `${path}?${encodePairs(query)}` : path;
}

function encodePairs(pairs: Readonly<Record<string, string>>): string {
  return Object.entries(pairs)
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join('&');
}

/** Half of a surrogate pair would make encodeURIComponent throw. */
function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

function judge(status: number, text: string, place: Place): Result<HttpAnswer, AppError> {
  const details = { host: place.host, port: place.port, status };
  if (status >= 300 && status < 400) return err(appError('redirected', details));
  if (status >= 500) return err(appError('server-error', details));
  if (status === 429) return err(appError('too-many-requests', details));
  const trimmed = text.replace(/^\ufeff/, '').trim();
  if (trimmed === '') return ok({ status, body: undefined });
  try {
    const body: unknown = JSON.parse(trimmed);
    return ok({ status, body });
  } catch {
    if (trimmed.startsWith('<')) return err(appError('not-trueconf', details));
    return status < 300 ? err(appError('bad-answer', details)) : ok({ status, body: undefined });
  }
}
