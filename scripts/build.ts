/**
 * Builds what a browser or Electron loads: `out/{main,preload,renderer}` and `out/join-page`, then checks the wiring.
 * Everything it says goes to stderr: stdout belongs to `npm start -- --print-urls`.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findPageFaults } from './pageCheck.ts';
import { findWiringFaults } from './staticCheck.ts';

const root = join(import.meta.dirname, '..');

/** Whoever imports `electron` in plain Node would make it download its binary; with this it never tries. */
const env = { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: '/nonexistent' };

/** Runs a package's own script with this very Node, so that no shell is needed on any system. */
function run(script: string, ...parameters: readonly string[]): void {
  const path = join(root, 'node_modules', script);
  const { status, error } = spawnSync(process.execPath, [path, ...parameters], {
    cwd: root,
    env,
    stdio: ['ignore', 2, 2],
  });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}

run('electron-vite/bin/electron-vite.js', 'build', '--logLevel', 'warn');
run('vite/bin/vite.js', 'build', '--config', 'vite.join-page.config.ts', '--logLevel', 'warn');

const built = (file: string): string => readFileSync(join(root, 'out/join-page', file), 'utf8');
const faults = [...findWiringFaults(root), ...findPageFaults(built('page.js'), built('page.css'))];
for (const fault of faults) console.error(`build: ${fault}`);
process.exitCode = faults.length === 0 ? 0 : 1;
