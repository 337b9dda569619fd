/**
 * Opens the desk in the default browser. Its address holds the one-time token, and a command line can be read by every
 * user of the computer: so what is opened is a file that only this user can read, and which leads there.
 */
import { spawn } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Writes the file that leads to `url`; gives its path. */
export function writeDoorFile(dataDir: string, url: string): string {
  const path = join(dataDir, 'open-visit-desk.html');
  const address = url.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  // Removed first: an old file might have been made readable by others.
  rmSync(path, { force: true });
  const page = `<!doctype html><meta charset="utf-8"><meta name="referrer" content="no-referrer"><title>Visit Desk</title><meta http-equiv="refresh" content="0;url=${address}"><a href="${address}">Visit Desk</a>\n`;
  writeFileSync(path, page, { mode: 0o600, flag: 'wx' });
  return path;
}

export function removeDoorFile(dataDir: string): void {
  rmSync(join(dataDir, 'open-visit-desk.html'), { force: true });
}

/** What opens a file with the program that the user has chosen for it. */
export function openerOf(platform: NodeJS.Platform, path: string): readonly [string, readonly string[]] {
  if (platform === 'win32') return ['rundll32.exe', ['url.dll,FileProtocolHandler', path]];
  return [platform === 'darwin' ? 'open' : 'xdg-open', [path]];
}

/** Whether the system took the file; a browser that never comes up cannot be told. */
export function openFile(path: string, platform: NodeJS.Platform = process.platform): Promise<boolean> {
  const [command, parameters] = openerOf(platform, path);
  return new Promise((resolve) => {
    const child = spawn(command, parameters, { stdio: 'ignore', detached: platform !== 'win32' });
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
    // Some openers stay as long as the browser they started.
    setTimeout(() => resolve(true), 3_000).unref();
    child.unref();
  });
}
