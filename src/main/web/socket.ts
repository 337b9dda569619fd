/**
 * The channel between the doctor's UI and the core in the web shell. The first message names the session; what
 * comes after is `{"id","channel","input"}`, answered by `{"id","envelope"}`; events go out as `{"event","payload"}`.
 */
import type { Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { z } from 'zod';
import { onlyDoctor } from '../ipc/caller.ts';
import { frameLimits, readFrame, refuseUpgrade, requestFrame, sendFrame } from '../ipc/frames.ts';
import type { AppEvent, Router } from '../ipc/router.ts';
import { isOwnHost, isOwnOrigin, type Admittance } from './guard.ts';

/** Close codes: the session is not known (an old tab, or none); the message was none of ours; the app stops. */
export const closeCodes = { refused: 4401, badMessage: 1008, goingAway: 1001 } as const;

const helloSchema = z.strictObject({ session: z.string().max(200) });

const maxSockets = 32;
const helloTimeoutMs = 5_000;

export interface SocketOptions {
  readonly port: () => number;
  readonly admittance: Admittance;
  readonly router: Router;
  readonly onEvent: (listener: (event: AppEvent) => void) => () => void;
}

/** Answers the upgrades of `server`. Returns a function that closes every socket. */
export function serveSocket(server: Server, options: SocketOptions): () => void {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: frameLimits.messageBytes });
  const ready = new Set<WebSocket>();

  server.on('upgrade', (request, stream: Duplex, head) => {
    const { host, origin } = request.headers;
    const port = options.port();
    const isAllowed =
      request.url === '/socket' &&
      isOwnHost(host, port) &&
      isOwnOrigin(origin, port) &&
      sockets.clients.size < maxSockets;
    if (!isAllowed) {
      refuseUpgrade(stream, '403 Forbidden');
      return;
    }
    sockets.handleUpgrade(request, stream, head, (socket) => serve(socket, ready, options));
  });

  const unsubscribe = options.onEvent(({ channel, payload }) => {
    const text = JSON.stringify({ event: channel, payload });
    for (const socket of ready) sendFrame(socket, text);
  });

  return () => {
    unsubscribe();
    for (const socket of sockets.clients) {
      socket.close(closeCodes.goingAway);
      socket.terminate();
    }
    sockets.close();
  };
}

function serve(socket: WebSocket, ready: Set<WebSocket>, { admittance, router }: SocketOptions): void {
  const impatience = setTimeout(() => socket.close(closeCodes.refused), helloTimeoutMs);
  // A message that is too large or not UTF-8: ws closes the connection itself.
  socket.on('error', () => socket.terminate());
  socket.on('close', () => {
    clearTimeout(impatience);
    ready.delete(socket);
  });
  socket.on('message', (data, isBinary) => {
    const message = readFrame(data, isBinary);
    if (!ready.has(socket)) {
      const hello = helloSchema.safeParse(message);
      if (!hello.success || !admittance.isSession(hello.data.session)) {
        socket.close(closeCodes.refused);
        return;
      }
      clearTimeout(impatience);
      ready.add(socket);
      socket.send(JSON.stringify({ ready: true }));
      return;
    }
    const request = requestFrame.safeParse(message);
    if (!request.success) {
      socket.close(closeCodes.badMessage);
      return;
    }
    const { id, channel, input } = request.data;
    void router.dispatch(channel, input, onlyDoctor).then((envelope) => {
      sendFrame(socket, JSON.stringify({ id, envelope }));
    });
  });
}
