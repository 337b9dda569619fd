/** What the settings screen asks for: settings, the Client Secret, the tests. */
import type { AppError } from '../../shared/errors.ts';
import { requests, type SettingsView } from '../../shared/ipc/contract.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Settings } from '../../shared/settings.ts';
import type { Credentials } from '../credentials/credentials.ts';
import type { HandlerParts } from './handlers.ts';
import { route, type Routes } from './router.ts';
import { saveSettings } from './savingSettings.ts';

type SettingsChannel =
  | 'settings:get'
  | 'settings:save'
  | 'credentials:save'
  | 'credentials:saveProxyPassword'
  | 'credentials:forget'
  | 'connection:test';

export function settingsRoutes(parts: HandlerParts): Pick<Routes, SettingsChannel> {
  const { settings, credentials } = parts;
  return {
    'settings:get': route(requests['settings:get'], async () => ok(await parts.settingsView())),
    'settings:save': route(requests['settings:save'], (input, caller) => saveSettings(parts, input, caller)),
    'credentials:save': route(requests['credentials:save'], async ({ secret, consent }) =>
      afterwards(parts, await credentials.save(secret, consent)),
    ),
    'credentials:saveProxyPassword': route(
      requests['credentials:saveProxyPassword'],
      async ({ password, consent }) => afterwards(parts, await parts.proxyPassword.save(password, consent)),
    ),
    'credentials:forget': route(requests['credentials:forget'], async () =>
      afterwards(parts, await credentials.forget()),
    ),
    'connection:test': route(requests['connection:test'], async (input) => {
      const { server, ownerId, secret, proxyPassword } = input;
      const stages = await parts.testConnection({
        server,
        ownerId,
        proxyPassword,
        secret: secretFor(server.address, secret, settings.current(), credentials),
      });
      return ok({ stages: [...stages] });
    }),
  };
}

/** The stored secret is shown to the saved server only: not to whatever address stands on the screen. */
function secretFor(
  address: string,
  typed: string | null,
  saved: Settings,
  credentials: Credentials,
): () => Promise<string | undefined> {
  if (typed !== null) return async () => typed;
  return address === saved.server.address ? () => credentials.secret() : async () => undefined;
}

async function afterwards(
  parts: HandlerParts,
  change: Result<void, AppError>,
): Promise<Result<SettingsView, AppError>> {
  if (!change.ok) return err(change.error);
  await parts.credentialsChanged();
  return ok(await parts.settingsView());
}
