/**
 * A stand-in for TrueConf Server: its API as trueconf-api.md describes it, a web client that really connects
 * people, and a switch for every doubt and every fault. For the demo, training and tests.
 */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { answerApi } from './api/router.ts';
import { strike } from './faults.ts';
import { readRequest, send } from './http.ts';
import { listen, plainListener, shut, tlsListener } from './listener.ts';
import { answerPage } from './pages.ts';
import { createRequestLog, type RequestLog } from './requestLog.ts';
import { loadRoomAssets, type RoomAssets } from './roomAssets.ts';
import { attachSignalling } from './signalling.ts';
import { spoil, worksFirst } from './spoil.ts';
import type { Emulator, EmulatorOptions } from './types.ts';
import { createWorld, remove, snapshot, stop, type Conference, type World } from './world.ts';

export { noFaults, type Faults, type FaultScope, type SpoiledAnswer } from './faults.ts';
export type * from './types.ts';

async function answer(
  world: World,
  assets: RoomAssets,
  log: RequestLog,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const request = await readRequest(message);
  const line = `${request.method} ${request.path}`;
  log.arrived(line, response);
  const fault = strike(world.faults, line);
  if (fault.latencyMs > 0) await delay(fault.latencyMs);
  if (fault.answer !== null && !worksFirst(fault.answer)) {
    spoil(response, fault.answer);
    return;
  }
  const reply = answerApi(world, request) ?? answerPage(world, assets, request);
  if (fault.answer === null) send(response, reply);
  else spoil(response, fault.answer);
}

/** What a test can do behind the client's back. */
function controls(
  world: World,
): Pick<Emulator, 'conferences' | 'revokeTokens' | 'deleteConference' | 'stopConference' | 'kick'> {
  const withConference = (id: string, act: (world: World, conference: Conference) => void): void => {
    const conference = world.conferences.get(id);
    if (conference) act(world, conference);
  };
  return {
    conferences: () => [...world.conferences.values()].map(snapshot),
    revokeTokens: () => {
      world.accessTokens.clear();
    },
    deleteConference: (id) => {
      withConference(id, remove);
    },
    stopConference: (id) => {
      withConference(id, stop);
    },
    kick: (participantId) => {
      for (const { participants } of world.conferences.values())
        participants.get(participantId)?.drop('kicked');
    },
  };
}

const bracketed = (host: string): string =>
  host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;

/** Errors: rejects when the port is taken. */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const world = createWorld(options);
  const log = createRequestLog();
  const assets = loadRoomAssets();
  const handle: RequestListener = (message, response) => {
    answer(world, assets, log, message, response).catch(() => response.destroy());
  };
  const host = options.host ?? '127.0.0.1';
  const publicHost = options.publicHost ?? host;
  const names = [publicHost, 'localhost', '127.0.0.1', '::1'];
  const listener = options.tls ? await tlsListener(handle, names, world.bytes) : plainListener(handle);
  const hangUp = attachSignalling(world, listener.server);
  const port = await listen(listener.server, options.port ?? 0, host);
  world.origin = new URL(`${options.tls ? 'https' : 'http'}://${bracketed(publicHost)}:${port}`).origin;
  return {
    ...controls(world),
    origin: world.origin,
    port,
    faults: world.faults,
    get certificate() {
      return listener.certificate();
    },
    get log() {
      return log.lines();
    },
    requests: log.count,
    nextRequest: log.next,
    rotateCertificate: (wishes = {}) => listener.rotate(wishes),
    close: () => {
      hangUp();
      return shut(listener.server);
    },
  };
}
