/** The web shell: the core's router and events behind a guarded loopback server. */
import { appError, type AppError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { AppEvent, Router } from '../ipc/router.ts';
import { listenFault } from '../listening.ts';
import type { Clock, Random } from '../ports.ts';
import { createAdmittance, originOf } from './guard.ts';
import { createWebServer, portOf } from './server.ts';
import { serveSocket } from './socket.ts';

export interface WebShellParts {
  readonly router: Router;
  readonly onEvent: (listener: (event: AppEvent) => void) => () => void;
  /** Origin that may be framed now; `''`: none. */
  readonly frameOrigin: () => string;
  readonly rendererDir: string;
  /** How long the one-time token may be exchanged. */
  readonly tokenLifeMs: number;
  /** TCP port; 0: any free one. */
  readonly port: number;
  readonly clock: Clock;
  readonly random: Random;
}

export interface WebShell {
  readonly origin: string;
  /** Opens the desk once; holds the one-time token. */
  readonly url: string;
  close(): Promise<void>;
}

/** Errors: `port-taken`, `port-not-allowed`. */
export async function openWebShell(parts: WebShellParts): Promise<Result<WebShell, AppError>> {
  const { router, onEvent, port, clock, random } = parts;
  const admittance = createAdmittance(clock, random, parts.tokenLifeMs);
  const server = createWebServer({ ...parts, admittance });
  const closeSockets = serveSocket(server.server, {
    port: () => portOf(server),
    admittance,
    router,
    onEvent,
  });
  try {
    await server.listen({ host: '127.0.0.1', port });
  } catch (error) {
    closeSockets();
    await server.close();
    const fault = listenFault(error);
    if (fault === 'host-gone') throw error;
    return err(appError(fault, { port }));
  }
  const origin = originOf(portOf(server));
  return ok({
    origin,
    url: `${origin}/#${admittance.token}`,
    async close() {
      closeSockets();
      await server.close();
    },
  });
}
