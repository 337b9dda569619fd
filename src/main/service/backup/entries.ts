/**
 * What a backup holds: visits with their links, accounts, sites, documents. Labels and names of patients are sealed as in
 * the store; the keys and the Client Secret are not in it, nor are sessions, codes and tries to sign in.
 */
import { z } from 'zod';
import { roles } from '../../../shared/roles.ts';
import { parseStored, type StoredVisit } from '../../visits/storedVisit.ts';

/** Raised when a program of today could not use what is written. */
export const backupFormat = 1;

export const headerSchema = z.object({
  kind: z.literal('visit-desk-backup'),
  format: z.int().positive(),
  /** Epoch ms. */
  madeAt: z.int().nonnegative(),
});

const text = z.string();
const version = z.int().positive();

const storedVisit = z.unknown().transform((document, context): StoredVisit => {
  const stored = parseStored(JSON.stringify(document));
  if (stored) return stored;
  context.addIssue({ code: 'custom', message: 'no visit' });
  return z.NEVER;
});

export const entrySchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('document'),
    name: text.regex(/^[a-z][a-z0-9.-]{0,99}$/),
    body: z.json(),
  }),
  z.strictObject({ kind: z.literal('site'), id: text, name: text }),
  z.strictObject({
    kind: z.literal('account'),
    id: text,
    name: text,
    role: z.enum(roles),
    siteIds: z.array(text),
    trueconfId: text.nullable(),
    login: text.nullable(),
    passwordHash: text.nullable(),
    subject: z.strictObject({ issuer: text, subject: text }).nullable(),
    disabled: z.boolean(),
    version,
  }),
  z.strictObject({ kind: z.literal('visit'), version, document: storedVisit }),
]);

export type BackupEntry = z.output<typeof entrySchema>;
export type EntryKind = BackupEntry['kind'];
export type EntryOf<Kind extends EntryKind> = Extract<BackupEntry, { kind: Kind }>;
export type Counts = Readonly<Record<EntryKind, number>>;

export const noCounts: Counts = { document: 0, site: 0, account: 0, visit: 0 };

export const trailerSchema = z.object({
  kind: z.literal('end'),
  counts: z.strictObject({ document: z.int(), site: z.int(), account: z.int(), visit: z.int() }),
  /** Of all lines before, in hex. */
  sha256: z.string(),
});

/** Where visits and accounts are kept, seen by backup and restore. Every method rejects when it cannot be read or written. */
export interface BackupStore {
  /** All there is, as it was at one moment, while others go on working. What cannot be understood is logged and left out. */
  entries(): AsyncIterable<BackupEntry>;
  /**
   * Puts in what `entries` gives, all or nothing: when the iteration throws, nothing stays.
   * Errors: rejects with `NotEmpty`, with what `entries` throws, or with what the store says.
   */
  restore(entries: AsyncIterable<BackupEntry>): Promise<void>;
  close(): Promise<void>;
}

/** There is something already: a restored clinic is never mixed with another one. */
export class NotEmpty extends Error {
  readonly code = 'not-empty';
}

/** Several entries at a time; the kinds come one after the other. */
export async function* batches(
  entries: AsyncIterable<BackupEntry>,
  size: number,
): AsyncGenerator<readonly BackupEntry[]> {
  let batch: BackupEntry[] = [];
  for await (const entry of entries) {
    batch.push(entry);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

export const ofKind = <Kind extends EntryKind>(
  batch: readonly BackupEntry[],
  kind: Kind,
): readonly EntryOf<Kind>[] => batch.filter((entry): entry is EntryOf<Kind> => entry.kind === kind);
