/** `/healthz`, `/readyz` and `/metrics` of the staff listener: for machines, without sign-in, and without a word about persons. */
import type { FastifyInstance } from 'fastify';
import type { Gauges, Metrics } from './metrics.ts';

/** Why this node takes no work now; a load balancer leaves it out. */
export type NotReady = 'starting' | 'stopping' | 'store-away' | 'page-not-listening';

export interface HealthParts {
  /** Empty: ready. */
  readonly notReady: () => Promise<readonly NotReady[]>;
  /** `undefined`: switched off. */
  readonly metrics: { readonly metrics: Metrics; readonly gauges: Gauges } | undefined;
}

export function addHealth(app: FastifyInstance, { notReady, metrics }: HealthParts): void {
  app.get('/healthz', async (_request, reply) => {
    void reply.header('cache-control', 'no-store');
    return { alive: true };
  });
  app.get('/readyz', async (_request, reply) => {
    const reasons = await notReady();
    void reply.header('cache-control', 'no-store').code(reasons.length === 0 ? 200 : 503);
    return { ready: reasons.length === 0, reasons };
  });
  if (!metrics) return;
  app.get('/metrics', async (_request, reply) => {
    const text = await metrics.metrics.text(metrics.gauges);
    return reply.header('cache-control', 'no-store').type(metrics.metrics.contentType).send(text);
  });
}
