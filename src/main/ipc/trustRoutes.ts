/** What the settings screen asks about certificates. */
import type { AppError } from '../../shared/errors.ts';
import {
  requests,
  type HandlerInput,
  type RequestOutput,
  type SettingsView,
} from '../../shared/ipc/contract.ts';
import { ok, type Result } from '../../shared/result.ts';
import type { Settings } from '../../shared/settings.ts';
import { route, type Routes } from './router.ts';

type Asking = 'certificate:look' | 'certificate:readCaFile' | 'certificate:checkPage';
type TrustChannel = Asking | 'credentials:savePagePassphrase';

type Answer<Channel extends Asking> = (
  input: HandlerInput<Channel>,
) => Promise<Result<RequestOutput<Channel>, AppError>>;

export interface TrustParts {
  readonly certificates: {
    readonly look: Answer<'certificate:look'>;
    readonly readCaFile: Answer<'certificate:readCaFile'>;
    readonly checkPage: Answer<'certificate:checkPage'>;
    savePassphrase(passphrase: string | null, consent: boolean): Promise<Result<void, AppError>>;
    /** For the answer to `call:enter`; `undefined`: the system's certificates count. */
    trustForDesks(): RequestOutput<'call:enter'>['trust'];
    /** Whether the files that are named anew can be used. */
    fit(next: Settings, before: Settings): Promise<Result<void, AppError>>;
  };
  readonly settingsView: () => Promise<SettingsView>;
}

export function trustRoutes({ certificates, settingsView }: TrustParts): Pick<Routes, TrustChannel> {
  return {
    'certificate:look': route(requests['certificate:look'], (input) => certificates.look(input)),
    'certificate:readCaFile': route(requests['certificate:readCaFile'], (input) =>
      certificates.readCaFile(input),
    ),
    'certificate:checkPage': route(requests['certificate:checkPage'], (input) =>
      certificates.checkPage(input),
    ),
    'credentials:savePagePassphrase': route(
      requests['credentials:savePagePassphrase'],
      async ({ passphrase, consent }) => {
        const saved = await certificates.savePassphrase(passphrase, consent);
        return saved.ok ? ok(await settingsView()) : saved;
      },
    ),
  };
}
