/**
 * The web shell's SecretBox: one file per data folder, mode 0600, in the user's configuration folder. It is as weak as
 * the account it lies in, and says so. Sealing it with a key beside it would only look stronger.
 */
import { createHash } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  constants,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { createMemorySecretBox } from '../credentials/memorySecretBox.ts';
import { secretNames, type SecretBox } from '../ports.ts';

const fileSchema = z.strictObject({
  version: z.literal(1),
  secrets: z.partialRecord(z.enum(secretNames), z.string()),
});
type Secrets = z.output<typeof fileSchema>['secrets'];

/**
 * Where the keys of a data folder lie: named by its real path, so that two data folders never share keys.
 * `undefined`: the place would be inside the data folder, where whoever copies the one gets the other.
 */
export function keyFilePath(configDir: string, dataDir: string): string | undefined {
  const dataPath = realpathSync(dataDir);
  const name = createHash('sha256').update(dataPath).digest('hex').slice(0, 32);
  const path = join(realParent(configDir), 'keys', `${name}.json`);
  const inside = relative(dataPath, path);
  return inside.startsWith('..') || inside.includes(':') ? path : undefined;
}

/** A box over this file; where it cannot be kept, one in memory, whose status says so. */
export function openSecretBox(path: string | undefined): SecretBox {
  if (path === undefined) return createMemorySecretBox();
  let secrets: Secrets;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    secrets = readSecrets(path);
    accessSync(dirname(path), constants.W_OK);
    writeSecrets(path, secrets);
  } catch {
    return createMemorySecretBox();
  }
  const change = (next: Secrets): void => {
    writeSecrets(path, next);
    secrets = next;
  };
  return {
    status: async () => ({ strength: 'weak', lasting: true }),
    get: async (name) => secrets[name],
    set: async (name, value) => change({ ...secrets, [name]: value }),
    delete: async (name) => {
      const { [name]: _dropped, ...rest } = secrets;
      change(rest);
    },
  };
}

function readSecrets(path: string): Secrets {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw error;
  }
  // It may have been copied back from a place that knows no modes.
  chmodSync(path, 0o600);
  try {
    return fileSchema.parse(JSON.parse(text)).secrets;
  } catch {
    renameSync(path, `${path}.damaged-${Date.now()}`);
    return {};
  }
}

/** All or nothing: a power cut leaves the old file or the new one. */
function writeSecrets(path: string, secrets: Secrets): void {
  const part = `${path}.${process.pid}.part`;
  try {
    writeFileSync(part, JSON.stringify({ version: 1, secrets }), { mode: 0o600, flush: true });
    renameSync(part, path);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
}

/** The real path of a folder that may not exist yet: that of its nearest parent, and the rest. */
function realParent(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(realParent(parent), path.slice(parent.length + 1));
  }
}
