/**
 * Which generation of the interface the server speaks. v3.11 is assumed until the server says that it has no such
 * address, so that nothing is asked ahead of a click; then it is looked at without a token, once for all who wait.
 */
import { appError, type AppError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Log } from '../ports.ts';
import type { Dialect } from './dialect.ts';
import { olderApis, olderSign, v3 } from './dialectV3.ts';
import { v4 } from './dialectV4.ts';
import type { Http } from './http.ts';

type Chosen = Result<Dialect, AppError>;

export interface Generation {
  /** What calls are made in now. */
  current(): Dialect;
  /**
   * After the server had no such `route` in `dialect`: what to go on with, which may be the same. Errors:
   * `server-too-old` with the newest `version` of the interface that it has, and every fault of the way.
   */
  reconsider(dialect: Dialect, route: string): Promise<Chosen>;
  /** Looks now. Errors: as above, and `api-missing` where nothing is spoken that is known. */
  look(): Promise<Chosen>;
}

/** v3.11 where both work (§0.1). */
const preferred: readonly Dialect[] = [v3, v4];
/** A server that spoke nothing known is not asked a dozen questions at each poll. */
const restMs = 30_000;

export function createGeneration(http: Http, log: Log, now: () => number): Generation {
  let current = v3;
  let flight: Promise<Chosen> | undefined;
  let failed: { readonly error: AppError; readonly until: number } | undefined;
  /** Addresses that this server lacks although it speaks the dialect. */
  const absent = new Set<string>();

  async function search(without: Dialect | undefined): Promise<Chosen> {
    for (const dialect of preferred) {
      if (dialect === without) continue;
      const there = await answers(http, dialect.sign);
      if (!there.ok) return there;
      if (there.value) return ok(dialect);
    }
    const old = await newestOlder(http);
    if (!old.ok) return old;
    const error =
      old.value === undefined
        ? appError('api-missing', { ...http.place, status: 404 })
        : appError('server-too-old', { ...http.place, version: old.value });
    failed = { error, until: now() + restMs };
    return err(error);
  }

  function take(chosen: Chosen): Chosen {
    if (!chosen.ok || chosen.value === current) return chosen;
    log.info('trueconf.api', { api: chosen.value.name, before: current.name });
    current = chosen.value;
    return chosen;
  }

  const fly = (without?: Dialect) => {
    flight ??= search(without)
      .then(take)
      .finally(() => (flight = undefined));
    return flight;
  };

  return {
    current: () => current,
    look: () => fly(),
    async reconsider(dialect, route) {
      if (dialect !== current || absent.has(route)) return ok(current);
      if (failed && now() < failed.until) return unknown(failed.error, current);
      const vital = route === dialect.tokenRoute || route === dialect.routes.list;
      const chosen = await fly(vital ? dialect : undefined);
      if (!chosen.ok) return unknown(chosen.error, current);
      if (chosen.value === dialect) absent.add(route);
      return chosen;
    },
  };
}

/** Where nothing is known to be spoken, the call's own answer says more. */
function unknown(error: AppError, current: Dialect): Chosen {
  return error.code === 'api-missing' ? ok(current) : err(error);
}

/** Whether the address is there. What comes without a token does not matter. Errors: every fault of the way. */
async function answers(http: Http, sign: Dialect['sign']): Promise<Result<boolean, AppError>> {
  const answer = await http.send({ method: 'GET', ...sign });
  if (answer.ok) return ok(answer.value.status !== 404);
  // Some servers show a page for what they do not have.
  const page = ['not-trueconf', 'bad-answer', 'redirected'].includes(answer.error.code);
  return page ? ok(false) : answer;
}

async function newestOlder(http: Http): Promise<Result<string | undefined, AppError>> {
  for (const api of olderApis) {
    const there = await answers(http, olderSign(api));
    if (!there.ok) return there;
    if (there.value) return ok(api);
  }
  return ok(undefined);
}
