/** The WebSocket to the emulator. */
import type { ClientMessage, ServerMessage } from './protocol.ts';

export interface ServerLine {
  readonly say: (message: ClientMessage) => void;
  /** After it nothing more is heard, the end of the connection neither. */
  readonly close: () => void;
}

/** The emulator's own words: their shape is not looked into further. */
const isServerMessage = (value: unknown): value is ServerMessage =>
  typeof value === 'object' && value !== null && 'type' in value;

/** `onLost`: the connection ended and this side did not end it. */
export function openLine(
  hello: ClientMessage,
  onMessage: (message: ServerMessage) => void,
  onLost: () => void,
): ServerLine {
  const url = new URL('/websocket/', location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  url.hash = '';
  const socket = new WebSocket(url);
  let closed = false;
  const say = (message: ClientMessage): void => {
    if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
  };
  socket.addEventListener('open', () => {
    say(hello);
  });
  socket.addEventListener('message', ({ data }) => {
    const message: unknown = JSON.parse(String(data));
    if (!closed && isServerMessage(message)) onMessage(message);
  });
  socket.addEventListener('close', () => {
    if (!closed) onLost();
    closed = true;
  });
  return {
    say,
    close: () => {
      closed = true;
      socket.close();
    },
  };
}
