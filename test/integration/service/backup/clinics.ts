/** A clinic in each of the two stores, with something of every kind in it. */
import { createPool } from '../../../../src/main/service/postgres/connection.ts';
import { openPostgresBackup } from '../../../../src/main/service/postgres/backup.ts';
import { openPostgres } from '../../../../src/main/service/postgres/index.ts';
import { openEmbeddedBackup, type BackupStore } from '../../../../src/main/service/backup/index.ts';
import { openEmbeddedStore } from '../../../../src/main/service/embeddedStore.ts';
import type { AccessStores } from '../../../../src/main/service/access/stores.ts';
import type { SmallDocuments } from '../../../../src/main/service/store.ts';
import { systemClock } from '../../../../src/main/system.ts';
import { linkToken, makeLink, sha256Hex } from '../../../../src/main/visits/links.ts';
import { createFieldSealer } from '../../../../src/main/visits/sealedField.ts';
import type { VisitRecord, VisitRepository } from '../../../../src/main/visits/types.ts';
import { openSqliteRepository } from '../../../../src/main/visits/visitRepository.ts';
import { join } from 'node:path';
import { expect } from 'vitest';
import { anAccount, anAdministrator } from '../../../fixtures/accountStoreContract.ts';
import { fakeRandom } from '../../../fixtures/fakeRandom.ts';
import { recordingLog } from '../../../fixtures/recordingLog.ts';
import { aPerson, aVisit } from '../../../fixtures/repositoryContract.ts';
import { aSession } from '../../../fixtures/sessionStoreContract.ts';

export const linkKey = Buffer.alloc(32, 7);
export const fieldKey = Buffer.alloc(32, 1);
const closed = { name: 'closed', reason: 'ended' } as const;

/** A store as the service has it. */
export interface Clinic {
  readonly visits: VisitRepository;
  readonly access: AccessStores;
  readonly documents: Pick<SmallDocuments, 'read' | 'write'>;
  close(): Promise<void>;
}

/** Where a clinic can be: opened by the service, or by backup and restore. */
export interface Place {
  open(key?: Buffer): Promise<Clinic>;
  backup(): BackupStore;
}

export function embeddedPlace(dataDir: string): Place {
  const log = recordingLog();
  return {
    backup: () => openEmbeddedBackup({ dataDir, clock: systemClock, log }),
    async open(key = fieldKey) {
      const store = openEmbeddedStore(dataDir);
      const sealer = createFieldSealer(key, fakeRandom());
      const path = join(dataDir, 'visits.sqlite');
      const visits = openSqliteRepository({ path, sealer, clock: systemClock, log });
      return {
        visits,
        access: store.access,
        documents: store.documents,
        async close() {
          await visits.close();
          await store.close();
        },
      };
    },
  };
}

export function postgresPlace(connectionString: string): Place {
  const log = recordingLog();
  return {
    backup: () => openPostgresBackup({ connectionString, log }),
    async open(key = fieldKey) {
      const postgres = await openPostgres({ connectionString, clock: systemClock, log });
      return {
        visits: postgres.repository(createFieldSealer(key, fakeRandom())),
        access: postgres.stores,
        documents: {
          read: async (name) => (await postgres.documents.read(name))?.body,
          async write(name, body) {
            await postgres.documents.write(name, body, 0);
          },
        },
        close: postgres.close,
      };
    },
  };
}

export const tokenOf = (visitId: string): string => linkToken(linkKey, visitId, 1, 1);

/** @param count of visits; each has the same persons. */
export const records = (count: number): readonly VisitRecord[] =>
  Array.from({ length: count }, (_, index) => {
    const id = `visit-${index}`;
    const link = makeLink(linkKey, id, { number: 1, generation: 1 });
    const kinds = [{}, { state: { name: 'planned' }, startsAt: 5_000 + index } as const, { state: closed }];
    return {
      visit: aVisit(id, {
        label: `CanaryLabel ${index}`,
        note: 'CanaryNote',
        links: [link],
        ...kinds[index % 3],
      }),
      persons: [
        aPerson(id, `p-${index}`, {
          name: `CanaryName ${index}`,
          message: { kind: 'text', text: 'CanaryMessage', at: 7 },
        }),
      ],
      version: 0,
    };
  });

export const settings = { clinic: { phone: '+7 495 000\u2028', name: 'Клиника «Север»' } };

/** What a backup must have, and what it must not have (`Canary…`). */
export async function settle(place: Place, count: number): Promise<void> {
  const clinic = await place.open();
  for (const record of records(count)) await clinic.visits.save(record);
  const first = (await clinic.visits.load('visit-0'))!;
  await clinic.visits.save(first);
  const { accounts, sessions } = clinic.access;
  await accounts.addFirstCode('CanaryCode', 1);
  await accounts.save(anAdministrator('root'));
  const subject = { issuer: 'https://id.clinic.example', subject: 'x' };
  await accounts.save(anAccount('house', { siteIds: ['north', 'юг'], subject, disabled: true }));
  await accounts.putSite({ id: 'north', name: 'Север' });
  expect(await sessions.add(aSession('s', { accountId: 'root', tokenHash: 'CanarySession' }), 1)).toBe(true);
  await sessions.useOnce('CanaryMark', 9);
  await accounts.takeAttempt('CanaryAttempt', 1, { free: 3, baseMs: 1, maxMs: 1, forgetMs: 1 });
  await clinic.documents.write('installation', { tag: 'visit-desk-0123456789abcdef' });
  await clinic.documents.write('settings', settings);
  await clinic.close();
}

export const hashOf = (visitId: string): string => sha256Hex(tokenOf(visitId));

/** How many transactions are open in the database of this connection string. */
export async function openTransactions(connectionString: string): Promise<number> {
  const pool = createPool({ connectionString, log: recordingLog(), size: 1 });
  const { rows } = await pool.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL`,
  );
  await pool.end();
  return rows[0]?.count ?? 0;
}
