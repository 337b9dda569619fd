/** The client of the TrueConf server that the settings name now; a new one whenever they name another. */
import { appError, type AppError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Settings } from '../../shared/settings.ts';
import type { Credentials } from '../credentials/credentials.ts';
import { causeOf } from '../log/cause.ts';
import type { Clock, Log } from '../ports.ts';
import { createTrueConfClient } from '../trueconf/client.ts';
import type { TrueConfClient } from '../trueconf/types.ts';

export interface ServerClient {
  /** Errors: `not-configured`, `secret-unavailable`. */
  current(): Promise<Result<TrueConfClient, AppError>>;
  /** Forgets the client, its connections and its token; what is under way breaks off. */
  reset(): Promise<void>;
}

interface ServerClientDependencies {
  readonly settings: () => Settings;
  readonly credentials: Credentials;
  readonly clock: Clock;
  readonly log: Log;
}

export function createServerClient(dependencies: ServerClientDependencies): ServerClient {
  const { settings, credentials, clock, log } = dependencies;
  let client: TrueConfClient | undefined;

  async function hasSecret(): Promise<Result<boolean, AppError>> {
    try {
      return ok((await credentials.secret()) !== undefined);
    } catch (error) {
      log.warn('server.secret-unavailable', { cause: causeOf(error) });
      return err(appError('secret-unavailable'));
    }
  }

  return {
    async current() {
      if (client) return ok(client);
      const secret = await hasSecret();
      if (!secret.ok) return secret;
      const { address, clientId, pin } = settings().server;
      if (address === '' || clientId === '' || !secret.value) return err(appError('not-configured'));
      // Another caller may have made it while the vault was asked.
      client ??= createTrueConfClient({
        origin: address,
        clientId,
        pin,
        secret: () => credentials.secret(),
        otherSecret: credentials.otherSecret,
        clock,
        log,
      });
      return ok(client);
    },
    async reset() {
      const former = client;
      client = undefined;
      await former?.close();
    },
  };
}

/** Whether a change of the settings means another server, or another way to talk to it. */
export function isOtherServer(now: Settings, before: Settings): boolean {
  return JSON.stringify(now.server) !== JSON.stringify(before.server);
}
