/**
 * Finds the PostgreSQL that the tests start for themselves. Run as a script (`npm run tools`), it makes sure that
 * there is one, or says what to do; exit code 1: there is none.
 */
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installOnDebian, isDebianAsRoot, isExecutable } from './debian.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** Debian keeps them away from PATH, in a folder for each version. */
const debianFolder = '/usr/lib/postgresql';

/** The folder with `initdb` and `postgres`; `VISIT_DESK_POSTGRES` wins, then the newest of Debian's. `undefined`: none was found. */
export function findPostgres(environment: Variables = process.env): string | undefined {
  const chosen = environment['VISIT_DESK_POSTGRES'];
  if (chosen) return isComplete(chosen) ? chosen : undefined;
  const versions = existsSync(debianFolder) ? readdirSync(debianFolder) : [];
  const newestFirst = versions.toSorted((a, b) => Number(b) - Number(a));
  const folders = (environment['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return [...newestFirst.map((version) => join(debianFolder, version, 'bin')), ...folders].find(isComplete);
}

const isComplete = (folder: string): boolean =>
  ['initdb', 'postgres'].every((name) => isExecutable(join(folder, name)));

function main(): number {
  const chosen = process.env['VISIT_DESK_POSTGRES'];
  if (!findPostgres() && !chosen && isDebianAsRoot()) installOnDebian(['postgresql']);
  const found = findPostgres();
  if (found) {
    console.log(`PostgreSQL for the tests: ${found}`);
    return 0;
  }
  console.error(
    chosen
      ? 'VISIT_DESK_POSTGRES does not name a folder with initdb and postgres. Correct it, or unset it.'
      : 'No PostgreSQL was found. Install it, or set VISIT_DESK_POSTGRES to the folder of initdb.',
  );
  return 1;
}

if (import.meta.main) process.exitCode = main();
