/** What is tried with the server for whoever sets it up: the connection, stage by stage, and a new Client Secret. */
import { appError, type AppError } from '../../shared/errors.ts';
import { err, type Result } from '../../shared/result.ts';
import type { Settings } from '../../shared/settings.ts';
import type { AppConfig } from '../app.ts';
import { testConnection } from '../diagnostics/connectionTest.ts';
import { tryVisit } from '../diagnostics/testVisit.ts';
import type { HandlerParts } from '../ipc/handlers.ts';
import type { Ports } from '../ports.ts';
import type { Core } from './core.ts';

export interface ServerTests {
  readonly testConnection: HandlerParts['testConnection'];
  /** Errors: `not-configured` before the visits are open, and what the server refuses. */
  tryVisit(secret: string): Promise<Result<void, AppError>>;
}

export function createServerTests(
  ports: Ports,
  config: AppConfig,
  { settings, hub, ways }: Pick<Core, 'settings' | 'hub' | 'ways'>,
): ServerTests {
  return {
    testConnection({ proxyPassword, ...input }) {
      const way = ways.wayOf(input.server.proxy, { typed: proxyPassword });
      return testConnection({ ...input, way, clock: ports.clock, log: ports.log });
    },
    async tryVisit(secret) {
      const visits = hub.current();
      if (!visits) return err(appError('not-configured'));
      const visit = visitOf(settings.current(), config);
      const way = ways.wayOf(visit.server.proxy);
      const tried = await tryVisit({ ...ports, ...visit, way, secret, tag: visits.installationTag });
      if (!tried.ok) visits.sweep();
      return tried;
    },
  };
}

/** Where and for whom a test visit is made. */
function visitOf({ server, doctors }: Settings, { site }: AppConfig) {
  const ownerId = site?.doctors()[0]?.id ?? doctors.list[0]?.id ?? '';
  return { server, ownerId };
}
