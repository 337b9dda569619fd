/** The end of a session at the service, asked for by this desk. */
import { Agent, request } from 'undici';
import { trustFor, type Roots } from './tls.ts';

export interface SignOutParts {
  /** Of the service. */
  readonly origin: string;
  /** The `Cookie` header of the session. */
  readonly cookie: string;
  readonly roots?: Roots;
}

const timeoutMs = 10_000;

/** Whether the service has ended it. Errors: rejects when it cannot be reached. */
export async function signOut({ origin, cookie, roots }: SignOutParts): Promise<boolean> {
  const dispatcher = new Agent({ connect: { timeout: timeoutMs, ...trustFor(origin, roots) } });
  try {
    const { statusCode, body } = await request(`${origin}/sign-out`, {
      method: 'POST',
      headers: { cookie, origin, accept: 'application/json' },
      signal: AbortSignal.timeout(timeoutMs),
      dispatcher,
    });
    await body.dump();
    return statusCode === 200;
  } finally {
    await dispatcher.destroy();
  }
}
