/** `npm run browser`: makes sure that there is a browser for the tests, or says what to do. Exit code 1: there is none. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findBrowser } from './findBrowser.ts';

/** Chromium, and a font with Latin and Cyrillic letters: without one a screenshot shows boxes. */
const debianPackages = ['chromium', 'fonts-dejavu-core'];

function installOnDebian(): boolean {
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const run = (...parameters: string[]): boolean =>
    spawnSync('apt-get', parameters, { stdio: ['ignore', 'inherit', 'inherit'], env: environment }).status ===
    0;
  return run('update') && run('install', '--yes', '--no-install-recommends', ...debianPackages);
}

const chosen = process.env['VISIT_DESK_BROWSER'];
const isDebianAsRoot = existsSync('/etc/debian_version') && process.getuid?.() === 0;
if (!findBrowser() && !chosen && isDebianAsRoot) installOnDebian();

const found = findBrowser();
if (found) {
  console.log(`Browser for the tests: ${found}`);
} else {
  console.error(
    chosen
      ? 'VISIT_DESK_BROWSER does not name a program that can be run. Correct it, or unset it.'
      : 'No Chromium, Chrome or Edge was found. Install one of them, or set VISIT_DESK_BROWSER to its path.',
  );
  process.exitCode = 1;
}
