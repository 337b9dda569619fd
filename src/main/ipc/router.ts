/**
 * One way in for everything that the doctor's UI asks: parse, run, parse the output, put it in an envelope. The output
 * is parsed too, as the last guard against a secret leaking. Who may ask is decided by the shell before.
 */
import type { z } from 'zod';
import { appError, type AppError } from '../../shared/errors.ts';
import { requestChannels, type EventChannel, type RequestChannel } from '../../shared/ipc/channels.ts';
import type { lifeRequests } from '../../shared/ipc/life.ts';
import { errorSchema, type Envelope, type ErrorView, type EventPayload } from '../../shared/ipc/contract.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { causeOf } from '../log/cause.ts';
import type { Log, Random } from '../ports.ts';
import type { Caller } from './caller.ts';

export interface Router {
  /** Whatever comes in, an envelope comes out: it never rejects. */
  dispatch(channel: string, input: unknown, caller: Caller): Promise<Envelope<unknown>>;
}

/** What the core tells the doctor's UI unasked. */
export type AppEvent = {
  readonly [C in EventChannel]: { readonly channel: C; readonly payload: EventPayload<C> };
}[EventChannel];

/** A handler between its two schemas. */
export type Route = (raw: unknown, caller: Caller) => Promise<Result<unknown, AppError>>;
export type Routes = Readonly<Record<RequestChannel, Route>>;
/** The desktop's own: neither the core nor the service has them. */
export type ClinicChannel = Extract<RequestChannel, `clinic:${string}`>;
export type ShellChannel = Extract<RequestChannel, `shell:${string}`>;
/** Those of them that are about how the desk starts, what the system lets it use, and newer versions. */
export type LifeChannel = keyof typeof lifeRequests;
/** Those of them that are about the call and its window. */
export type CallWindowChannel = Extract<RequestChannel, 'shell:layout' | 'shell:shareScreen'>;

class OutputRefused extends Error {
  override readonly name = 'OutputRefused';
}

/** Ties a handler to the schemas of its channel. */
export function route<I, O>(
  contract: { readonly input: z.ZodType<I>; readonly output: z.ZodType<O> },
  handler: (input: I, caller: Caller) => Promise<Result<O, AppError>>,
): Route {
  return async (raw, caller) => {
    const input = contract.input.safeParse(raw);
    if (!input.success) return err(appError('bad-request'));
    const result = await handler(input.data, caller);
    if (!result.ok) return result;
    const output = contract.output.safeParse(result.value);
    if (!output.success) throw new OutputRefused();
    return ok(output.data);
  };
}

interface RouterDependencies {
  /** A channel that is left out answers `unknown-channel`. */
  readonly routes: Partial<Routes>;
  readonly random: Random;
  readonly log: Log;
}

export function createRouter({ routes, random, log }: RouterDependencies): Router {
  function refuse(channel: string, error: AppError, cause?: unknown): { ok: false; error: ErrorView } {
    const correlationId = random.bytes(5).toString('hex');
    log.warn('ipc.refused', {
      channel,
      code: error.code,
      correlationId,
      ...(cause !== undefined && { cause: causeOf(cause) }),
    });
    const view = errorSchema.safeParse({ ...error, correlationId });
    return { ok: false, error: view.success ? view.data : { ...appError('internal'), correlationId } };
  }

  return {
    async dispatch(channel, input, caller) {
      const known = requestChannels.find((name) => name === channel);
      const handle = known && routes[known];
      if (!handle) return refuse(known ?? 'unknown', appError('unknown-channel'));
      try {
        const result = await handle(input, caller);
        return result.ok ? result : refuse(known, result.error);
      } catch (error) {
        return refuse(known, appError('internal'), error);
      }
    },
  };
}
