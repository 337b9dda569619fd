/** Somebody in the call, as far as the server's roster goes: the room's socket without camera and sound. */
import { on, once } from 'node:events';
import { WebSocket } from 'ws';
import { parseFragment } from '../../../src/emulator/room/address.ts';

/** `url`: the call's address. Resolves when the room has let in; the socket keeps the place. Errors: rejects when it refuses. */
export async function enterRoom(url: string): Promise<WebSocket> {
  const { origin, host, pathname, hash } = new URL(url);
  const { login, token } = parseFragment(hash);
  const conference = pathname.split('/').at(-1) ?? '';
  const socket = new WebSocket(`ws://${host}/websocket/`, { origin });
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'hello', conference, login, token }));
  for await (const [data] of on(socket, 'message')) {
    const { type, reason }: { type: string; reason?: string } = JSON.parse(String(data));
    if (type === 'entered') break;
    if (type === 'welcome') socket.send(JSON.stringify({ type: 'enter' }));
    else throw new Error(`the room says ${type} ${reason ?? ''}`);
  }
  return socket;
}
