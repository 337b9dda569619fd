/** Builds before the start when `out/` is missing or older than what it is made of. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { takeLock } from '../exclusiveLock.ts';

/** What every build leaves; the oldest of them counts. */
const products = ['main/index.js', 'preload/index.cjs', 'renderer/index.html', 'join-page/page.js'];
const sources = ['src', 'package.json', 'electron.vite.config.ts', 'vite.join-page.config.ts'];
/** Another start may be building; a build takes seconds. */
const lockWaitMs = 180_000;

/** Whether `out/` in this folder is missing, incomplete or older than its sources. */
export function isStale(root: string): boolean {
  const built = Math.min(...products.map((path) => modifiedAt(join(root, 'out', path)) ?? 0));
  const changed = Math.max(...sources.map((path) => newestIn(join(root, path))));
  return built < changed;
}

export type BuildOutcome = 'fresh' | 'built' | 'failed';

/**
 * Two starts at once build one after the other, and the second finds it done. stdout stays free: the build's output
 * goes to stderr. @param onBuild called before a build begins.
 */
export function ensureBuilt(root: string, onBuild: () => void): BuildOutcome {
  if (!isStale(root)) return 'fresh';
  const lockDir = join(root, 'node_modules', '.cache');
  mkdirSync(lockDir, { recursive: true });
  const lock = takeLock(join(lockDir, 'visit-desk-build.lock'), lockWaitMs);
  try {
    if (!isStale(root)) return 'fresh';
    onBuild();
    const { status } = spawnSync(process.execPath, [join(root, 'scripts', 'build.ts')], {
      cwd: root,
      stdio: ['ignore', process.stderr.fd, process.stderr.fd],
    });
    return status === 0 ? 'built' : 'failed';
  } finally {
    lock?.release();
  }
}

function modifiedAt(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs;
}

/** The newest change of a file, or of a folder and all that is in it (a removed file changes its folder). */
function newestIn(path: string): number {
  const state = statSync(path, { throwIfNoEntry: false });
  if (!state) return 0;
  if (!state.isDirectory()) return state.mtimeMs;
  return Math.max(state.mtimeMs, ...readdirSync(path).map((name) => newestIn(join(path, name))));
}
