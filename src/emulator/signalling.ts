/** The rooms behind `/webrtc/ID`: who may enter, who is in, and the messages by which pages find each other. */
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { z } from 'zod';
import { palette, type Refusal, type RoomMember, type ServerMessage, type Signal } from './room/protocol.ts';
import { signedInUser } from './signIn.ts';
import { hasGuestSeat, type Conference, type DropReason, type Participant, type World } from './world.ts';

const text = z.string().max(20_000);
const signal = z.union([
  z.object({ kind: z.literal('description'), sdp: text, sdpType: z.enum(['offer', 'answer']) }),
  z.object({
    kind: z.literal('candidate'),
    candidate: z.object({
      candidate: text,
      sdpMid: text.nullable(),
      sdpMLineIndex: z.int().nullable(),
    }),
  }),
]);
const clientMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('hello'), conference: text, login: text, token: text }),
  z.object({ type: z.literal('enter') }),
  z.object({ type: z.literal('signal'), to: text, data: signal }),
  z.object({ type: z.literal('leave') }),
]);
type Incoming = z.infer<typeof clientMessage>;
type Hello = Extract<Incoming, { type: 'hello' }>;

type Identity = Pick<Participant, 'id' | 'kind' | 'displayName' | 'isOwner'>;
type Admitted = { readonly conference: Conference; readonly identity: Identity };

/** Who says hello, or why not. A guest's token counts only while the conference runs. */
function admit(world: World, hello: Hello, request: IncomingMessage): Admitted | Refusal {
  const conference = world.conferences.get(hello.conference);
  if (!conference) return 'not-found';
  if (hello.token !== '') {
    const pass = world.guestPasses.get(hello.token);
    const fits = pass?.conferenceId === conference.id && pass.login === hello.login;
    if (!fits || !conference.running) return 'token';
    const { guestId, displayName } = pass;
    if (!hasGuestSeat(world, guestId)) return 'seats';
    const id = world.faults.guestIdHidden ? `guest_${world.bytes(8).toString('hex')}` : guestId;
    return { conference, identity: { id, kind: 'guest', displayName, isOwner: false } };
  }
  const user = signedInUser(world, request.headers);
  if (!user) return 'sign-in';
  if (!conference.running) return 'not-running';
  const { id, displayName } = user;
  return { conference, identity: { id, kind: 'user', displayName, isOwner: id === conference.owner } };
}

const toMember = ({ id, displayName, color }: Participant): RoomMember => ({ id, name: displayName, color });

/** The pages in the calls, by participant; ids of guests are unique in a conference only. */
type Lines = WeakMap<Participant, (message: ServerMessage) => void>;

function freeColor(conference: Conference): string | undefined {
  const taken = new Set([...conference.participants.values()].map(({ color }) => color));
  return palette.find((color) => !taken.has(color));
}

function createVisitor(world: World, lines: Lines, socket: WebSocket, request: IncomingMessage) {
  let admitted: Admitted | null = null;
  let me: Participant | null = null;
  const say = (message: ServerMessage): void => socket.send(JSON.stringify(message));
  const tellOthers = (message: ServerMessage): void => {
    for (const other of admitted?.conference.participants.values() ?? [])
      if (other !== me) lines.get(other)?.(message);
  };
  const leave = (): void => {
    if (!me || !admitted) return;
    const { id } = me;
    if (admitted.conference.participants.get(id) === me) admitted.conference.participants.delete(id);
    tellOthers({ type: 'left', id });
    me = null;
  };
  const drop = (reason: DropReason): void => {
    leave();
    say({ type: 'dropped', reason });
    socket.close();
  };
  const refuse = (reason: Refusal): void => {
    say({ type: 'refused', reason });
    socket.close();
  };
  const hello = (message: Hello): void => {
    const answer = admit(world, message, request);
    if (typeof answer === 'string') return refuse(answer);
    admitted = answer;
    say({ type: 'welcome', name: answer.identity.displayName });
  };
  const enter = (): void => {
    if (!admitted || me) return;
    const { conference, identity } = admitted;
    // Between hello and enter the person was asked for the camera: much can have happened.
    if (!conference.running) return refuse('not-running');
    if (identity.kind === 'guest' && !hasGuestSeat(world, identity.id)) return refuse('seats');
    conference.participants.get(identity.id)?.drop('replaced');
    const color = freeColor(conference);
    if (color === undefined) return refuse('full');
    const peers = [...conference.participants.values()].map(toMember);
    me = { ...identity, color, joinTime: Math.floor(Date.now() / 1_000), drop };
    conference.participants.set(me.id, me);
    lines.set(me, say);
    say({ type: 'entered', me: toMember(me), peers });
    tellOthers({ type: 'joined', peer: toMember(me) });
  };
  const relay = (to: string, data: Signal): void => {
    const other = admitted?.conference.participants.get(to);
    if (me && other) lines.get(other)?.({ type: 'signal', from: me.id, data });
  };
  return { hello, enter, relay, leave };
}

function receive(world: World, lines: Lines, socket: WebSocket, request: IncomingMessage): void {
  const visitor = createVisitor(world, lines, socket, request);
  const handle = (message: Incoming): void => {
    if (message.type === 'hello') visitor.hello(message);
    else if (message.type === 'enter') visitor.enter();
    else if (message.type === 'signal') visitor.relay(message.to, message.data);
    else visitor.leave();
  };
  socket.on('message', (raw) => {
    const parsed = clientMessage.safeParse(parseJson(String(raw)));
    if (parsed.success) handle(parsed.data);
    else socket.close(1008);
  });
  socket.on('close', visitor.leave);
  // A broken connection is followed by `close`.
  socket.on('error', () => undefined);
}

function parseJson(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch {
    return null;
  }
}

/** Another site's page must not enter with the cookie of whoever is signed in here. */
function isOwnPage({ headers }: IncomingMessage): boolean {
  return URL.parse(headers.origin ?? '')?.host === headers.host;
}

/** Serves `/websocket/` on this server. The returned function ends every connection. */
export function attachSignalling(world: World, server: Server): () => void {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 100_000 });
  const lines: Lines = new WeakMap();
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (request.url === '/websocket/' && isOwnPage(request))
      sockets.handleUpgrade(request, socket, head, (ws) => receive(world, lines, ws, request));
    else socket.destroy();
  });
  return () => {
    for (const socket of sockets.clients) socket.terminate();
    sockets.close();
  };
}
