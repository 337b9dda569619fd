/** Debian's packages for the tests: installed where the scripts run as root on Debian, as in CI. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';

export const isDebianAsRoot = (): boolean => existsSync('/etc/debian_version') && process.getuid?.() === 0;

/** `false`: they could not be installed. The lists of packages are fetched only when those at hand do not do. */
export function installOnDebian(packages: readonly string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const run = (...parameters: string[]): boolean =>
    spawnSync('apt-get', parameters, { stdio: ['ignore', 'inherit', 'inherit'], env }).status === 0;
  const install = (): boolean => run('install', '--yes', '--no-install-recommends', ...packages);
  return install() || (run('update') && install());
}

export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
