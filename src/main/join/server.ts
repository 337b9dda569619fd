/** The patient's page over http or https: one listener, apart from the routes so that tests inject without a port. */
import formbody from '@fastify/formbody';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import fastify, { type FastifyInstance } from 'fastify';
import { Server as SecureServer } from 'node:https';
import type { Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { appError, type AppError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { faultOf, materialOf, type KeyPair } from '../certificateFiles.ts';
import { listenFault } from '../listening.ts';
import type { JoinServerDeps } from './deps.ts';
import { ownOrigins, routablePath } from './guards.ts';
import { helmetOptions } from './headers.ts';
import { joinLimits } from './limits.ts';
import { createListener, trackSockets } from './listener.ts';
import { addRoutes } from './routes.ts';

export interface ListenAt {
  /** An address of this computer. */
  readonly host: string;
  /** 0 picks a free one. */
  readonly port: number;
  /** Given: the page is served over https. */
  readonly certificate?: KeyPair | undefined;
  /** Under which patients reach the page where it is not the listener's own: a proxy's, or the certificate's name. */
  readonly publicOrigin?: string | undefined;
}

export interface JoinServer {
  /**
   * Listens on one address of this computer, believing the proxies that the settings name now. A former listener is
   * closed first. `origin`: the one that makes links.
   * Errors: `port-taken`, `port-not-allowed` (details `port`), `interface-gone` (details `name`: the host),
   * `certificate-file-unusable`.
   */
  listen(at: ListenAt): Promise<Result<{ origin: string; port: number }, AppError>>;
  /** The next connections get this certificate, which is usable, and those that stand go on. Over http nothing changes. */
  useCertificate(certificate: KeyPair): void;
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
    useCertificate(certificate) {
      const server = running?.server;
      if (server instanceof SecureServer) server.setSecureContext(materialOf(certificate));
    },
    async listen({ host, port, certificate, publicOrigin }) {
      await close();
      if (certificate && faultOf(certificate)) return err(appError('certificate-file-unusable'));
      let origins: readonly string[] = [];
      const app = await build(deps, () => origins, certificate);
      try {
        await app.listen({ host, port });
      } catch (error) {
        await app.close();
        return err(listenError(error, host, port));
      }
      const address = app.server.address();
      const bound = typeof address === 'object' && address ? address.port : port;
      const own = ownOrigins(host, bound, certificate ? 'https' : 'http');
      origins = publicOrigin ? [publicOrigin, ...own] : own;
      running = app;
      deps.log.info('join-listening', { port: bound, secure: certificate !== undefined });
      return ok({ origin: origins[0] ?? '', port: bound });
    },
  };
}

async function build(
  deps: JoinServerDeps,
  origins: () => readonly string[],
  certificate?: KeyPair,
): Promise<FastifyInstance> {
  const { trustedProxies } = deps.settings().join;
  const app = fastify({
    logger: false,
    trustProxy: trustedProxies.length > 0 && [...trustedProxies],
    forceCloseConnections: true,
    bodyLimit: joinLimits.bodyBytes,
    serverFactory: (handler) => createListener(handler, certificate),
    routerOptions: { maxParamLength: 1_000 },
    rewriteUrl: (request) => routablePath(request.url ?? '/'),
    clientErrorHandler: (_error, socket) => refuse(socket),
  });
  const endSockets = trackSockets(app.server);
  app.removeAllContentTypeParsers();
  await app.register(helmet, helmetOptions);
  await app.register(rateLimit, { global: false });
  await app.register(formbody);
  addRoutes(app, deps, origins);
  app.addHook('preClose', async () => {
    // What the streams said last leaves in the next turn.
    await setImmediate();
    endSockets();
  });
  await app.ready();
  return app;
}

/** What is not HTTP gets no explanation, and nothing at all in the midst of an answer. */
function refuse(socket: Socket): void {
  if (socket.writable && socket.bytesWritten === 0)
    socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  else socket.destroy();
}

function listenError(error: unknown, host: string, port: number): AppError {
  const fault = listenFault(error);
  return fault === 'host-gone' ? appError('interface-gone', { name: host }) : appError(fault, { port });
}
