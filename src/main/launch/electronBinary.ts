/**
 * The binary of Electron, which npm does not bring: it is fetched once, from where Electron's own installer fetches it.
 * The package is never imported: importing it in plain Node downloads without asking (its index.js).
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import type { Progress } from '@electron/get';
import { z } from 'zod';

type Variables = Readonly<Record<string, string | undefined>>;

const connectTimeoutMs = 3_000;
const stallTimeoutMs = 20_000;

/** Path of the binary, `undefined` when it is not there (whole). */
export function findElectron(root: string, environment: Variables): string | undefined {
  const folder = join(root, 'node_modules', 'electron');
  try {
    const name = readFileSync(join(folder, 'path.txt'), 'utf8');
    const path = join(environment['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(folder, 'dist'), name);
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
}

/** Where Electron's installer would fetch from, mirrors considered (@electron/get, artifact-utils). */
export function downloadPlace(environment: Variables): { host: string; port: number } {
  const mirror =
    environment['npm_config_electron_mirror'] ??
    environment['NPM_CONFIG_ELECTRON_MIRROR'] ??
    environment['ELECTRON_MIRROR'];
  const url = URL.parse(mirror ?? 'https://github.com');
  if (!url) return { host: 'github.com', port: 443 };
  const usual = url.protocol === 'http:' ? 80 : 443;
  return { host: url.hostname, port: url.port === '' ? usual : Number(url.port) };
}

/** Whether anything answers there, found out quickly: a closed network must not delay the start. */
export function canConnect(host: string, port: number, timeoutMs = connectTimeoutMs): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: timeoutMs });
    const end = (reached: boolean) => () => {
      socket.destroy();
      resolve(reached);
    };
    socket.once('connect', end(true));
    socket.once('timeout', end(false));
    socket.once('error', end(false));
  });
}

export function electronVersion(root: string): string {
  const text = readFileSync(join(root, 'node_modules', 'electron', 'package.json'), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}

/**
 * Fetches the archive with progress into the cache that Electron's installer uses, then lets that installer check and
 * unpack it. Whether the binary is there then. @param onProgress bytes so far, bytes in all.
 */
export async function fetchElectron(
  root: string,
  onProgress: (received: number, total: number | null) => void,
): Promise<boolean> {
  const folder = join(root, 'node_modules', 'electron');
  const stalled = new AbortController();
  let patience = setTimeout(() => stalled.abort(), stallTimeoutMs);
  try {
    // Loaded only now: most starts need nothing of it.
    const { downloadArtifact } = await import('@electron/get');
    const checksums = z.record(z.string(), z.string());
    await downloadArtifact({
      version: electronVersion(root),
      artifactName: 'electron',
      platform: process.platform,
      arch: process.arch,
      checksums: checksums.parse(JSON.parse(readFileSync(join(folder, 'checksums.json'), 'utf8'))),
      downloadOptions: {
        quiet: true,
        signal: stalled.signal,
        getProgressCallback: async ({ transferred, total }: Progress) => {
          clearTimeout(patience);
          patience = setTimeout(() => stalled.abort(), stallTimeoutMs);
          onProgress(transferred, total);
        },
      },
    });
  } catch {
    return false;
  } finally {
    clearTimeout(patience);
  }
  return runInstaller(folder);
}

function runInstaller(folder: string): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(folder, 'install.js')], { stdio: 'ignore' });
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });
}
