/** The store of a service of several nodes, as the service sees it. */
import type { Clock, Log } from '../ports.ts';
import type { Documents } from './postgres/documents.ts';
import { openPostgres } from './postgres/index.ts';
import { createPostgresRequests } from './postgres/portalRequests.ts';
import type { ServiceStore, SmallDocuments } from './store.ts';

export interface PostgresStoreOptions {
  readonly connectionString: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Ends the waiting for a server that is not there yet. */
  readonly signal: AbortSignal;
}

/** Waits for a server that is away. Errors: rejects where waiting is of no use; the error holds no connection string. */
export async function openPostgresStore(options: PostgresStoreOptions): Promise<ServiceStore> {
  const postgres = await openPostgres(options);
  const { leader, presence, settings, notices, stores } = postgres;
  const ends: (() => void)[] = [];
  return {
    access: stores,
    settings,
    portalRequests: createPostgresRequests(postgres.pool),
    documents: smallDocuments(postgres.documents),
    site: {
      openRepository: async (sealer) => postgres.repository(sealer),
      leadership: { leads: leader.isLeader, onChange: leader.onChange },
      presence,
    },
    signals: postgres.signals,
    leads: leader.isLeader,
    async answers() {
      const { reachable, writable } = await postgres.health();
      return reachable && writable;
    },
    listen(listener) {
      ends.push(
        notices.onSaved(({ visitId, version }) => listener.visitSaved(visitId, version)),
        notices.onGap(listener.gap),
        notices.onDocument(({ name }) => listener.documentChanged(name)),
        settings.onChange(listener.settingsChanged),
      );
    },
    async close() {
      for (const end of ends) end();
      await postgres.close();
    },
  };
}

/** Nobody writes one of these twice a second: whoever finds another's write takes it and writes again. */
const attempts = 5;

/** Errors of `write` and `change`: rejects too when others write all the time. */
function smallDocuments(documents: Documents): SmallDocuments {
  const change: SmallDocuments['change'] = async (name, next) => {
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const found = await documents.read(name);
      const body = next(found?.body);
      if (body === undefined) return;
      if ((await documents.write(name, body, found?.version ?? 0)) === 'saved') return;
    }
    throw new Error('a document is written by others all the time');
  };
  return {
    read: async (name) => (await documents.read(name))?.body,
    readOrWrite: async (name, body) => (await documents.readOrWrite(name, body)).body,
    write: (name, body) => change(name, () => body),
    change,
  };
}
