/** The way up to the desks' socket: what is asked before anybody is let in. */
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { frameLimits, refuseUpgrade } from '../../ipc/frames.ts';
import { causeOf } from '../../log/cause.ts';
import { ownOrigin } from '../access/guard.ts';
import type { StaffParts, Watch } from './parts.ts';
import { closeCodes } from './protocol.ts';
import type { Room } from './room.ts';
import { createStrangers } from './strangers.ts';

export const socketPath = '/desk/socket';

/** What a person makes of a refusal is the desk's: a browser tells its script no status of a refused upgrade. */
const statuses = {
  foreign: '403 Forbidden',
  full: '503 Service Unavailable',
  'too-many': '429 Too Many Requests',
  store: '503 Service Unavailable',
  stopping: '503 Service Unavailable',
} as const;

export interface SocketDoor {
  /** Closes what has not closed by itself. */
  close(): void;
}

/** Answers the upgrades of `server`. */
export function serveDesks(server: Server, room: Room, parts: StaffParts): SocketDoor {
  const { access, origins, addressOf, clock, log } = parts;
  const { limits, metrics } = room;
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: frameLimits.messageBytes,
    perMessageDeflate: false,
  });
  const strangers = createStrangers(clock, limits);
  let entering = 0;

  const refuse = (stream: Duplex, why: keyof typeof statuses): void => {
    metrics.refused(why);
    refuseUpgrade(stream, statuses[why]);
  };

  async function letIn(request: IncomingMessage, stream: Duplex, head: Buffer): Promise<void> {
    const waiting = holdStream(stream);
    let watch: Watch | undefined;
    try {
      watch = await access.watch(request);
    } catch (error) {
      log.warn('staff.session-unknown', { cause: causeOf(error) });
      refuse(stream, 'store');
      return;
    } finally {
      waiting.end();
    }
    if (room.isStopping() || stream.destroyed) {
      watch?.stop();
      refuse(stream, 'stopping');
      return;
    }
    const upgrade = { isDone: false };
    sockets.handleUpgrade(request, stream, head, (socket) => {
      upgrade.isDone = true;
      if (watch) return room.enter(socket, watch);
      strangers.knocked(addressOf(request));
      metrics.refused('signed-out');
      socket.on('error', () => socket.terminate());
      // Not answered by a status: the desk would take it for a lost connection.
      socket.close(closeCodes.signedOut);
    });
    // No WebSocket after all: its head was broken, or its stream.
    if (!upgrade.isDone) watch?.stop();
  }

  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    if (request.url !== socketPath) return refuseUpgrade(stream, '404 Not Found');
    const { host, origin } = request.headers;
    const own = ownOrigin({ method: request.method ?? '', host, origin, isUpgrade: true }, origins());
    if (own === undefined) return refuse(stream, 'foreign');
    if (room.isStopping()) return refuse(stream, 'stopping');
    if (sockets.clients.size + entering >= limits.sockets) return refuse(stream, 'full');
    if (!strangers.mayKnock(addressOf(request))) return refuse(stream, 'too-many');
    entering += 1;
    void letIn(request, stream, head).finally(() => (entering -= 1));
  });

  return {
    close() {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
}

/** While the session is looked up nobody else listens to the stream: an error there would end the process. */
function holdStream(stream: Duplex): { end(): void } {
  const onError = (): void => void stream.destroy();
  stream.on('error', onError);
  return { end: () => void stream.off('error', onError) };
}
