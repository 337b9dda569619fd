/**
 * A folder that looks like Electron's and holds no program: enough for electron-builder to make a real archive of the
 * app and for the fuses to be flipped and read. What it makes cannot be started.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Marks the fuse wire in Electron's binaries. Source: https://www.electronjs.org/docs/latest/tutorial/fuses */
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const wireVersion = 1;
/** As shipped: what is off, and what is on. */
const shipped = '101100011';

/** Fills `folder` for Linux. */
export function writeStub(folder: string, version: string): void {
  mkdirSync(join(folder, 'resources'), { recursive: true });
  mkdirSync(join(folder, 'locales'), { recursive: true });
  const wire = Buffer.concat([
    Buffer.from(sentinel),
    Buffer.from([wireVersion, shipped.length]),
    Buffer.from(shipped),
  ]);
  const nothing = Buffer.alloc(4_096);
  writeFileSync(join(folder, 'electron'), Buffer.concat([nothing, wire, nothing]), { mode: 0o755 });
  writeFileSync(join(folder, 'chrome-sandbox'), '', { mode: 0o755 });
  writeFileSync(join(folder, 'version'), version);
  writeFileSync(join(folder, 'LICENSE'), '');
  writeFileSync(join(folder, 'LICENSES.chromium.html'), '');
  writeFileSync(join(folder, 'locales/en-US.pak'), '');
  writeFileSync(join(folder, 'locales/ru.pak'), '');
}
