/** The vault of the system behind the SecretBox port. Asynchronous calls only: the others are deprecated and block. */
import { join } from 'node:path';
import { SecretUnavailable, type Log, type SecretBox, type SecretName, type VaultStatus } from '../ports.ts';
import { causeOf } from '../log/cause.ts';
import type { DesktopPort } from './port.ts';
import { readSecretFile, recordsOf, scheme, writeSecretFile } from './secretFile.ts';

export interface SecretBoxFacts {
  /** Absolute path of the file of sealed records. */
  readonly file: string;
  readonly platform: NodeJS.Platform;
  readonly log: Log;
}

const strong: VaultStatus = { strength: 'strong', lasting: true };
const weak: VaultStatus = { strength: 'weak', lasting: true };
const none: VaultStatus = { strength: 'none', lasting: false };

type SafeStorage = DesktopPort['safeStorage'];

/** On Linux `basic_text` is a password known to all; `unknown` after the start promises nothing better. */
async function statusOf(safeStorage: SafeStorage, platform: NodeJS.Platform): Promise<VaultStatus> {
  if (!(await safeStorage.isAsyncEncryptionAvailable().catch(() => false))) return none;
  if (platform !== 'linux') return strong;
  const backend = safeStorage.getSelectedStorageBackend();
  return backend === 'basic_text' || backend === 'unknown' ? weak : strong;
}

/** Whether the vault opens what it seals now: then a record that it cannot open is not its own, or damaged. */
async function answers(safeStorage: SafeStorage): Promise<boolean> {
  try {
    const { result } = await safeStorage.decryptStringAsync(await safeStorage.encryptStringAsync('probe'));
    return result === 'probe';
  } catch {
    return false;
  }
}

/** The vault of this computer's user, over the records of a data folder. */
export const vaultIn = (port: { safeStorage: SafeStorage }, dataDir: string, log: Log): SecretBox =>
  createSecretBox(port, { file: join(dataDir, 'secrets.json'), platform: process.platform, log });

/**
 * Without a vault, secrets last for this run only and what the file holds stays untouched. A vault that cannot answer
 * now is `SecretUnavailable`, and nothing is deleted for that.
 */
export function createSecretBox(
  { safeStorage }: { safeStorage: SafeStorage },
  facts: SecretBoxFacts,
): SecretBox {
  const { file, platform, log } = facts;
  const thisRun = new Map<SecretName, string>();
  const status = (): Promise<VaultStatus> => statusOf(safeStorage, platform);

  function keep(name: SecretName, sealed: Buffer): void {
    const record = { v: 1 as const, scheme, data: sealed.toString('base64') };
    writeSecretFile(file, { ...readSecretFile(file), [name]: record });
  }

  async function seal(value: string): Promise<Buffer> {
    try {
      return await safeStorage.encryptStringAsync(value);
    } catch (error) {
      log.warn('secret.not-sealed', { cause: causeOf(error) });
      throw new SecretUnavailable();
    }
  }

  /** The key was rotated, or a better one is there now. */
  async function sealAgain(name: SecretName, value: string): Promise<void> {
    try {
      keep(name, await seal(value));
    } catch (error) {
      log.warn('secret.not-sealed-again', { name, cause: causeOf(error) });
    }
  }

  async function open(name: SecretName, data: string): Promise<string | undefined> {
    try {
      const opened = await safeStorage.decryptStringAsync(Buffer.from(data, 'base64'));
      if (opened.shouldReEncrypt) await sealAgain(name, opened.result);
      return opened.result;
    } catch (error) {
      if (!(await answers(safeStorage))) throw new SecretUnavailable();
      log.error('secret.unreadable', { name, cause: causeOf(error) });
      return undefined;
    }
  }

  return {
    status,
    async get(name) {
      const held = thisRun.get(name);
      if (held !== undefined) return held;
      const record = recordsOf(readSecretFile(file))[name];
      return record && open(name, record.data);
    },
    async set(name, value) {
      if ((await status()).strength === 'none') thisRun.set(name, value);
      else {
        keep(name, await seal(value));
        thisRun.delete(name);
      }
    },
    async delete(name) {
      thisRun.delete(name);
      const { [name]: dropped, ...rest } = readSecretFile(file);
      if (dropped !== undefined) writeSecretFile(file, rest);
    },
  };
}
