/** The secrets that people and IT give, each by its own rules over the one box. */
import { createCredentials, type Credentials } from '../credentials/credentials.ts';
import { createKeptSecret, type KeptSecret } from '../credentials/keptSecret.ts';
import type { Ports } from '../ports.ts';
import type { Environment } from '../settings/environment.ts';

export interface Secrets {
  readonly credentials: Credentials;
  readonly proxyPassword: KeptSecret;
  readonly pagePassphrase: KeptSecret;
}

export function createSecrets(
  { secretBox, log }: Pick<Ports, 'secretBox' | 'log'>,
  { clientSecret: environmentSecret }: Environment,
): Secrets {
  return {
    credentials: createCredentials({ secretBox, environmentSecret, log }),
    proxyPassword: createKeptSecret({ secretBox, name: 'proxy-password', log }),
    pagePassphrase: createKeptSecret({ secretBox, name: 'page-key-passphrase', log }),
  };
}
