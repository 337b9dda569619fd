/** The patient's page over HTTP: one listener, apart from the routes so that tests inject without a port. */
import formbody from '@fastify/formbody';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import fastify, { type FastifyInstance } from 'fastify';
import { appError, type AppError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { JoinServerDeps } from './deps.ts';
import { ownOrigins, routablePath } from './guards.ts';
import { helmetOptions } from './headers.ts';
import { joinLimits } from './limits.ts';
import { addRoutes } from './routes.ts';

export interface JoinServer {
  /**
   * Listens on one address of this computer; port 0 picks a free one. A former listener is closed first.
   * Errors: `port-taken`, `port-not-allowed` (details `port`), `interface-gone` (details `name`: the host).
   */
  listen(at: { host: string; port: number }): Promise<Result<{ origin: string; port: number }, AppError>>;
  /** Ends the listener and every connection at once. */
  close(): Promise<void>;
  /** The application for given own origins, not listening. */
  build(origins: () => readonly string[]): Promise<FastifyInstance>;
}

export function createJoinServer(deps: JoinServerDeps): JoinServer {
  let running: FastifyInstance | undefined;

  const close = async (): Promise<void> => {
    const app = running;
    running = undefined;
    await app?.close();
  };

  return {
    build: (origins) => build(deps, origins),
    close,
    async listen({ host, port }) {
      await close();
      let origins: readonly string[] = [];
      const app = await build(deps, () => origins);
      try {
        await app.listen({ host, port });
      } catch (error) {
        await app.close();
        return err(listenError(error, host, port));
      }
      const address = app.server.address();
      const bound = typeof address === 'object' && address ? address.port : port;
      origins = ownOrigins(host, bound);
      running = app;
      deps.log.info('join-listening', { port: bound });
      return ok({ origin: origins[0] ?? '', port: bound });
    },
  };
}

async function build(deps: JoinServerDeps, origins: () => readonly string[]): Promise<FastifyInstance> {
  const app = fastify({
    logger: false,
    trustProxy: false,
    forceCloseConnections: true,
    bodyLimit: joinLimits.bodyBytes,
    requestTimeout: joinLimits.requestMs,
    keepAliveTimeout: joinLimits.keepAliveMs,
    http: { headersTimeout: joinLimits.headersMs, connectionsCheckingInterval: 1_000 },
    routerOptions: { maxParamLength: 1_000 },
    rewriteUrl: (request) => routablePath(request.url ?? '/'),
    // What is not HTTP gets no explanation.
    clientErrorHandler: (_error, socket) => {
      if (socket.writable)
        socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    },
  });
  app.server.maxConnections = joinLimits.connections;
  app.removeAllContentTypeParsers();
  await app.register(helmet, helmetOptions(deps.assets, deps.serverOrigin));
  await app.register(rateLimit, { global: false });
  await app.register(formbody);
  addRoutes(app, deps, origins);
  await app.ready();
  return app;
}

function listenError(error: unknown, host: string, port: number): AppError {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return appError('port-taken', { port });
  if (code === 'EACCES' || code === 'EPERM') return appError('port-not-allowed', { port });
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EINVAL')
    return appError('interface-gone', { name: host });
  throw error;
}
