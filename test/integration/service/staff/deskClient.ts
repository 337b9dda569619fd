/** A desk as the service sees it: a WebSocket with a cookie. */
import { once } from 'node:events';
import { randomBytes } from 'node:crypto';
import { onTestFinished } from 'vitest';
import WebSocket from 'ws';
import type { RequestChannel } from '../../../../src/shared/ipc/channels.ts';
import type { Envelope } from '../../../../src/shared/ipc/contract.ts';

export interface DeskEvent {
  readonly event: string;
  readonly payload: { readonly [key: string]: unknown };
}

export interface ConnectOptions {
  readonly cookie?: string;
  readonly origin?: string;
  readonly host?: string;
  /** What a proxy on this computer says. */
  readonly forwardedFor?: string;
  readonly path?: string;
  readonly protocol?: number;
  readonly desk?: string;
  readonly account?: string;
  /** Where it is not closed with the test. */
  readonly keep?: boolean;
}

export const newKey = (): string => randomBytes(16).toString('base64url');

export class DeskClient {
  readonly socket: WebSocket;
  readonly events: DeskEvent[] = [];
  /** Every message, as it came. */
  readonly texts: string[] = [];
  /** The code with which the socket was closed. */
  readonly closed: Promise<number>;
  readonly #answers = new Map<number, (envelope: Envelope<unknown>) => void>();
  #wake: (() => void)[] = [];
  #id = 0;
  #ready: ((protocol: unknown) => void) | undefined;

  constructor(origin: string, options: ConnectOptions = {}) {
    const { cookie, host, forwardedFor, path = '/desk/socket' } = options;
    const headers = {
      ...(cookie !== undefined && { cookie }),
      ...(host !== undefined && { host }),
      ...(forwardedFor !== undefined && { 'x-forwarded-for': forwardedFor }),
      origin: options.origin ?? origin,
    };
    this.socket = new WebSocket(`${origin.replace('http', 'ws')}${path}`, { headers });
    this.closed = new Promise((resolve) => this.socket.once('close', (code) => resolve(code)));
    this.socket.on('error', () => undefined);
    this.socket.on('message', (data) => this.#hear(String(data)));
    if (!options.keep) onTestFinished(() => this.socket.terminate());
  }

  /** Open and greeted. Errors: rejects with the code when it is closed instead. */
  static async open(origin: string, options: ConnectOptions = {}): Promise<DeskClient> {
    const client = new DeskClient(origin, options);
    await once(client.socket, 'open');
    await client.hello(options);
    return client;
  }

  hello({ protocol = 1, desk, account }: ConnectOptions = {}): Promise<unknown> {
    const ready = new Promise((resolve) => (this.#ready = resolve));
    const said = { ...(desk !== undefined && { desk }), ...(account !== undefined && { account }) };
    this.send({ hello: { version: '0.1.0', protocol, ...said } });
    return Promise.race([
      ready,
      this.closed.then((code) => {
        throw new Error(`closed ${code}`);
      }),
    ]);
  }

  send(message: unknown): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  /** A command gets a key of its own unless one is given; `null`: none. */
  async ask(channel: RequestChannel | (string & {}), input: unknown, key: string | null = newKey()) {
    this.#id += 1;
    const id = this.#id;
    const answer = new Promise<Envelope<unknown>>((resolve) => this.#answers.set(id, resolve));
    this.send({ id, channel, input, ...(key !== null && { key }) });
    return answer;
  }

  /** `ok`, or the code with which it is refused. */
  async outcome(channel: string, input: unknown, key?: string | null): Promise<string> {
    const envelope = await this.ask(channel, input, key);
    return envelope.ok ? 'ok' : envelope.error.code;
  }

  /** The first event of those heard and to come that fits. */
  async heard(fits: (event: DeskEvent) => boolean): Promise<DeskEvent> {
    for (;;) {
      const found = this.events.find(fits);
      if (found) return found;
      await new Promise<void>((resolve) => this.#wake.push(resolve));
    }
  }

  #hear(text: string): void {
    this.texts.push(text);
    const message: {
      ready?: boolean;
      protocol?: number;
      id?: number;
      envelope?: Envelope<unknown>;
      event?: string;
      payload?: DeskEvent['payload'];
    } = JSON.parse(text);
    if (message.ready) this.#ready?.(message.protocol);
    if (message.id !== undefined && message.envelope) this.#answers.get(message.id)?.(message.envelope);
    if (message.event !== undefined && message.payload)
      this.events.push({ event: message.event, payload: message.payload });
    const woken = this.#wake;
    this.#wake = [];
    for (const wake of woken) wake();
  }
}
