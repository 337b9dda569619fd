/** The browser desk: the same renderer as everywhere, under `/desk/`. */
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { deskHeaders } from '../../security/deskHeaders.ts';
import { originOfHost } from '../access/guard.ts';
import type { StaffParts } from './parts.ts';

type PageParts = Pick<StaffParts, 'rendererDir' | 'origins' | 'frameOrigin'>;

/**
 * The page itself is shown to everybody: it holds nothing, and a link from another site comes without the session's
 * cookie (SameSite=Strict), which would send who is signed in to sign in again. The socket asks.
 */
export async function servePages(
  app: FastifyInstance,
  { rendererDir, origins, frameOrigin }: PageParts,
): Promise<void> {
  app.addHook('onRequest', async (request, reply) => {
    const origin = originOfHost(request.headers.host, origins());
    if (origin === undefined) return reply.code(403).send({ error: 'forbidden' });
    void reply.headers(deskHeaders({ origin, frameOrigin: frameOrigin() }));
    return undefined;
  });
  await app.register(fastifyStatic, {
    root: rendererDir,
    prefix: '/desk/',
    cacheControl: false,
    etag: false,
    lastModified: false,
    setHeaders(response, path) {
      // Built with a hash of their content in their names.
      if (/[\\/]assets[\\/]/.test(path))
        void response.header('cache-control', 'public, max-age=31536000, immutable');
    },
  });
  app.get('/', async (_request, reply) => reply.redirect('/desk/', 303));
  app.get('/desk', async (_request, reply) => reply.redirect('/desk/', 303));
}
