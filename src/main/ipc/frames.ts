/**
 * What crosses a WebSocket between a desk and the core, alike in the loopback shell and in the clinic's service:
 * `{"id","channel","input"}` is answered by `{"id","envelope"}`; events go out as `{"event","payload"}`.
 */
import type { Duplex } from 'node:stream';
import type { RawData, WebSocket } from 'ws';
import { z } from 'zod';

export const frameLimits = {
  messageBytes: 64 * 1_024,
  /** A desk that does not read is dropped before its backlog fills the memory; it lists again when it is back. */
  backlogBytes: 8 * 1_024 * 1_024,
} as const;

export const requestFrame = z.strictObject({
  id: z.int().nonnegative(),
  channel: z.string().max(64),
  input: z.unknown(),
});

/** The JSON of a text message; `undefined`: it is none. */
export function readFrame(data: RawData, isBinary: boolean): unknown {
  if (isBinary || !Buffer.isBuffer(data)) return undefined;
  try {
    return JSON.parse(data.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** Sends a text, or drops who does not read; `false`: dropped, or closed already. */
export function sendFrame(socket: WebSocket, text: string): boolean {
  if (socket.readyState !== socket.OPEN) return false;
  if (socket.bufferedAmount > frameLimits.backlogBytes) {
    socket.terminate();
    return false;
  }
  socket.send(text);
  return true;
}

/**
 * Answers an upgrade that goes no further. `status`: such as `403 Forbidden`. Node has let go of the stream by then: its
 * error, when who asked is gone before the answer, is heard by nobody else and would end the process.
 */
export function refuseUpgrade(stream: Duplex, status: string): void {
  stream.on('error', () => stream.destroy());
  // Not left half open for who asks and never ends.
  stream.once('finish', () => stream.destroy());
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
