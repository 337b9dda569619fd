/** What every listener refuses by itself: methods that a path does not have, and requests that the framework cannot read. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/**
 * Answers other methods on these paths before a body is read. `allowed`: path -> its methods; `answer` sends the page
 * of a 405, whose `Allow` is set.
 */
export function addWrongMethods(
  app: FastifyInstance,
  allowed: Readonly<Record<string, readonly string[]>>,
  answer: (request: FastifyRequest, reply: FastifyReply) => void,
): void {
  for (const [url, methods] of Object.entries(allowed)) {
    const refuse = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
      void reply.header('allow', methods.join(', '));
      answer(request, reply);
      return reply;
    };
    const others = app.supportedMethods.filter((method) => !methods.includes(method));
    app.route({ method: others, url, onRequest: refuse, handler: refuse });
  }
}

/** The 4xx that the framework gives to a broken request; everything else is our own failure. */
export function statusOf(error: unknown): number {
  const status =
    typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500;
}
