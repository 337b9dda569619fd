/**
 * Visit Desk's core for hostile requests: real visits over a SQLite file, and the real join server listening on loopback
 * twice, once for everybody and once believing a proxy. Fake are the clock, the random numbers and the TrueConf server.
 */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { builtInTexts } from '../../../src/main/join/patientTexts.ts';
import { createJoinServer } from '../../../src/main/join/server.ts';
import { createFieldSealer } from '../../../src/main/visits/sealedField.ts';
import type { Door, VisitRecord } from '../../../src/main/visits/types.ts';
import { openSqliteRepository } from '../../../src/main/visits/visitRepository.ts';
import type { Admission } from '../../../src/shared/visit.ts';
import { FakeClock, settle } from '../../fixtures/fakeClock.ts';
import { helpTexts, plainAssets } from '../../fixtures/join/joinServer.ts';
import { recordingLog, type RecordingLog } from '../../fixtures/recordingLog.ts';
import { clinicSettings, must, startHarness, tokenOf, type Harness } from '../../fixtures/visitsHarness.ts';

export const doors = ['direct', 'proxied'] as const;
/** `proxied`: this server believes `X-Forwarded-*`, because the test's address is that of a trusted proxy. */
export type DoorName = (typeof doors)[number];
/** Behind its proxy the page lies under a path. */
export const basePaths: Readonly<Record<DoorName, string>> = { direct: '', proxied: '/video' };

/** A visit with the tokens by which requests try to reach it. */
export interface Target {
  readonly id: string;
  readonly token: string;
  /** Of the same link before it was made anew. */
  readonly revoked: string;
  readonly admission: Admission;
}

export interface World {
  readonly clock: FakeClock;
  readonly harness: Harness;
  readonly ports: Readonly<Record<DoorName, number>>;
  /** All tokens there ever were, for the search of what must not leak. */
  readonly tokens: ReadonlySet<string>;
  /** How often the door was asked what it does, by the name of the deed. */
  readonly asked: ReadonlyMap<string, number>;
  newTarget(admission: Admission): Promise<Target>;
  /** The token of a visit that has ended. */
  readonly ended: string;
  record(visitId: string): Promise<VisitRecord>;
  /** The door has answered all that it was asked at these links. */
  answered(tokens: readonly string[]): Promise<void>;
  /** Every connection is closed on the server's side too, and the door has answered everything. */
  atRest(): Promise<void>;
  openSockets(): number;
  /** What the core and the servers logged. */
  readonly log: RecordingLog;
  close(): Promise<void>;
}

/** Passes everything on, and knows what has not been answered yet: `busy` holds the tokens of that. */
function counting(door: Door): { door: Door; asked: Map<string, number>; busy: string[] } {
  const asked = new Map<string, number>();
  const busy: string[] = [];
  const counted =
    <Rest extends readonly unknown[], Output>(
      name: string,
      deed: (token: string, ...rest: Rest) => Promise<Output>,
    ) =>
    async (token: string, ...rest: Rest): Promise<Output> => {
      asked.set(name, (asked.get(name) ?? 0) + 1);
      busy.push(token);
      try {
        return await deed(token, ...rest);
      } finally {
        busy.splice(busy.indexOf(token), 1);
      }
    };
  return {
    asked,
    busy,
    door: {
      look: counted('look', door.look),
      heard: counted('heard', door.heard),
      report: counted('report', door.report),
      press: counted('press', door.press),
      callMe: counted('callMe', door.callMe),
      handOver: counted('handOver', door.handOver),
      watch: counted('watch', door.watch),
    },
  };
}

/** The server's ends of the connections to these ports. */
function serverSockets(ports: () => readonly number[]): { open: Set<Socket>; stop: () => void } {
  const open = new Set<Socket>();
  const seen = (message: unknown): void => {
    if (typeof message !== 'object' || message === null || !('socket' in message)) return;
    // The channel's only content (https://nodejs.org/api/diagnostics_channel.html, `net.server.socket`).
    const { socket } = message as { socket: Socket };
    if (socket.localPort === undefined || !ports().includes(socket.localPort)) return;
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  };
  subscribe('net.server.socket', seen);
  return { open, stop: () => void unsubscribe('net.server.socket', seen) };
}

/** `folder`: where the store is kept. */
export async function openWorld(folder: string): Promise<World> {
  const clock = new FakeClock();
  const log = recordingLog();
  const random = { bytes: (count: number) => randomBytes(count) };
  const sealer = createFieldSealer(random.bytes(32), random);
  const repository = openSqliteRepository({ path: join(folder, 'visits.sqlite'), sealer, clock, log });
  const harness = await startHarness({ repository, ports: { clock, random, log } });
  harness.settings = {
    ...clinicSettings,
    clinic: { name: 'City Clinic No. 5', phone: '8 495 000-00-00', showDoctor: true },
  };
  const { door, asked, busy } = counting(harness.visits.door);
  const serve = (name: DoorName, trustedProxies: readonly string[]) =>
    createJoinServer({
      basePath: basePaths[name],
      door,
      settings: () => {
        const { settings } = harness;
        return { ...settings, join: { ...settings.join, trustedProxies: [...trustedProxies] } };
      },
      serverOrigin: () => harness.server.origin,
      clock,
      random,
      log,
      assets: plainAssets,
      help: helpTexts,
      mayEmbed: async () => false,
      patientTexts: () => builtInTexts,
    });
  const servers = { direct: serve('direct', []), proxied: serve('proxied', ['127.0.0.1/32']) };
  const ports = {
    direct: must(await servers.direct.listen({ host: '127.0.0.1', port: 0 })).port,
    proxied: must(await servers.proxied.listen({ host: '127.0.0.1', port: 0 })).port,
  };
  const sockets = serverSockets(() => Object.values(ports));
  const tokens = new Set<string>();
  const newVisit = async (): Promise<{ id: string; token: string }> => {
    const view = must(await harness.visits.desk.create());
    tokens.add(tokenOf(view));
    return { id: view.id, token: tokenOf(view) };
  };
  const past = await newVisit();
  must(await harness.visits.desk.end(past.id));
  return {
    clock,
    harness,
    ports,
    tokens,
    asked,
    ended: past.token,
    async newTarget(admission) {
      const { id, token: revoked } = await newVisit();
      must(await harness.visits.desk.setAdmission(id, admission));
      const token = tokenOf(must(await harness.visits.desk.newLink(id)));
      tokens.add(token);
      return { id, token, revoked, admission };
    },
    async record(visitId) {
      const record = await repository.load(visitId);
      if (!record) throw new Error('the visit is gone');
      return record;
    },
    async answered(mine) {
      do await settle();
      while (busy.some((token) => mine.includes(token)));
    },
    async atRest() {
      do await settle();
      while (sockets.open.size > 0 || busy.length > 0);
    },
    openSockets: () => sockets.open.size,
    log,
    async close() {
      await servers.direct.close();
      await servers.proxied.close();
      await harness.visits.stop();
      await repository.close();
      sockets.stop();
    },
  };
}
