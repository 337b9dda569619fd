/** Waiting for a PostgreSQL that is not there yet. */
import { causeOf } from '../../log/cause.ts';
import type { Clock } from '../../ports.ts';
import { retryMs } from './session.ts';

const awayCodes: ReadonlySet<string> = new Set([
  // Node: nobody listens, the network or the name service does not answer.
  ...['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EPIPE', 'EHOSTUNREACH', 'ENETUNREACH', 'EAI_AGAIN'],
  // Node: a name or a socket that is not there yet, as while containers start.
  ...['ENOTFOUND', 'ENOENT'],
  // PostgreSQL: stopping, crashed, starting; too many connections; a statement that took too long.
  ...['57P01', '57P02', '57P03', '53300', '57014'],
  // PostgreSQL: takes no changes, such as a standby before it takes over.
  '25006',
]);

/** Whether it may go well later. A library's own words for a connection that went or never came have no code. */
export function isAway(error: unknown): boolean {
  const cause = failureOf(error);
  // Class 08 is "connection exception".
  return cause === 'no-answer' || awayCodes.has(cause) || /^08\w{3}$/.test(cause);
}

/** SQLSTATE, Node's code, or `no-answer`: what may be logged and said. */
export function failureOf(error: unknown): string {
  const cause = causeOf(error);
  return error instanceof Error && cause === 'Error' && /timeout|terminated/i.test(error.message)
    ? 'no-answer'
    : cause;
}

/** Longer with each attempt. Resolves at once when it is aborted. */
export async function pause(attempt: number, clock: Clock, signal?: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const cancel = clock.after(Math.min(retryMs.first * 2 ** attempt, retryMs.longest), done);
    function done(): void {
      cancel();
      signal?.removeEventListener('abort', done);
      resolve();
    }
    signal?.addEventListener('abort', done);
    if (signal?.aborted) done();
  });
}
