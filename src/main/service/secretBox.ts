/** The core's SecretBox over the secrets of the service. */
import { SecretUnavailable, type SecretBox } from '../ports.ts';
import type { ClientSecret } from './clientSecret.ts';
import type { Secrets } from './secrets.ts';

export interface SecretBoxParts {
  readonly secrets: Secrets;
  readonly clientSecret: Pick<ClientSecret, 'active' | 'other' | 'use'>;
  /** Several nodes have a folder each: what one of them wrote would be missing on the others. */
  readonly singleNode: boolean;
}

export function createServiceSecretBox({ secrets, clientSecret, singleNode }: SecretBoxParts): SecretBox {
  return {
    // Kept by the operating system for the service's user alone, which was checked when they were read.
    status: async () => ({ strength: 'strong', lasting: true }),
    get: async (name) => (name === 'client-secret' ? clientSecret.active() : secrets.get(name)),
    async set(name, value) {
      if (!singleNode || !secrets.write(name, value)) throw new SecretUnavailable();
      if (name === 'client-secret') await clientSecret.use(value);
    },
    async delete() {
      // What IT put there is IT's to take away.
      throw new SecretUnavailable();
    },
    other: async (name, rejected) => (name === 'client-secret' ? clientSecret.other(rejected) : undefined),
  };
}
