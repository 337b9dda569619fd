/** The clinic that is measured: TrueConf Server, PostgreSQL, nodes as IT starts them; the load comes from processes beside them. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Pool } from 'pg';
import { startEmulator, type Emulator } from '../../../src/emulator/index.ts';
import { createPool } from '../../../src/main/service/postgres/connection.ts';
import { migrate } from '../../../src/main/service/postgres/migrations.ts';
import { defaultSettings } from '../../../src/shared/settings.ts';
import { credentials, doctor } from '../../e2e/support/clinic.ts';
import { freePort } from '../../fixtures/freePort.ts';
import { startPostgres, type PostgresServer } from '../../fixtures/postgres.ts';
import {
  endNow,
  startService,
  type ServiceProcess,
} from '../../integration/service/process/serviceProcess.ts';
import { silent } from '../fullStore.ts';
import { closers } from '../world.ts';
import { createBalancer, publicOrigin, staffOrigin } from './balancer.ts';
import type { DeskWork } from './deskProcess.ts';
import { doctorIdAt, hireStaff, type Staff } from './people.ts';
import type { PatientWork } from './patientProcess.ts';
import { StaffDesk } from './staffDesk.ts';
import { startWorker, type Worker } from './worker.ts';

/** Bytes of the two keys, the same on every node. */
export const keys = { linkKey: Buffer.alloc(32, 'l'), fieldKey: Buffer.alloc(32, 'f') } as const;

export interface BenchNode {
  readonly pid: number;
  readonly process: ServiceProcess;
  /** `http://127.0.0.1:PORT/` of its two listeners. */
  readonly patients: string;
  readonly staff: string;
}

export interface House {
  readonly server: Emulator;
  readonly pool: Pool;
  readonly staff: Staff;
  readonly desks: Worker<DeskWork>;
  readonly patients: Worker<PatientWork>;
  /** Where PostgreSQL keeps its data: by it its processes are known. */
  readonly dataFolder: string;
  startNode(): Promise<BenchNode>;
  /** `kill -9`. */
  kill(node: BenchNode): Promise<void>;
  /** By an administrator: every visit begins with the waiting room. */
  chooseWaitingRoom(node: BenchNode): Promise<void>;
}

/** Lets `use` work in a clinic with so many desks, whose nodes do not run yet; ends everything whatever happens. */
export async function withHouse<T>(deskCount: number, use: (house: House) => Promise<T>): Promise<T> {
  const ends: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    closers.delete(close);
    for (const end of ends.splice(0).reverse()) await end();
  };
  closers.add(close);
  try {
    return await use(await open(deskCount, ends));
  } finally {
    await close();
  }
}

async function open(deskCount: number, ends: (() => Promise<unknown>)[]): Promise<House> {
  const later = <T>(made: T, end: (made: T) => Promise<unknown>): T => {
    ends.push(() => end(made));
    return made;
  };
  const folder = later(await mkdtemp(join(tmpdir(), 'visit-desk-bench-service-')), (path) =>
    rm(path, { recursive: true, force: true }),
  );
  const users = Array.from({ length: deskCount }, (_unused, index) => ({
    id: doctorIdAt(index),
    displayName: `Dr. ${index}`,
    password: '-',
  }));
  const server = later(await startEmulator({ ...credentials, users: [doctor, ...users] }), (emulator) =>
    emulator.close(),
  );
  const postgres: PostgresServer = later(await startPostgres(), (started) => started.dispose());
  const database = await postgres.database();
  const pool = later(createPool({ connectionString: database, log: silent, size: 4 }), (made) => made.end());
  await migrate(pool, silent);
  const staff = await hireStaff(pool, deskCount);
  const start = await nodeStarter(folder, database, server);
  const nodes: BenchNode[] = [];
  // Ended after the load, which would cry out for them.
  ends.push(() => Promise.all(nodes.map((node) => endNow(node.process))));
  return {
    server,
    pool,
    staff,
    dataFolder: join(dirname(postgres.socketPath), 'data'),
    desks: later(startWorker<DeskWork>(join(import.meta.dirname, 'deskProcess.ts')), (made) => made.close()),
    patients: later(startWorker<PatientWork>(join(import.meta.dirname, 'patientProcess.ts')), (made) =>
      made.close(),
    ),
    async startNode() {
      const node = await start();
      nodes.push(node);
      return node;
    },
    kill: ({ process }) => endNow(process),
    chooseWaitingRoom: (node) => chooseWaitingRoom(staff, node),
  };
}

async function nodeStarter(
  folder: string,
  database: string,
  server: Emulator,
): Promise<() => Promise<BenchNode>> {
  const secrets = {
    database,
    'client-secret': credentials.clientSecret,
    'link-key': keys.linkKey.toString('base64url'),
    'field-key': keys.fieldKey.toString('base64url'),
  };
  for (const [name, value] of Object.entries(secrets))
    await writeFile(join(folder, name), value, { mode: 0o600 });
  const addresses = ['--public-address', publicOrigin, '--staff-address', staffOrigin];
  return async () => {
    // The service prints the addresses at the proxy, which here is the load itself.
    const [patients, staff] = [await freePort(), await freePort()];
    const ports = ['--public-port', `${patients}`, '--staff-port', `${staff}`];
    const process = startService(['--secrets-dir', folder, '--print-urls', ...ports, ...addresses], {
      keep: true,
      environment: { VISIT_DESK_SERVER: server.origin, VISIT_DESK_CLIENT_ID: credentials.clientId },
    });
    try {
      await process.running;
      const at = (port: number): string => `http://127.0.0.1:${port}/`;
      return { pid: process.child.pid ?? 0, process, patients: at(patients), staff: at(staff) };
    } catch (error) {
      await endNow(process);
      throw error;
    }
  };
}

async function chooseWaitingRoom({ administrator }: Staff, node: BenchNode): Promise<void> {
  const desk = new StaffDesk(administrator, 0, createBalancer([node.staff]), { onVisit: () => undefined });
  desk.open();
  await desk.served();
  const visits = { ...defaultSettings.visits, admission: 'waiting' } as const;
  await desk.ask('settings:save', { linksMayDie: false, sections: { visits } });
  desk.close();
}
