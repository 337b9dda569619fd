/**
 * A backup as a file: one JSON document a line; the first says what it is, the last one how many there are and what
 * they add up to. A file that was cut off or changed is known as such before anything of it is kept.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, open, rename, rm } from 'node:fs/promises';
import {
  backupFormat,
  entrySchema,
  headerSchema,
  noCounts,
  trailerSchema,
  type BackupEntry,
  type Counts,
} from './entries.ts';

export type BackupProblem = 'no-backup' | 'newer-format' | 'damaged' | 'cut-off';

/** `line`: the first that is wrong, from 1. */
export class BackupUnusable extends Error {
  readonly code: BackupProblem;
  readonly line: number;
  constructor(code: BackupProblem, line: number) {
    super(`the backup cannot be used: ${code} (line ${line})`);
    this.code = code;
    this.line = line;
  }
}

/** A backup never takes the place of another file. */
export class FileExists extends Error {
  readonly code = 'file-exists';
}

const flushBytes = 256 * 1024;

/**
 * Writes a file that only its owner can read; it is there when it is whole.
 * Errors: rejects with `FileExists`, with what `entries` throws, or with what the file system says; nothing is left then.
 */
export async function writeBackupFile(
  path: string,
  entries: AsyncIterable<BackupEntry>,
  madeAt: number,
): Promise<Counts> {
  if (await isThere(path)) throw new FileExists();
  const part = `${path}.part`;
  const file = await open(part, 'wx', 0o600);
  try {
    const counts = await writeLines(entries, madeAt, (text) => file.appendFile(text));
    await file.sync();
    await file.close();
    await rename(part, path);
    return counts;
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(part, { force: true });
    throw error;
  }
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

async function writeLines(
  entries: AsyncIterable<BackupEntry>,
  madeAt: number,
  append: (text: string) => Promise<void>,
): Promise<Counts> {
  const hash = createHash('sha256');
  let waiting = '';
  const flush = async (): Promise<void> => {
    hash.update(waiting);
    await append(waiting);
    waiting = '';
  };
  const counts = { ...noCounts };
  waiting = lineOf({ kind: 'visit-desk-backup', format: backupFormat, madeAt });
  for await (const entry of entries) {
    counts[entry.kind] += 1;
    waiting += lineOf(entry);
    if (waiting.length >= flushBytes) await flush();
  }
  await flush();
  await append(lineOf({ kind: 'end', counts, sha256: hash.digest('hex') }));
  return counts;
}

const lineOf = (value: object): string => `${JSON.stringify(value)}\n`;

/**
 * The entries of a file, each checked. Ends well only for a file that is whole.
 * Errors: throws `BackupUnusable`, or what the file system says.
 */
export async function* readBackupFile(path: string): AsyncGenerator<BackupEntry> {
  const hash = createHash('sha256');
  const counts = { ...noCounts };
  let number = 0;
  let whole = false;
  for await (const line of linesOf(path)) {
    number += 1;
    if (whole) throw new BackupUnusable('damaged', number);
    const document = parse(line);
    if (number === 1) checkHeader(document);
    else if (isTrailer(document)) {
      if (!fits(document, counts, hash.digest('hex'))) throw new BackupUnusable('damaged', number);
      whole = true;
      continue;
    } else {
      const entry = entrySchema.safeParse(document);
      if (!entry.success) throw new BackupUnusable('damaged', number);
      counts[entry.data.kind] += 1;
      yield entry.data;
    }
    hash.update(`${line}\n`);
  }
  if (number === 0) throw new BackupUnusable('no-backup', 1);
  if (!whole) throw new BackupUnusable('cut-off', number);
}

/** Not by `readline`: it knows other ends of a line, and does not tell when the file cannot be read. */
async function* linesOf(path: string): AsyncGenerator<string> {
  let rest = '';
  let count = 0;
  for await (const chunk of createReadStream(path, 'utf8')) {
    const parts = (rest + String(chunk)).split('\n');
    rest = parts.pop() ?? '';
    count += parts.length;
    yield* parts;
  }
  if (rest !== '') throw new BackupUnusable('cut-off', count + 1);
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function checkHeader(document: unknown): void {
  const header = headerSchema.safeParse(document);
  if (!header.success) throw new BackupUnusable('no-backup', 1);
  if (header.data.format > backupFormat) throw new BackupUnusable('newer-format', 1);
}

const isTrailer = (document: unknown): boolean =>
  typeof document === 'object' && document !== null && 'kind' in document && document.kind === 'end';

function fits(document: unknown, counts: Counts, sha256: string): boolean {
  const trailer = trailerSchema.safeParse(document).data;
  if (trailer?.sha256 !== sha256) return false;
  return (
    trailer.counts.document === counts.document &&
    trailer.counts.site === counts.site &&
    trailer.counts.account === counts.account &&
    trailer.counts.visit === counts.visit
  );
}
