/**
 * The settings of a service of several nodes: one document in PostgreSQL. Read from memory; loaded at the start, when
 * another node has written it, and after a while in which nothing could be heard.
 */
import { causeOf } from '../../log/cause.ts';
import type { Clock, Log, SettingsStore } from '../../ports.ts';
import type { Documents, StoredDocument } from './documents.ts';
import type { Notices } from './notices.ts';

export interface PostgresSettingsOptions {
  readonly documents: Documents;
  /** Started before, so that nothing is missed. */
  readonly notices: Pick<Notices, 'onDocument' | 'onGap'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Another node has saved settings in between; they are loaded by now: look at them, and save again. */
export class SettingsChanged extends Error {
  readonly code = 'settings-changed';
}

export interface PostgresSettingsStore extends SettingsStore {
  /** Errors: rejects with `SettingsChanged`, or with what the server says. */
  write(document: unknown): Promise<void>;
  /** Called when another node has changed the settings and `read` gives the new ones. Returns a function that ends the subscription. */
  onChange(listener: () => void): () => void;
  /** Listens no longer. */
  close(): void;
}

export const settingsName = 'settings';
const lastGoodName = 'settings.last-good';

const retryMs = 2_000;

/** Errors: rejects when the database cannot answer. */
export async function openPostgresSettings(options: PostgresSettingsOptions): Promise<PostgresSettingsStore> {
  const { documents, notices, clock, log } = options;
  let cached: StoredDocument | undefined = await documents.read(settingsName);
  let lastGood: StoredDocument | undefined = await documents.read(lastGoodName);
  const aside = keeping(documents, log);
  const listeners = new Set<() => void>();
  /** The notice of a write of our own may come before its answer, and is none of another node's. */
  let writing: Promise<unknown> = Promise.resolve();
  const load = async (): Promise<void> => {
    await writing;
    const found = await documents.read(settingsName);
    // Two loads may answer in either order, and a write of our own may be newer than both.
    if (!found || found.version <= (cached?.version ?? 0)) return;
    cached = found;
    for (const listener of listeners) listener();
  };
  const follow = following(load, clock, log);
  const ends = [
    notices.onGap(follow.now),
    notices.onDocument(({ name, version }) => {
      if (name === settingsName && version > (cached?.version ?? 0)) follow.now();
    }),
  ];
  return {
    read: () => cached?.body,
    async write(document) {
      // It must not replace what is kept nowhere else.
      await aside.finish();
      const version = cached?.version ?? 0;
      const answer = documents.write(settingsName, document, version);
      writing = answer.catch(() => undefined);
      if ((await answer) === 'saved') {
        if (version >= (cached?.version ?? 0)) cached = { body: document, version: version + 1 };
        return;
      }
      await load();
      throw new SettingsChanged();
    },
    setAside(reason) {
      const name = `${settingsName}.${reason}-${clock.now()}`;
      aside.keep(name, cached?.body ?? null);
      return name;
    },
    readLastGood: () => lastGood?.body,
    async writeLastGood(document) {
      const version = lastGood?.version ?? 0;
      // When another node was quicker, what it kept is as good.
      if ((await documents.write(lastGoodName, document, version)) === 'saved')
        lastGood = { body: document, version: version + 1 };
      else lastGood = await documents.read(lastGoodName);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      for (const end of ends) end();
      follow.stop();
    },
  };
}

/** Keeps documents under other names, as soon as that can be done. */
function keeping(documents: Documents, log: Log) {
  const waiting = new Map<string, unknown>();
  let last: Promise<void> = Promise.resolve();
  const put = async (): Promise<void> => {
    for (const [name, body] of waiting) {
      // A conflict: it was done, and the answer was lost.
      await documents.write(name, body, 0);
      waiting.delete(name);
      log.warn('settings.set-aside', { keptAs: name });
    }
  };
  const finish = (): Promise<void> => (last = last.then(put, put));
  return {
    finish,
    keep(name: string, body: unknown): void {
      waiting.set(name, body);
      finish().catch((error: unknown) => log.error('settings.not-set-aside', { cause: causeOf(error) }));
    },
  };
}

/** One load after the other; one that fails is tried again until it succeeds. */
function following(load: () => Promise<void>, clock: Clock, log: Log) {
  let last: Promise<void> = Promise.resolve();
  let cancel = (): void => undefined;
  let stopped = false;
  const once = async (): Promise<void> => {
    cancel();
    if (stopped) return;
    try {
      await load();
    } catch (error) {
      log.warn('settings.not-loaded', { cause: causeOf(error) });
      cancel = clock.after(retryMs, now);
    }
  };
  const now = (): void => {
    last = last.then(once);
  };
  return {
    now,
    stop(): void {
      stopped = true;
      cancel();
    },
  };
}
