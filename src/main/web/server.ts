/** The loopback server: the built doctor's UI, the exchange of the token, and the way up to the socket. */
import fastifyStatic from '@fastify/static';
import fastify, { type FastifyInstance } from 'fastify';
import { z } from 'zod';
import { deskHeaders } from '../security/deskHeaders.ts';
import { isOwnHost, isOwnOrigin, originOf, type Admittance } from './guard.ts';

const exchangeSchema = z.strictObject({ token: z.string().max(200) });

export interface WebServerOptions {
  /** Folder of the built UI (`out/renderer`). */
  readonly rendererDir: string;
  readonly admittance: Admittance;
  /** Origin that may be framed now, from the settings; `''`: none. */
  readonly frameOrigin: () => string;
}

/** Builds the server without listening. Its port is read at each request, because the guard compares with it. */
export function createWebServer(options: WebServerOptions): FastifyInstance {
  const server = fastify({ bodyLimit: 4_096, forceCloseConnections: true, requestTimeout: 10_000 });
  const port = (): number => portOf(server);

  server.addHook('onRequest', async (request, reply) => {
    void reply.headers(deskHeaders({ origin: originOf(port()), frameOrigin: options.frameOrigin() }));
    if (!isOwnHost(request.headers.host, port())) return reply.code(403).send({ error: 'forbidden' });
  });
  server.setErrorHandler((_error, _request, reply) => reply.code(400).send({ error: 'bad-request' }));
  server.setNotFoundHandler((_request, reply) => reply.code(404).send({ error: 'not-found' }));
  void server.register(fastifyStatic, { root: options.rendererDir, cacheControl: false, etag: false });

  server.post('/session', async (request, reply) => {
    if (!isOwnOrigin(request.headers.origin, port())) return reply.code(403).send({ error: 'forbidden' });
    const body = exchangeSchema.safeParse(request.body);
    if (!body.success) return reply.code(400).send({ error: 'bad-request' });
    const session = options.admittance.exchange(body.data.token);
    return session === undefined ? reply.code(401).send({ error: 'forbidden' }) : { session };
  });
  return server;
}

/** The TCP port on which a server listens, 0 before. */
export function portOf(server: FastifyInstance): number {
  const address = server.server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
