/** The rooms behind `/webrtc/ID`: who may enter, who is in, and the messages by which pages find each other. */
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { z } from 'zod';
import { admit, type Admitted, type Hello } from './admission.ts';
import { palette, type Refusal, type RoomMember, type ServerMessage, type Signal } from './room/protocol.ts';
import {
  hasGuestSeat,
  ringOnEntering,
  type Conference,
  type DropReason,
  type Participant,
  type World,
} from './world.ts';

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

const toMember = ({ id, displayName, color }: Participant): RoomMember => ({ id, name: displayName, color });

/** The pages in the calls, by participant; ids of guests are unique in a conference only. */
type Lines = WeakMap<Participant, (message: ServerMessage) => void>;

function freeColor(conference: Conference): string | undefined {
  const taken = new Set([...conference.participants.values()].map(({ color }) => color));
  return palette.find((color) => !taken.has(color));
}

/** One page, from its hello to its end. */
class Visitor {
  readonly #world: World;
  readonly #lines: Lines;
  readonly #socket: WebSocket;
  readonly #request: IncomingMessage;
  #admitted: Admitted | null = null;
  #me: Participant | null = null;

  constructor(world: World, lines: Lines, socket: WebSocket, request: IncomingMessage) {
    this.#world = world;
    this.#lines = lines;
    this.#socket = socket;
    this.#request = request;
  }

  handle(message: Incoming): void {
    if (message.type === 'hello') this.#hello(message);
    else if (message.type === 'enter') this.#enter();
    else if (message.type === 'signal') this.#relay(message.to, message.data);
    else this.leave();
  }

  leave(): void {
    const me = this.#me;
    const participants = this.#admitted?.conference.participants;
    if (!me || !participants) return;
    if (participants.get(me.id) === me) participants.delete(me.id);
    this.#tellOthers({ type: 'left', id: me.id });
    this.#me = null;
  }

  #say(message: ServerMessage): void {
    this.#socket.send(JSON.stringify(message));
  }

  #tellOthers(message: ServerMessage): void {
    for (const other of this.#admitted?.conference.participants.values() ?? [])
      if (other !== this.#me) this.#lines.get(other)?.(message);
  }

  #refuse(reason: Refusal): void {
    this.#say({ type: 'refused', reason });
    this.#socket.close();
  }

  #drop(reason: DropReason): void {
    this.leave();
    this.#say({ type: 'dropped', reason });
    this.#socket.close();
  }

  #hello(message: Hello): void {
    const answer = admit(this.#world, message, this.#request);
    if (typeof answer === 'string') {
      this.#refuse(answer);
      return;
    }
    this.#admitted = answer;
    this.#say({ type: 'welcome', name: answer.identity.displayName });
  }

  /** Between hello and enter the person was asked for the camera: much can have happened. */
  #obstacle({ conference, identity }: Admitted): Refusal | null {
    if (!conference.running) return 'not-running';
    if (identity.kind === 'guest' && !hasGuestSeat(this.#world, identity.id)) return 'seats';
    const isBack = conference.participants.has(identity.id);
    return isBack || freeColor(conference) !== undefined ? null : 'full';
  }

  #enter(): void {
    if (!this.#admitted || this.#me) return;
    const { conference, identity } = this.#admitted;
    const obstacle = this.#obstacle(this.#admitted);
    if (obstacle) {
      this.#refuse(obstacle);
      return;
    }
    conference.participants.get(identity.id)?.drop('replaced');
    const peers = [...conference.participants.values()].map(toMember);
    const me: Participant = {
      ...identity,
      color: freeColor(conference) ?? palette[0],
      joinTime: Math.floor(Date.now() / 1_000),
      drop: (reason) => {
        this.#drop(reason);
      },
    };
    this.#me = me;
    conference.participants.set(me.id, me);
    this.#lines.set(me, (message) => {
      this.#say(message);
    });
    this.#say({ type: 'entered', me: toMember(me), peers });
    this.#tellOthers({ type: 'joined', peer: toMember(me) });
    ringOnEntering(conference, me);
  }

  #relay(to: string, data: Signal): void {
    const other = this.#admitted?.conference.participants.get(to);
    if (this.#me && other) this.#lines.get(other)?.({ type: 'signal', from: this.#me.id, data });
  }
}

function receive(visitor: Visitor, socket: WebSocket): void {
  socket.on('message', (raw) => {
    const parsed = clientMessage.safeParse(Buffer.isBuffer(raw) ? parseJson(raw.toString('utf8')) : null);
    if (parsed.success) visitor.handle(parsed.data);
    else socket.close(1008);
  });
  socket.on('close', () => {
    visitor.leave();
  });
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
      sockets.handleUpgrade(request, socket, head, (ws) => {
        receive(new Visitor(world, lines, ws, request), ws);
      });
    else socket.destroy();
  });
  return () => {
    for (const socket of sockets.clients) socket.terminate();
    sockets.close();
  };
}
