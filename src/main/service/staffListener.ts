/** The listener for staff: sign-in, desks, health; https from files that may change while it runs, or http for a proxy. */
import fastify, { type FastifyInstance } from 'fastify';
import { createServer, type Server } from 'node:http';
import { createServer as createSecureServer, Server as SecureServer } from 'node:https';
import { err, ok, type Result } from '../../shared/result.ts';
import { materialOf, readPair, type CertificatePair } from '../certificateFiles.ts';
import { listenFault } from '../listening.ts';
import type { ServiceConfig } from './config.ts';
import type { ServiceProblem } from './flags.ts';

export interface StaffListener {
  readonly app: FastifyInstance;
  /** In use; `undefined`: http. */
  certificate(): CertificatePair | undefined;
  /** The next connections get this certificate; those that stand go on. */
  useCertificate(pair: CertificatePair): void;
  /** Errors: `port-taken`, `port-not-allowed`, `host-gone`. */
  listen(): Promise<Result<void, ServiceProblem>>;
  /** As bound; 0 before. */
  port(): number;
}

const limits = {
  bodyBytes: 64 * 1_024,
  headBytes: 16 * 1_024,
  headersMs: 10_000,
  requestMs: 30_000,
  connections: 5_000,
} as const;

/** Errors: `certificate-unusable`. */
export function createStaffListener(
  config: Pick<ServiceConfig, 'staff' | 'trustedProxies'>,
): Result<StaffListener, ServiceProblem> {
  const { staff, trustedProxies } = config;
  let pair: CertificatePair | undefined;
  if (staff.certificateFile !== '') {
    const read = readPair(staff);
    if (!read.ok) return err({ problem: 'certificate-unusable', values: { path: read.error.file } });
    pair = read.value;
  }
  const app = fastify({
    logger: false,
    bodyLimit: limits.bodyBytes,
    trustProxy: trustedProxies.length > 0 && [...trustedProxies],
    forceCloseConnections: true,
    serverFactory: (handler) => createHttpServer(handler, pair),
  });
  const port = (): number => {
    const address = app.server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  };
  return ok({
    app,
    port,
    certificate: () => pair,
    useCertificate(next) {
      pair = next;
      const { server } = app;
      if (server instanceof SecureServer) server.setSecureContext(materialOf(next));
    },
    async listen() {
      try {
        await app.listen({ host: staff.host, port: staff.port });
        return ok(undefined);
      } catch (error) {
        return err(listenProblem(error, staff));
      }
    },
  });
}

function createHttpServer(
  handler: Parameters<typeof createServer>[1] & object,
  pair: CertificatePair | undefined,
): Server {
  const options = {
    maxHeaderSize: limits.headBytes,
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
  };
  const server = pair
    ? createSecureServer({ ...options, ...materialOf(pair) }, handler)
    : createServer(options, handler);
  server.maxConnections = limits.connections;
  return server;
}

/** Errors: throws what is no matter of ports. */
function listenProblem(
  error: unknown,
  { host, port }: { readonly host: string; readonly port: number },
): ServiceProblem {
  const problem = listenFault(error);
  if (problem === 'host-gone') return { problem, values: { host, flag: '--staff-host' } };
  return { problem, values: { host, port, flag: '--staff-port' } };
}
