/** Where a single PC keeps its last rehearsal. */
import { randomBytes } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import type { RehearsalStore } from './document.ts';

/** Each write is whole: a power cut leaves the old one or the new one. Errors: as the file system says. */
export function fileStore(path: string): RehearsalStore {
  async function read(): Promise<unknown> {
    const text = await readFile(path, 'utf8').catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 'null';
      throw error;
    });
    return parse(text);
  }
  return {
    read,
    async change(next) {
      const body = next(await read());
      if (body === undefined) return;
      const part = `${path}.${randomBytes(6).toString('hex')}.part`;
      try {
        await writeFile(part, `${JSON.stringify(body)}\n`, { mode: 0o600, flag: 'wx', flush: true });
        await rename(part, path);
      } finally {
        await rm(part, { force: true });
      }
    },
  };
}

/** What is no JSON is none. */
function parse(text: string): unknown {
  try {
    const body: unknown = JSON.parse(text);
    return body;
  } catch {
    return null;
  }
}

/** Of a demo: nothing of it outlives the process. */
export function memoryStore(): RehearsalStore {
  let body: unknown = null;
  return {
    read: async () => body,
    async change(next) {
      body = next(body) ?? body;
    },
  };
}
