/** The client of the TrueConf server that the settings name now; a new one whenever they name another. */
import { appError, type AppError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Settings } from '../../shared/settings.ts';
import type { Credentials } from '../credentials/credentials.ts';
import { causeOf } from '../log/cause.ts';
import type { Clock, Log } from '../ports.ts';
import type { WayOf } from '../proxy/ways.ts';
import { createTrueConfClient } from '../trueconf/client.ts';
import { readTrust, trustStamp } from '../trueconf/serverTrust.ts';
import type { TrueConfClient } from '../trueconf/types.ts';

export interface ServerClient {
  /** Errors: `not-configured`, `secret-unavailable`, and those of the CA file (`serverTrust.ts`). */
  current(): Promise<Result<TrueConfClient, AppError>>;
  /** Forgets the client, its connections and its token; what is under way breaks off. */
  reset(): Promise<void>;
}

interface ServerClientDependencies {
  readonly settings: () => Settings;
  readonly credentials: Credentials;
  readonly wayOf: WayOf;
  readonly clock: Clock;
  readonly log: Log;
}

export function createServerClient(dependencies: ServerClientDependencies): ServerClient {
  const { settings, credentials, wayOf, clock, log } = dependencies;
  let client: TrueConfClient | undefined;
  /** Of the settings that the client was made with, and of their CA file. */
  let stamp = '';

  async function reset(): Promise<void> {
    const former = client;
    client = undefined;
    await former?.close();
  }

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
      // Other settings may be saved, or the CA file exchanged: what they named before is trusted no longer.
      if (client && stamp === stampOf(settings().server)) return ok(client);
      await reset();
      const secret = await hasSecret();
      if (!secret.ok) return secret;
      const { server } = settings();
      const { address, clientId } = server;
      if (address === '' || clientId === '' || !secret.value) return err(appError('not-configured'));
      // Another caller may have made it while the vault was asked.
      if (client) return ok(client);
      const seen = stampOf(server);
      const trust = readTrust(server, clock.now());
      if (!trust.ok) return trust;
      stamp = seen;
      client = createTrueConfClient({
        origin: address,
        clientId,
        ...trust.value,
        way: wayOf(server.proxy),
        secret: () => credentials.secret(),
        otherSecret: credentials.otherSecret,
        clock,
        log,
      });
      return ok(client);
    },
    reset,
  };
}

const stampOf = (server: Settings['server']): string => JSON.stringify([server, trustStamp(server)]);

/** Whether a change of the settings means another server, or another way to talk to it. */
export function isOtherServer(now: Settings, before: Settings): boolean {
  return JSON.stringify(now.server) !== JSON.stringify(before.server);
}
