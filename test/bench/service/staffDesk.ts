/** A desk of the clinic as the service sees it: signed in, lists its board, hears events, comes back when the line breaks. */
import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { requests, type RequestInput, type VisitView } from '../../../src/shared/ipc/contract.ts';
import type { RequestChannel } from '../../../src/shared/ipc/channels.ts';
import { isRefused, staffOrigin, type Balancer } from './balancer.ts';

/** Of the desk in a browser (`src/shared/deskLine/line.ts`), as is half a pause more or less. */
const backoffMs = [250, 500, 1_000, 2_000, 4_000, 8_000] as const;

export interface DeskSpec {
  readonly cookie: string;
  /** The doctor's TrueConf ID; `null`: reception or administrator. */
  readonly ownerId: string | null;
  readonly listsBoard: boolean;
}

interface Asked {
  readonly message: string;
  readonly settle: (envelope: Envelope) => void;
}
interface Envelope {
  readonly ok: boolean;
  readonly value?: unknown;
  readonly error?: { readonly code: string };
}
interface Frame {
  readonly ready?: boolean;
  readonly id?: number;
  readonly envelope?: Envelope;
  readonly event?: string;
  readonly payload?: { readonly visit?: VisitView };
}

export interface DeskListener {
  onVisit(visit: VisitView, desk: StaffDesk): void;
}

export class StaffDesk {
  readonly spec: DeskSpec;
  readonly #seat: number;
  readonly #balancer: Balancer;
  readonly #listener: DeskListener;
  readonly #asked = new Map<number, Asked>();
  #socket: WebSocket | undefined;
  #lastId = 0;
  #attempt = 0;
  #isClosed = false;
  /** When its board was last listed after a connection (epoch ms); `null`: it is not connected. */
  #servedAt: number | null = null;
  /** Where it is connected, or was last. */
  #node = '';
  #waitingForServed: (() => void)[] = [];

  constructor(spec: DeskSpec, seat: number, balancer: Balancer, listener: DeskListener) {
    this.spec = spec;
    this.#seat = seat;
    this.#balancer = balancer;
    this.#listener = listener;
  }

  open(): void {
    const node = this.#balancer.nodeFor(this.#seat);
    const { host } = new URL(staffOrigin);
    const url = `${node.replace('http', 'ws')}desk/socket`;
    const headers = { host, origin: staffOrigin, cookie: this.spec.cookie };
    const socket = new WebSocket(url, { headers, perMessageDeflate: false });
    this.#socket = socket;
    this.#node = node;
    socket.once('open', () => socket.send(JSON.stringify({ hello: { version: '0.1.0', protocol: 1 } })));
    socket.on('message', (data) => this.#hear(JSON.parse(String(data))));
    // A broken connection is followed by `close`.
    socket.on('error', (error) => {
      if (isRefused(error)) this.#balancer.away(node);
    });
    socket.once('close', () => void this.#comeBack());
  }

  /** When it was served, once it is (again). `beside`: a node that does not count. */
  async served(beside?: string): Promise<number> {
    while (this.#servedAt === null || this.#node === beside)
      await new Promise<void>((resolve) => void this.#waitingForServed.push(resolve));
    return this.#servedAt;
  }

  /** Sent again with its key when the line breaks. Errors: rejects with the code of a refusal. */
  async ask<C extends RequestChannel>(channel: C, input: RequestInput<C>): Promise<unknown> {
    this.#lastId += 1;
    const id = this.#lastId;
    const message = JSON.stringify({ id, channel, input, key: randomBytes(16).toString('base64url') });
    const { ok, value, error } = await new Promise<Envelope>((settle) => {
      this.#asked.set(id, { message, settle });
      if (this.#servedAt !== null || channel === 'visits:list') this.#socket?.send(message);
    });
    if (!ok) throw new Error(`${channel} is refused: ${error?.code ?? ''}`);
    return value;
  }

  async board(plannedBefore?: number): Promise<readonly VisitView[]> {
    const input = plannedBefore === undefined ? {} : { plannedBefore };
    return requests['visits:list'].output.parse(await this.ask('visits:list', input)).visits;
  }

  #hear({ ready, id, envelope, event, payload }: Frame): void {
    if (ready === true) void this.#begin();
    if (id !== undefined && envelope) {
      this.#asked.get(id)?.settle(envelope);
      this.#asked.delete(id);
    }
    if (event === 'visits:changed' && payload?.visit) this.#listener.onVisit(payload.visit, this);
  }

  /** What was not answered goes out again; then the board is listed. */
  async #begin(): Promise<void> {
    this.#attempt = 0;
    for (const { message } of this.#asked.values()) this.#socket?.send(message);
    if (this.spec.listsBoard) await this.ask('visits:list', {});
    this.#servedAt = Date.now();
    const waiting = this.#waitingForServed;
    this.#waitingForServed = [];
    for (const tell of waiting) tell();
  }

  close(): void {
    this.#isClosed = true;
    this.#socket?.terminate();
  }

  async #comeBack(): Promise<void> {
    this.#servedAt = null;
    if (this.#isClosed) return;
    const pause = backoffMs[Math.min(this.#attempt, backoffMs.length - 1)] ?? 8_000;
    this.#attempt += 1;
    await delay(pause * (0.5 + Math.random()));
    this.open();
  }
}
