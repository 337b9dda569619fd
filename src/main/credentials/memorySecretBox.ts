/** Keeps secrets until the process ends: for the demo, and where no vault and no file can be had. */
import type { SecretBox, SecretName } from '../ports.ts';

export function createMemorySecretBox(): SecretBox {
  const secrets = new Map<SecretName, string>();
  return {
    status: async () => ({ strength: 'none', lasting: false }),
    get: async (name) => secrets.get(name),
    set: async (name, value) => {
      secrets.set(name, value);
    },
    delete: async (name) => {
      secrets.delete(name);
    },
  };
}
