/**
 * Finds the nginx that the end-to-end tests put before the service. Run as a script (`npm run tools`), it makes sure
 * that there is one, or says what to do; exit code 1: there is none.
 */
import { delimiter, join } from 'node:path';
import { installOnDebian, isDebianAsRoot, isExecutable } from './debian.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** Path of the program; `VISIT_DESK_NGINX` wins. `undefined`: none was found. */
export function findNginx(environment: Variables = process.env): string | undefined {
  const chosen = environment['VISIT_DESK_NGINX'];
  if (chosen) return isExecutable(chosen) ? chosen : undefined;
  const folders = (environment['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  // Debian keeps it where only root's PATH looks.
  return [...folders, '/usr/sbin'].map((folder) => join(folder, 'nginx')).find(isExecutable);
}

function main(): number {
  const chosen = process.env['VISIT_DESK_NGINX'];
  if (!findNginx() && !chosen && isDebianAsRoot()) installOnDebian(['nginx']);
  const found = findNginx();
  if (found) {
    console.log(`nginx for the tests: ${found}`);
    return 0;
  }
  console.error(
    chosen
      ? 'VISIT_DESK_NGINX does not name a program that can be run. Correct it, or unset it.'
      : 'No nginx was found. Install it, or set VISIT_DESK_NGINX to its path.',
  );
  return 1;
}

if (import.meta.main) process.exitCode = main();
