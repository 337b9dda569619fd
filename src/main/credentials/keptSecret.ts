/** A secret beside the Client Secret: given by a person, kept in the SecretBox, shown to nobody again. */
import { appError, type AppError } from '../../shared/errors.ts';
import type { KeptState } from '../../shared/ipc/appView.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { causeOf } from '../log/cause.ts';
import { SecretUnavailable, type Log, type SecretBox, type SecretName } from '../ports.ts';

export interface KeptSecret {
  /** `undefined`: there is none. Errors: rejects with `SecretUnavailable` while the vault is locked. */
  get(): Promise<string | undefined>;
  /** How it is kept; a vault that cannot answer now counts as keeping it. */
  stored(): Promise<KeptState>;
  /**
   * `null`: it is forgotten. Errors: `consent-needed` (it would lie in a weak vault and the person has not agreed),
   * `secret-unavailable`, `storage-failed`.
   */
  save(value: string | null, consent: boolean): Promise<Result<void, AppError>>;
}

export interface KeptSecretParts {
  readonly secretBox: SecretBox;
  readonly name: Extract<SecretName, 'proxy-password' | 'page-key-passphrase'>;
  readonly log: Log;
}

export function createKeptSecret({ secretBox, name, log }: KeptSecretParts): KeptSecret {
  return {
    get: () => secretBox.get(name),
    async stored() {
      const { lasting } = await secretBox.status();
      try {
        if ((await secretBox.get(name)) === undefined) return 'no';
      } catch (error) {
        log.warn('kept-secret.unavailable', { name, cause: causeOf(error) });
      }
      return lasting ? 'lasting' : 'this-run';
    },
    async save(value, consent) {
      const { strength, lasting } = await secretBox.status();
      if (value !== null && strength === 'weak' && lasting && !consent)
        return err(appError('consent-needed'));
      try {
        await (value === null ? secretBox.delete(name) : secretBox.set(name, value));
        return ok(undefined);
      } catch (error) {
        log.error('kept-secret.not-changed', { name, cause: causeOf(error) });
        return err(appError(error instanceof SecretUnavailable ? 'secret-unavailable' : 'storage-failed'));
      }
    },
  };
}
