/**
 * The Client Secret: where it comes from and how it is kept. It leaves this module towards the token request only.
 * Order: the demo's, the environment's, the SecretBox's.
 */
import { appError, type AppError } from '../../shared/errors.ts';
import type { SettingsView } from '../../shared/ipc/contract.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { causeOf } from '../log/cause.ts';
import { SecretUnavailable, type Log, type SecretBox, type VaultStatus } from '../ports.ts';

export type SecretStored = SettingsView['secret']['stored'];

export interface Credentials {
  /** `undefined`: there is none. Errors: rejects with `SecretUnavailable` while the vault is locked. */
  secret(): Promise<string | undefined>;
  /** What the box has beside a secret that the server rejected; `undefined`: nothing. */
  otherSecret(rejected: string): Promise<string | undefined>;
  /** How it is kept; a vault that cannot answer now counts as keeping it. */
  stored(): Promise<SecretStored>;
  vault(): Promise<VaultStatus>;
  /**
   * Errors: `locked` (the environment gives it), `consent-needed` (it would lie in a weak vault and the person has
   * not agreed), `secret-unavailable`, `storage-failed`.
   */
  save(secret: string, consent: boolean): Promise<Result<void, AppError>>;
  /** Errors: like `save`. */
  forget(): Promise<Result<void, AppError>>;
  /** Uses this one until the end of the run, and touches nothing that is kept. */
  overlay(secret: string): void;
  /** Drops what is held in memory. */
  close(): void;
}

interface CredentialsDependencies {
  readonly secretBox: SecretBox;
  readonly environmentSecret: string | undefined;
  readonly log: Log;
}

const name = 'client-secret';

export function createCredentials(dependencies: CredentialsDependencies): Credentials {
  const { secretBox, log } = dependencies;
  let fromEnvironment = dependencies.environmentSecret;
  let forThisRun: string | undefined;

  async function stored(): Promise<SecretStored> {
    if (forThisRun !== undefined) return 'this-run';
    if (fromEnvironment !== undefined) return 'environment';
    const { lasting } = await secretBox.status();
    try {
      if ((await secretBox.get(name)) === undefined) return 'no';
    } catch (error) {
      log.warn('credentials.unavailable', { cause: causeOf(error) });
    }
    return lasting ? 'lasting' : 'this-run';
  }

  async function change(action: () => Promise<void>): Promise<Result<void, AppError>> {
    if (fromEnvironment !== undefined) return err(appError('locked', { field: 'credentials.secret' }));
    try {
      await action();
      return ok(undefined);
    } catch (error) {
      log.error('credentials.not-changed', { cause: causeOf(error) });
      return err(appError(error instanceof SecretUnavailable ? 'secret-unavailable' : 'storage-failed'));
    }
  }

  return {
    secret: async () => forThisRun ?? fromEnvironment ?? (await secretBox.get(name)),
    async otherSecret(rejected) {
      const isFromBox = forThisRun === undefined && fromEnvironment === undefined;
      return isFromBox ? secretBox.other?.(name, rejected) : undefined;
    },
    stored,
    vault: () => secretBox.status(),
    async save(secret, consent) {
      const { strength, lasting } = await secretBox.status();
      if (fromEnvironment === undefined && strength === 'weak' && lasting && !consent)
        return err(appError('consent-needed'));
      return change(() => secretBox.set(name, secret));
    },
    forget: () => change(() => secretBox.delete(name)),
    overlay(secret) {
      forThisRun = secret;
    },
    close() {
      fromEnvironment = undefined;
      forThisRun = undefined;
    },
  };
}
