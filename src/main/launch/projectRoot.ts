/** Where things lie in the checkout that `npm start` runs in. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

export const projectRoot = join(import.meta.dirname, '..', '..', '..');
export const outDir = join(projectRoot, 'out');
export const resourcesDir = join(projectRoot, 'resources');

/** The version in package.json. */
export function readVersion(): string {
  const text = readFileSync(join(projectRoot, 'package.json'), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}
