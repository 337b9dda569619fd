/** The API for the clinic's other systems, on the staff listener (docs/portal-api.md). */
import type { App } from '../app.ts';
import type { Clock, Log, Random } from '../ports.ts';
import type { Directory } from './access/index.ts';
import { createPortal, createPortalKeys, type KeyDocument, type Portal } from './portal/index.ts';
import type { ServiceStore, SmallDocuments } from './store.ts';

const portalKeysName = 'portal-keys';

/** The document of the keys, the same for every node. */
export const portalKeysIn = (documents: SmallDocuments): KeyDocument => ({
  read: () => documents.read(portalKeysName),
  change: (next) => documents.change(portalKeysName, next),
});

export interface ServicePortalParts {
  readonly app: Pick<App, 'router' | 'visitView'>;
  readonly directory: Directory;
  readonly store: Pick<ServiceStore, 'documents' | 'portalRequests'>;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

export function createServicePortal(parts: ServicePortalParts): Portal {
  const { app, directory, store, clock, random, log } = parts;
  const keys = createPortalKeys(portalKeysIn(store.documents), clock, random);
  const { router, visitView } = app;
  return createPortal({
    ...{ router, visitView, directory, keys, clock, random, log },
    requests: store.portalRequests,
  });
}
