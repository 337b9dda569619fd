/**
 * The installation's own id, which every conference of this desk bears as a tag: one OAuth application sees the
 * conferences of every desk, and the sweep may touch only ours. Kept beside the store, so that it outlives a damaged one.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Random } from '../ports.ts';

const pattern = /^visit-desk-[0-9a-f]{16}$/;

/** The tag of this data folder; made once. Errors: throws what the file system says. */
export function loadInstallationTag(dataDir: string, random: Random): string {
  const path = join(dataDir, 'installation');
  const kept = readIfThere(path);
  if (kept !== undefined && pattern.test(kept)) return kept;
  const tag = `visit-desk-${random.bytes(8).toString('hex')}`;
  writeFileSync(path, `${tag}\n`, { mode: 0o600 });
  return tag;
}

/** The mark of one attempt to make a conference. */
export const newMarker = (installationTag: string, random: Random): string =>
  `${installationTag}-${random.bytes(8).toString('hex')}`;

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
