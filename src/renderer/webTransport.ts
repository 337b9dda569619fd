/**
 * The web shell's side of the socket (ARCHITECTURE.md, web shell). The address carries a token that is valid once; it is
 * exchanged for a session secret that lives in this tab, so that a reload works.
 */
import type { EventPayload, RequestInput, RequestOutput, Envelope, DeskApi } from '../shared/ipc/contract.ts';
import type { EventChannel, RequestChannel } from '../shared/ipc/channels.ts';
import type { Bridge, Connection } from './bridge.ts';
import { isEnvelope, isPayload, readFrame } from './webFrames.ts';

const sessionKey = 'visit-desk-session';
/** The server closes with it when the session is of an earlier start. */
const refusedCode = 4401;
const backoffMs = [250, 500, 1_000, 2_000, 4_000] as const;

type Listener = (payload: unknown) => void;

/** No answer at all: the server may come back. */
const unreachable = Symbol('unreachable');

const disconnected = {
  ok: false,
  error: { code: 'disconnected', retryable: true, correlationId: '' },
} as const;

class WebTransport implements Bridge {
  #connection: Connection = 'opening';
  #socket: WebSocket | undefined;
  #attempt = 0;
  #nextId = 1;
  readonly #waiting = new Map<number, (answer: unknown) => void>();
  /** Asked before the first connection was there. */
  #queue: string[] = [];
  readonly #listeners = new Map<EventChannel, Set<Listener>>();
  readonly #watchers = new Set<() => void>();
  readonly api: DeskApi = {
    request: (channel, input) => this.#request(channel, input),
    on: (channel, listener) => this.#on(channel, listener),
  };

  connection(): Connection {
    return this.#connection;
  }

  onConnection(listener: () => void): () => void {
    this.#watchers.add(listener);
    return () => this.#watchers.delete(listener);
  }

  async open(): Promise<void> {
    const session = await takeSession();
    if (session === unreachable) {
      this.#lose();
      return;
    }
    if (session === null) {
      this.#refuse();
      return;
    }
    const socket = new WebSocket(`ws://${location.host}/socket`);
    this.#socket = socket;
    socket.addEventListener('open', () => socket.send(JSON.stringify({ session })));
    socket.addEventListener('message', (event) => this.#hear(event.data));
    socket.addEventListener('close', (event) => {
      if (event.code === refusedCode) this.#refuse();
      else this.#lose();
    });
  }

  #hear(data: unknown): void {
    const frame = readFrame(data);
    if (frame.kind === 'ready') this.#ready();
    if (frame.kind === 'answer') this.#settle(frame.id, frame.envelope);
    if (frame.kind === 'event') {
      for (const listener of this.#listeners.get(frame.event) ?? []) listener(frame.payload);
    }
  }

  #ready(): void {
    this.#attempt = 0;
    for (const message of this.#queue) this.#socket?.send(message);
    this.#queue = [];
    this.#become('up');
  }

  #request<C extends RequestChannel>(
    channel: C,
    input: RequestInput<C>,
  ): Promise<Envelope<RequestOutput<C>>> {
    if (this.#connection === 'lost' || this.#connection === 'refused') return Promise.resolve(disconnected);
    const id = this.#nextId++;
    const message = JSON.stringify({ id, channel, input });
    return new Promise((resolve) => {
      this.#waiting.set(id, (answer) =>
        resolve(isEnvelope<RequestOutput<C>>(answer) ? answer : disconnected),
      );
      if (this.#connection === 'up') this.#socket?.send(message);
      else this.#queue.push(message);
    });
  }

  #on<C extends EventChannel>(channel: C, listener: (payload: EventPayload<C>) => void): () => void {
    const listeners = this.#listeners.get(channel) ?? new Set<Listener>();
    this.#listeners.set(channel, listeners);
    const checked: Listener = (payload) => {
      if (isPayload<EventPayload<C>>(payload)) listener(payload);
    };
    listeners.add(checked);
    return () => listeners.delete(checked);
  }

  #settle(id: number, envelope: unknown): void {
    this.#waiting.get(id)?.(envelope);
    this.#waiting.delete(id);
  }

  #abandon(): void {
    this.#queue = [];
    for (const id of [...this.#waiting.keys()]) this.#settle(id, disconnected);
  }

  #refuse(): void {
    sessionStorage.removeItem(sessionKey);
    this.#abandon();
    this.#become('refused');
  }

  #lose(): void {
    this.#abandon();
    this.#become('lost');
    const pause = backoffMs[Math.min(this.#attempt, backoffMs.length - 1)] ?? 4_000;
    this.#attempt += 1;
    setTimeout(() => void this.open(), pause);
  }

  #become(connection: Connection): void {
    if (this.#connection === connection) return;
    this.#connection = connection;
    for (const watcher of this.#watchers) watcher();
  }
}

/** The token is taken out of the address bar at once: it must not stay in the history. */
async function takeSession(): Promise<string | typeof unreachable | null> {
  const token = location.hash.slice(1);
  if (token === '') return sessionStorage.getItem(sessionKey);
  try {
    const answer = await fetch('/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token }),
    });
    history.replaceState(null, '', location.pathname + location.search);
    const body: unknown = answer.ok ? await answer.json() : null;
    if (typeof body === 'object' && body !== null && 'session' in body && typeof body.session === 'string') {
      sessionStorage.setItem(sessionKey, body.session);
    }
    return sessionStorage.getItem(sessionKey);
  } catch {
    return unreachable;
  }
}

export function connectWeb(): Bridge {
  const transport = new WebTransport();
  void transport.open();
  return transport;
}
