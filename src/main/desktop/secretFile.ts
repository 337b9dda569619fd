/** The file of sealed secrets: which scheme sealed each, so that formats are never mixed up. */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { secretNames, type SecretName } from '../ports.ts';

/** `safe-storage-async`: Electron's asynchronous calls; on Linux they do not read what the synchronous ones wrote. */
export const scheme = 'safe-storage-async';

const recordSchema = z.strictObject({
  v: z.literal(1),
  scheme: z.literal(scheme),
  /** What the vault gave, base64. */
  data: z.base64(),
});
type SecretRecord = z.output<typeof recordSchema>;
export type SecretRecords = Readonly<Partial<Record<SecretName, SecretRecord>>>;

/** Whatever else stands there is another version's, or was sealed in another way: it stays as it is. */
const fileSchema = z.record(z.string(), z.unknown());
export type SecretFile = z.output<typeof fileSchema>;

/** Those of the file that this version opens. */
export function recordsOf(file: SecretFile): SecretRecords {
  const records = secretNames.map((name) => [name, recordSchema.safeParse(file[name]).data] as const);
  return Object.fromEntries(records.filter(([, record]) => record !== undefined));
}

/** A file that is not there holds nothing; one that is damaged is kept under another name. Errors: cannot be read. */
export function readSecretFile(path: string): SecretFile {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw error;
  }
  try {
    return fileSchema.parse(JSON.parse(text));
  } catch {
    renameSync(path, `${path}.damaged-${Date.now()}`);
    return {};
  }
}

/** All or nothing. Errors: what the file system says. */
export function writeSecretFile(path: string, records: SecretFile): void {
  const part = `${path}.${process.pid}.part`;
  try {
    writeFileSync(part, JSON.stringify(records), { mode: 0o600, flush: true });
    renameSync(part, path);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
}
