/** The WebSocket of a desk outside of a browser. */
import WebSocket from 'ws';
import { frameLimits } from '../ipc/frames.ts';
import type { LineSocket, Opening, SocketEars } from '../../shared/deskLine/connection.ts';
import type { Roots } from './tls.ts';
import { trustFor } from './tls.ts';

/** A list of visits is larger than any message of a desk. */
const maxPayload = frameLimits.backlogBytes;
/** No close frame came: as browsers say it. */
const lostCode = 1006;

/** `onFailure`: why it broke; the socket's end is told by its ears. */
export function openSocket(
  { url, headers }: Opening,
  ears: SocketEars,
  { roots, onFailure }: { readonly roots?: Roots | undefined; readonly onFailure: (error: Error) => void },
): LineSocket {
  const socket = new WebSocket(url, {
    ...trustFor(url.replace(/^ws/, 'http'), roots),
    ...(headers && { headers: { ...headers } }),
    maxPayload,
    perMessageDeflate: false,
    followRedirects: false,
  });
  socket.on('open', () => ears.onOpen());
  socket.on('message', (data, isBinary) => {
    if (!isBinary && Buffer.isBuffer(data)) ears.onMessage(data.toString('utf8'));
  });
  socket.on('error', onFailure);
  // Not to close it would keep the connection of an upgrade that was refused.
  socket.on('unexpected-response', (request) => {
    request.destroy();
    ears.onClose(lostCode);
  });
  socket.on('close', (code) => ears.onClose(code));
  return { send: (text) => socket.send(text), close: () => socket.terminate() };
}
