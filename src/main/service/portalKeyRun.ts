/** `npm run service -- portal-key …` at the terminal: the key goes to stdout and nowhere else. */
import { join } from 'node:path';
import { err, ok, type Result } from '../../shared/result.ts';
import { causeOf } from '../log/cause.ts';
import type { Log } from '../ports.ts';
import { systemClock, systemRandom } from '../system.ts';
import { openSqliteStores, type Site } from './access/index.ts';
import type { ServiceConfig } from './config.ts';
import { openFileDocuments } from './embeddedStore.ts';
import type { ServiceMessage, ServiceProblem } from './flags.ts';
import { createPortalKeys, portalKeyCommand } from './portal/index.ts';
import type { Say } from './say.ts';
import type { Secrets } from './secrets.ts';
import { portalKeysIn } from './servicePortal.ts';

export interface PortalKeyParts {
  readonly config: ServiceConfig;
  readonly secrets: Secrets;
  readonly say: Say;
  readonly log: Log;
}

const problems = {
  usage: 'portal-key-usage',
  'name-invalid': 'portal-key-name-invalid',
  'no-site': 'portal-key-no-site',
  'site-unknown': 'portal-key-site-unknown',
  'two-already': 'portal-key-two-already',
  'key-unknown': 'portal-key-unknown',
} as const satisfies Readonly<Record<string, ServiceMessage>>;

/** Works while the service runs, which reads the keys anew. Errors: what was wrong. */
export async function runPortalKey(
  words: readonly string[],
  parts: PortalKeyParts,
): Promise<Result<void, ServiceProblem>> {
  let opened: Awaited<ReturnType<typeof openDocuments>> | undefined;
  try {
    opened = await openDocuments(parts);
    const sites = await opened.access.accounts.listSites();
    const keys = createPortalKeys(portalKeysIn(opened.documents), systemClock, systemRandom);
    const done = await portalKeyCommand(words, keys, sites);
    if (!done.ok) return err({ problem: problems[done.error], values: { sites: listOf(sites) } });
    show(done.value, sites, parts.say);
    return ok(undefined);
  } catch (error) {
    return err({ problem: 'store-unusable', values: { cause: causeOf(error) } });
  } finally {
    await opened?.close();
  }
}

async function openDocuments({ config, secrets, log }: PortalKeyParts) {
  if (config.embedded) {
    const access = openSqliteStores(join(config.dataDir, 'access.sqlite'));
    return { documents: openFileDocuments(config.dataDir), access, close: () => access.close() };
  }
  const { openPostgresStore } = await import('./postgresStore.ts');
  const connectionString = secrets.get('database') ?? '';
  // Somebody stands at the terminal: a server that is away is said soon.
  const signal = AbortSignal.timeout(10_000);
  const store = await openPostgresStore({ connectionString, clock: systemClock, log, signal });
  return { documents: store.documents, access: store.access, close: store.close };
}

const listOf = (sites: readonly Site[]): string =>
  sites.map(({ name, id }) => `${name} (${id})`).join(', ') || '—';

/** One that is not there any more is told by its id. */
const namesOf = (siteIds: readonly string[], sites: readonly Site[]): string =>
  siteIds.map((siteId) => sites.find(({ id }) => id === siteId)?.name ?? siteId).join(', ');

type Done = Extract<Awaited<ReturnType<typeof portalKeyCommand>>, { ok: true }>['value'];

function show(done: Done, sites: readonly Site[], say: Say): void {
  switch (done.done) {
    case 'added':
      say('portal-key-added', { system: done.system, keyId: done.keyId });
      process.stdout.write(`${done.key}\n`);
      break;
    case 'revoked':
      say('portal-key-revoked', { keyId: done.keyId });
      break;
    case 'listed':
      if (done.keys.length === 0) say('portal-key-none');
      for (const { keyId, system, siteIds, createdAt } of done.keys) {
        const date = new Date(createdAt).toISOString().slice(0, 10);
        say('portal-key-listed', { keyId, system, sites: namesOf(siteIds, sites), date });
      }
  }
}
