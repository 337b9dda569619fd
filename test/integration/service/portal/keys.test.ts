/** Keys of portals in the stores of the service, changed by two at once. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openFileDocuments } from '../../../../src/main/service/embeddedStore.ts';
import { createPortalKeys, type PortalKeys } from '../../../../src/main/service/portal/index.ts';
import { openPostgresStore } from '../../../../src/main/service/postgresStore.ts';
import { portalKeysIn } from '../../../../src/main/service/servicePortal.ts';
import type { ServiceStore, SmallDocuments } from '../../../../src/main/service/store.ts';
import { systemClock, systemRandom } from '../../../../src/main/system.ts';
import { startPostgres, type PostgresServer } from '../../../fixtures/postgres.ts';
import { recordingLog } from '../../../fixtures/recordingLog.ts';
import { temporaryFolder } from '../../../fixtures/temporaryFolder.ts';

const rounds = 20;
const keysIn = (documents: SmallDocuments): PortalKeys =>
  createPortalKeys(portalKeysIn(documents), systemClock, systemRandom);

async function added(keys: PortalKeys, system: string): Promise<string> {
  const made = await keys.add(system, ['north']);
  if (!made.ok) throw new Error(made.error);
  return made.value.keyId;
}

function contract(open: () => readonly [SmallDocuments, SmallDocuments]): void {
  test('one that is revoked while another is added does not come back, and the other is there', async () => {
    const [first, second] = open();
    const [one, two] = [keysIn(first), keysIn(second)];
    for (let round = 0; round < rounds; round += 1) {
      const revoked = await added(one, `Old ${round}`);
      const [made] = await Promise.all([added(one, `New ${round}`), two.revoke(revoked)]);
      const ids = (await two.list()).map(({ keyId }) => keyId);
      expect([ids.includes(revoked), ids.includes(made)]).toEqual([false, true]);
    }
  });

  test('what is refused changes nothing', async () => {
    const keys = keysIn(open()[0]);
    const before = await keys.list();
    expect(await keys.revoke('0000000000000000')).toEqual({ ok: false, error: 'key-unknown' });
    expect(await keys.list()).toEqual(before);
  });
}

describe('in a folder', () => {
  contract(() => {
    const dir = temporaryFolder();
    return [openFileDocuments(dir), openFileDocuments(dir)];
  });
});

describe('in PostgreSQL', () => {
  let server: PostgresServer;
  let stores: readonly [ServiceStore, ServiceStore];
  beforeAll(async () => {
    server = await startPostgres();
    const connectionString = await server.database();
    const { signal } = new AbortController();
    const open = (): Promise<ServiceStore> =>
      openPostgresStore({ connectionString, clock: systemClock, log: recordingLog(), signal });
    stores = [await open(), await open()];
  });
  afterAll(async () => {
    await Promise.all(stores.map((store) => store.close()));
    await server.dispose();
  });
  contract(() => [stores[0].documents, stores[1].documents]);
});
