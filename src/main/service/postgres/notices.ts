/** What other nodes save, heard by LISTEN. This node's own saves are heard as well. */
import type { Clock, Log } from '../../ports.ts';
import {
  documentChannel,
  parseDocument,
  parseSaved,
  savedChannel,
  signalChannel,
  type DocumentNotice,
  type SavedNotice,
} from './savedNotice.ts';
import { createSession } from './session.ts';

export interface NoticesOptions {
  readonly connectionString: string;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Notices {
  /** Called in the order of the saves. Returns a function that ends the subscription. */
  onSaved(listener: (notice: SavedNotice) => void): () => void;
  /** As `onSaved`, of documents. */
  onDocument(listener: (notice: DocumentNotice) => void): () => void;
  /** As `onSaved`, of what desks tell each other (`signals.ts`), as it came. */
  onSignal(listener: (payload: string) => void): () => void;
  /**
   * Nothing was heard for a while, and now it listens again: what is open must be loaded anew. Returns a function that
   * ends the subscription.
   */
  onGap(listener: () => void): () => void;
  /** Whether it listens, as far as the last beat tells. */
  isListening(): boolean;
  /**
   * Resolves when the first attempt has ended: load what is open after that, and nothing is missed. When the attempt
   * failed, the later success counts as a gap.
   */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** How soon a connection is missed that died without a word. */
const beatMs = 10_000;

export function createNotices({ connectionString, clock, log }: NoticesOptions): Notices {
  const saved = subscribers<SavedNotice>();
  const documents = subscribers<DocumentNotice>();
  const signals = subscribers<string>();
  const gaps = subscribers<undefined>();
  let missed = false;
  let listening = false;
  const hear = (channel: string, payload = ''): void => {
    if (channel === signalChannel) return signals.tell(payload);
    const notice = channel === savedChannel ? parseSaved(payload) : undefined;
    const document = channel === documentChannel ? parseDocument(payload) : undefined;
    if (notice) saved.tell(notice);
    else if (document) documents.tell(document);
    else log.warn('postgres.notice-unreadable');
  };
  const session = createSession({
    connectionString,
    purpose: 'notices',
    clock,
    log,
    beatMs,
    async begin(client) {
      client.on('notification', ({ channel, payload }) => hear(channel, payload));
      await client.query(`LISTEN ${savedChannel}; LISTEN ${documentChannel}; LISTEN ${signalChannel}`);
    },
    async beat(client) {
      await client.query('SELECT 1');
    },
    alive() {
      listening = true;
      if (!missed) return;
      missed = false;
      gaps.tell(undefined);
    },
    lost() {
      listening = false;
      missed = true;
    },
  });
  return {
    onSaved: saved.subscribe,
    onDocument: documents.subscribe,
    onSignal: signals.subscribe,
    onGap: gaps.subscribe,
    isListening: () => listening,
    ...session,
  };
}

function subscribers<T>() {
  const listeners = new Set<(event: T) => void>();
  return {
    tell(event: T): void {
      for (const listener of listeners) listener(event);
    },
    subscribe(listener: (event: T) => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
