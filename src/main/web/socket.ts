/**
 * The channel between the doctor's UI and the core in the web shell. The first message names the session; what
 * comes after is `{"id","channel","input"}`, answered by `{"id","envelope"}`; events go out as `{"event","payload"}`.
 */
import type { Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import { z } from 'zod';
import type { AppEvent, Router } from '../ipc/router.ts';
import { isOwnHost, isOwnOrigin, type Admittance } from './guard.ts';

/** Close codes: the session is not known (an old tab, or none); the message was none of ours; the app stops. */
export const closeCodes = { refused: 4401, badMessage: 1008, goingAway: 1001 } as const;

const helloSchema = z.strictObject({ session: z.string().max(200) });
const requestSchema = z.strictObject({
  id: z.int().nonnegative(),
  channel: z.string().max(64),
  input: z.unknown(),
});

const maxMessageBytes = 64 * 1_024;
/** A tab that does not read is dropped before its backlog fills the memory; it lists again when it is back. */
const maxBacklogBytes = 8 * 1_024 * 1_024;
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
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxMessageBytes });
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
      stream.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, stream, head, (socket) => serve(socket, ready, options));
  });

  const unsubscribe = options.onEvent(({ channel, payload }) => {
    const text = JSON.stringify({ event: channel, payload });
    for (const socket of ready) {
      if (socket.bufferedAmount > maxBacklogBytes) socket.terminate();
      else socket.send(text);
    }
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
    const message = isBinary ? undefined : parse(data);
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
    const request = requestSchema.safeParse(message);
    if (!request.success) {
      socket.close(closeCodes.badMessage);
      return;
    }
    const { id, channel, input } = request.data;
    void router.dispatch(channel, input).then((envelope) => {
      if (socket.readyState === socket.OPEN) socket.send(JSON.stringify({ id, envelope }));
    });
  });
}

function parse(data: RawData): unknown {
  try {
    return Buffer.isBuffer(data) ? JSON.parse(data.toString('utf8')) : undefined;
  } catch {
    return undefined;
  }
}
