/** The API for the clinic's other systems. The one entry for the service's composition. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { addGuards, portalLimits, type PortalHttpParts, type PortalLimits } from './httpGuards.ts';
import { operations } from './operations.ts';
import { sendProblem } from './problems.ts';
import { addRoutes } from './routes.ts';
import { createPortalVisits, type PortalVisitsParts } from './visits.ts';

export { createPortalKeys, type KeyDocument, type PortalKeys } from './keys.ts';
export { openSqliteRequests, requestKeptMs, type PortalRequests } from './requests.ts';
export { portalKeyCommand } from './keyCommand.ts';
export type { PortalLimits } from './httpGuards.ts';

export interface PortalParts
  extends PortalVisitsParts, Pick<PortalHttpParts, 'keys' | 'clock' | 'random' | 'log'> {
  readonly limits?: Partial<PortalLimits>;
}

export interface Portal {
  /** `/api/v1/…`. To be registered as it is: its hooks, parsers and errors stay its own. */
  readonly plugin: (app: FastifyInstance) => Promise<void>;
}

export function createPortal(parts: PortalParts): Portal {
  const http = { ...parts, visits: createPortalVisits(parts), limits: { ...portalLimits, ...parts.limits } };
  return {
    async plugin(app) {
      // JSON only: a form of another site can post text.
      app.removeContentTypeParser('text/plain');
      await addGuards(app, http);
      addRoutes(app, http);
      addWrongMethods(app);
    },
  };
}

/** Said as a problem too, and only to who has a key. */
function addWrongMethods(app: FastifyInstance): void {
  const paths = Map.groupBy(Object.values(operations), ({ path }) => path);
  for (const [path, known] of paths) {
    const methods = known.map(({ method }) => method);
    const handler = async (_request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
      void reply.header('allow', methods.join(', '));
      return sendProblem(reply, 'method-not-allowed');
    };
    const others = app.supportedMethods.filter((method) => !methods.some((own) => own === method));
    app.route({ method: others, url: path.replace('{visitId}', ':visitId'), handler });
  }
  app.all('/api/*', async (_request, reply) => sendProblem(reply, 'not-found'));
}
