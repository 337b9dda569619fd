/** Everything of a service of one machine, in one folder: no other process uses it, so nothing comes from elsewhere. */
import { mkdirSync, renameSync } from 'node:fs';
import { basename, join } from 'node:path';
import { err, ok, type Result } from '../../shared/result.ts';
import { takeLock, type ExclusiveLock } from '../exclusiveLock.ts';
import type { SettingsStore } from '../ports.ts';
import { lastGoodFile } from '../settings/lastGood.ts';
import { openSqliteStores, type AccessStores } from './access/index.ts';
import { readIfThere, writePrivate } from './files.ts';
import type { ServiceProblem } from './flags.ts';
import { openSqliteRequests } from './portal/index.ts';
import type { ServiceStore, SmallDocuments } from './store.ts';

/** Errors: `data-dir-unusable`, `data-dir-in-use`. Its holder lets go of it last. */
export function lockDataDir(dataDir: string): Result<ExclusiveLock, ServiceProblem> {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const lock = takeLock(join(dataDir, 'instance.lock'));
    return lock ? ok(lock) : err({ problem: 'data-dir-in-use', values: { path: dataDir } });
  } catch {
    return err({ problem: 'data-dir-unusable', values: { path: dataDir } });
  }
}

/** The folder is locked before. Errors: throws what the file system or the database says. */
export function openEmbeddedStore(dataDir: string): ServiceStore {
  const access: AccessStores = openSqliteStores(join(dataDir, 'access.sqlite'));
  const portalRequests = openSqliteRequests(join(dataDir, 'portal.sqlite'));
  return {
    access,
    settings: openFileSettings(join(dataDir, 'settings.json')),
    documents: openFileDocuments(dataDir),
    portalRequests,
    site: {},
    leads: () => true,
    async answers() {
      return access.accounts.hasAdministrator().then(
        () => true,
        () => false,
      );
    },
    listen: () => undefined,
    async close() {
      await Promise.all([access.close(), portalRequests.close()]);
    },
  };
}

/** The settings document as a file; what is no JSON makes `read` throw, and the core sets it aside. */
function openFileSettings(path: string): SettingsStore {
  return {
    read() {
      const text = readIfThere(path);
      return text === undefined ? {} : parse(text);
    },
    write: (document) => writePrivate(path, `${JSON.stringify(document, null, 2)}\n`),
    setAside(reason) {
      const aside = `${path}.${reason}-${Date.now()}`;
      renameSync(path, aside);
      return basename(aside);
    },
    ...lastGoodFile(path),
  };
}

/** A change takes milliseconds, and waiting blocks the process. */
const changeWaitMs = 2_000;

/** Without the folder's lock: each write is whole, and a change waits for another process's. */
export function openFileDocuments(dataDir: string): SmallDocuments {
  const pathOf = (name: string): string => join(dataDir, `${name}.json`);
  const read = async (name: string): Promise<unknown> => {
    const text = readIfThere(pathOf(name));
    return text === undefined ? undefined : parse(text);
  };
  const write = async (name: string, body: unknown): Promise<void> =>
    writePrivate(pathOf(name), `${JSON.stringify(body)}\n`);
  return {
    read,
    write,
    async change(name, next) {
      const lock = takeLock(join(dataDir, 'documents.lock'), changeWaitMs);
      if (!lock) throw new Error('a document is being changed by another process');
      try {
        // Nothing comes in between: files are read and written at once.
        const text = readIfThere(pathOf(name));
        const body = next(text === undefined ? undefined : parse(text));
        if (body !== undefined) writePrivate(pathOf(name), `${JSON.stringify(body)}\n`);
      } finally {
        lock.release();
      }
    },
    async readOrWrite(name, body) {
      const found = await read(name);
      if (found !== undefined) return found;
      await write(name, body);
      return body;
    },
  };
}

function parse(text: string): unknown {
  const value: unknown = JSON.parse(text);
  return value;
}
