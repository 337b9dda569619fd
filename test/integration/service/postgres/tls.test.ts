import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPostgres } from '../../../../src/main/service/postgres/index.ts';
import { systemClock } from '../../../../src/main/system.ts';
import { startPostgres, type PostgresServer } from '../../../fixtures/postgres.ts';
import { recordingLog } from '../../../fixtures/recordingLog.ts';
import { authority } from '../../../fixtures/trueconf/certificates.ts';

let server: PostgresServer;
let folder: string;
const path = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'visit-desk-tls-'));
  const [own, other] = [await authority(), await authority()];
  writeFileSync(path('own.pem'), own.cert);
  writeFileSync(path('other.pem'), other.cert);
  server = await startPostgres({ tls: await own.issue({ hosts: ['127.0.0.1'] }) });
});
afterAll(async () => {
  await server.dispose();
  rmSync(folder, { recursive: true });
});

async function address(host: string, authorityFile: string): Promise<string> {
  const { pathname } = new URL(await server.database());
  const query = new URLSearchParams({ sslmode: 'verify-full', sslrootcert: path(authorityFile) });
  return `postgresql://postgres@${host}:${server.port}${pathname}?${query.toString()}`;
}

it('every connection of a node is encrypted, and ends in peace', async () => {
  const log = recordingLog();
  const connectionString = await address('127.0.0.1', 'own.pem');
  const node = await openPostgres({ connectionString, clock: systemClock, log });
  const { rows } = await node.pool.query<{ name: string; ssl: boolean }>(
    `SELECT application_name AS name, ssl FROM pg_stat_ssl JOIN pg_stat_activity USING (pid)
     WHERE datname = current_database() ORDER BY 1`,
  );
  expect(new Set(rows.map(({ name }) => name))).toEqual(
    new Set(['visit-desk', 'visit-desk leader service', 'visit-desk notices']),
  );
  expect(rows.every(({ ssl }) => ssl)).toBe(true);
  expect(node.leader.isLeader()).toBe(true);
  expect(await node.health()).toMatchObject({ reachable: true, listening: true });
  await node.close();
  expect(log.lines.map(({ event }) => event)).toEqual([
    'postgres.migrated',
    'service.leader',
    'service.leader',
  ]);
});

it.each([
  ['of another authority', '127.0.0.1', 'other.pem', 'CERT_SIGNATURE_FAILURE'],
  ['of another name', 'localhost', 'own.pem', 'ERR_TLS_CERT_ALTNAME_INVALID'],
])('a server with a certificate %s is refused at once', async (_name, host, file, code) => {
  const connectionString = await address(host, file);
  const opening = openPostgres({ connectionString, clock: systemClock, log: recordingLog() });
  await expect(opening).rejects.toMatchObject({ code });
});
