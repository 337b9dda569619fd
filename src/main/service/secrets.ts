/**
 * The secrets of the service, each from the first place that has it: a systemd credential, a file in the secrets'
 * folder, the environment. They live in memory and in what IT keeps; never in a log, an answer, a backup or a child process.
 */
import { join } from 'node:path';
import { err, ok, type Result } from '../../shared/result.ts';
import { secretNames, type Random } from '../ports.ts';
import { createPrivate, writePrivate } from './files.ts';
import type { ServiceProblem } from './flags.ts';
import { prepareSecretsDir, readSecretFile } from './secretFiles.ts';

export const serviceSecretNames = [
  ...secretNames,
  'client-secret-next',
  'oidc-client-secret',
  'database',
] as const;
export type ServiceSecretName = (typeof serviceSecretNames)[number];
export const keyNames = ['link-key', 'field-key'] as const;

export type SecretSource = 'credential' | 'file' | 'environment';

export interface Secrets {
  get(name: ServiceSecretName): string | undefined;
  source(name: ServiceSecretName): SecretSource | undefined;
  /** 32 bytes. Errors: throws when it was never given nor made. */
  key(name: (typeof keyNames)[number]): Buffer;
  /** Reads the files anew; the names of those that changed. What cannot be used now leaves the former value. */
  reload(): Result<readonly ServiceSecretName[], ServiceProblem>;
  /** Makes each key that nobody gave. Errors: `secrets-dir-missing`, `secrets-dir-unusable`, as reading. */
  makeKeys(random: Random): Result<void, ServiceProblem>;
  /** Only where a file gives it, or nothing does; `false`: it comes from elsewhere. Errors: throws what the file system says. */
  write(name: ServiceSecretName, value: string): boolean;
  /** Where the files lie; empty: nowhere. */
  readonly folder: string;
}

export interface SecretsOptions {
  /** The process's own; the variables of the secrets are removed from it. */
  readonly environment: Record<string, string | undefined>;
  /** Empty: no files. */
  readonly secretsDir: string;
}

const keyBytes = 32;
const maxLength = 2_000;

/** Errors: names the secret and its place, never a value. */
export function openSecrets({ environment, secretsDir }: SecretsOptions): Result<Secrets, ServiceProblem> {
  const credentialsDir = environment['CREDENTIALS_DIRECTORY'] ?? '';
  const variables = takeVariables(environment);
  const places = { credentialsDir, secretsDir, variables };
  if (secretsDir !== '') {
    const prepared = prepareSecretsDir(secretsDir);
    if (!prepared.ok) return prepared;
  }
  const first = readAll(places);
  if (!first.ok) return first;
  let known = first.value;

  function reload(): Result<readonly ServiceSecretName[], ServiceProblem> {
    const read = readAll(places);
    if (!read.ok) return read;
    const former = known;
    known = read.value;
    return ok(serviceSecretNames.filter((name) => former.get(name)?.value !== known.get(name)?.value));
  }

  const secrets: Secrets = {
    folder: secretsDir,
    get: (name) => known.get(name)?.value,
    source: (name) => known.get(name)?.source,
    key(name) {
      const key = Buffer.from(known.get(name)?.value ?? '', 'base64url');
      if (key.length !== keyBytes) throw new Error(`no ${name}`);
      return key;
    },
    reload,
    makeKeys(random) {
      for (const name of keyNames) {
        if (known.has(name)) continue;
        if (secretsDir === '') return err({ problem: 'secrets-dir-missing', values: { name } });
        try {
          // Another node that was quicker made it for both.
          createPrivate(join(secretsDir, name), `${random.bytes(keyBytes).toString('base64url')}\n`);
        } catch {
          return err({ problem: 'secrets-dir-unusable', values: { path: secretsDir } });
        }
      }
      const read = reload();
      return read.ok ? ok(undefined) : read;
    },
    write(name, value) {
      const source = known.get(name)?.source ?? 'file';
      if (secretsDir === '' || source !== 'file') return false;
      writePrivate(join(secretsDir, name), `${value}\n`);
      known = new Map(known).set(name, { value, source });
      return true;
    },
  };
  return ok(secrets);
}

type Known = ReadonlyMap<ServiceSecretName, { readonly value: string; readonly source: SecretSource }>;
interface Places {
  readonly credentialsDir: string;
  readonly secretsDir: string;
  readonly variables: ReadonlyMap<ServiceSecretName, string>;
}

const variableOf = (name: ServiceSecretName): string =>
  `VISIT_DESK_${name.toUpperCase().replaceAll('-', '_')}`;

function takeVariables(environment: SecretsOptions['environment']): Places['variables'] {
  const taken = new Map<ServiceSecretName, string>();
  for (const name of serviceSecretNames) {
    const value = environment[variableOf(name)]?.trim();
    delete environment[variableOf(name)];
    if (value !== undefined && value !== '') taken.set(name, value);
  }
  return taken;
}

function readAll(places: Places): Result<Known, ServiceProblem> {
  const all = new Map<ServiceSecretName, { value: string; source: SecretSource }>();
  for (const name of serviceSecretNames) {
    const found = find(places, name);
    if (!found.ok) return found;
    if (!found.value) continue;
    const wrong = wrongWith(name, found.value.value);
    if (wrong !== undefined) {
      const { source } = found.value;
      return err({ problem: 'secret-invalid', values: { name, source, wanted: wrong, max: maxLength } });
    }
    all.set(name, found.value);
  }
  return ok(all);
}

function find(
  { credentialsDir, secretsDir, variables }: Places,
  name: ServiceSecretName,
): Result<{ value: string; source: SecretSource } | undefined, ServiceProblem> {
  const folders = [
    [credentialsDir, 'credential'],
    [secretsDir, 'file'],
  ] as const;
  for (const [folder, source] of folders) {
    if (folder === '') continue;
    const read = readSecretFile(folder, name, source === 'file');
    if (!read.ok) return read;
    if (read.value !== undefined) return ok({ value: read.value.trim(), source });
  }
  const value = variables.get(name);
  return ok(value === undefined ? undefined : { value, source: 'environment' });
}

/** `undefined`: nothing. Which sentence says what was wanted, otherwise. */
function wrongWith(name: ServiceSecretName, value: string): 'wanted-key' | 'wanted-text' | undefined {
  if (keyNames.some((key) => key === name)) {
    const isKey = /^[A-Za-z0-9_-]{43}=?$/.test(value) && Buffer.from(value, 'base64url').length === keyBytes;
    return isKey ? undefined : 'wanted-key';
  }
  const isText = value !== '' && value.length <= maxLength && !/\p{Cc}/u.test(value);
  return isText ? undefined : 'wanted-text';
}
