/** The desk of the desktop, against a node of the service in this process. */
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { createClinicDesk, type ClinicDesk } from '../../../src/main/clinic/clinicDesk.ts';
import type { Connection } from '../../../src/shared/deskLine/connection.ts';
import type { Clock } from '../../../src/main/ports.ts';
import { recordingLog, type RecordingLog } from '../../fixtures/recordingLog.ts';

export interface RunningDesk {
  readonly desk: ClinicDesk;
  readonly log: RecordingLog;
  readonly states: Connection[];
  readonly told: { readonly channel: string; readonly payload: unknown }[];
  /** The `Cookie` header; `undefined`: nobody is signed in. */
  cookie: string | undefined;
  /** Resolves when the line stands like this. */
  until(connection: Connection): Promise<void>;
  /** Resolves with the first of what was told, and will be, on this channel that fits. */
  heard(channel: string, fits?: (payload: unknown) => boolean): Promise<unknown>;
}

export function runDesk(origin: string, clock: Clock, cookie?: string): RunningDesk {
  const log = recordingLog();
  const waiting = new Set<() => void>();
  const session = {
    cookie: async () => running.cookie,
  };
  const desk = createClinicDesk({ origin, version: '0.1.0', session, clock, log });
  onTestFinished(() => desk.stop());
  const when = (isSo: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (!isSo()) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
    });
  const running: RunningDesk = {
    desk,
    log,
    states: [],
    told: [],
    cookie,
    until: (connection) => when(() => desk.connection() === connection),
    async heard(channel, fits = () => true) {
      const found = () => running.told.find((one) => one.channel === channel && fits(one.payload));
      await when(() => found() !== undefined);
      return found()?.payload;
    },
  };
  desk.onEvent((channel, payload) => {
    running.told.push({ channel, payload });
    if (channel === 'connection:changed') running.states.push(desk.connection());
    for (const look of waiting) look();
  });
  return running;
}

/** Cuts every connection of this server without a word, as a network does. */
export function cutter(server: Server): () => void {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return () => {
    for (const socket of sockets) socket.destroy();
  };
}
