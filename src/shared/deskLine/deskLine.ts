/** The desk's requests over a line that may break: which are kept, sent again, or told that they failed. */
import { isCommand, type EventChannel, type RequestChannel } from '../ipc/channels.ts';
import type { Envelope } from '../ipc/contract.ts';
import { commandKey } from './commandKey.ts';
import type { Connection, LineEnd, Surroundings, Way } from './connection.ts';
import { isEnvelope, readFrame } from './frames.ts';
import { Line } from './line.ts';

interface Asked {
  readonly message: string;
  readonly settle: (answer: unknown) => void;
  /** Over a line that was there: it may have been done. */
  isSent: boolean;
  /** Ends the wait that runs while the line is lost. */
  stopExpiry: (() => void) | undefined;
}

export const disconnected = {
  ok: false,
  error: { code: 'disconnected', retryable: true, correlationId: '' },
} as const;

/** Answers to it are heard by nobody: they only show that the line lives. */
const signId = 0;
/** The line is there or may come. */
const alive: ReadonlySet<Connection> = new Set<Connection>(['opening', 'up', 'lost']);

export interface DeskLineEars {
  /** The contents are as the core sent them. */
  onEvent(event: EventChannel, payload: unknown): void;
  onConnection(connection: Connection): void;
}

export class DeskLine {
  /** Whatever becomes of the line: also those that were under way when it broke. */
  readonly keepsClicks: boolean;
  readonly #way: Way;
  readonly #around: Surroundings;
  readonly #ears: DeskLineEars;
  readonly #line: Line;
  #connection: Connection = 'opening';
  #lastId = signId;
  /** Not answered yet, in the order of the clicks. */
  readonly #asked = new Map<number, Asked>();

  constructor(way: Way, around: Surroundings, ears: DeskLineEars) {
    this.#way = way;
    this.#around = around;
    this.#ears = ears;
    this.keepsClicks = way.sendsAgain;
    this.#line = new Line(way, around, {
      onMessage: (data) => this.#hear(data),
      onEnd: (end) => this.#end(end),
      askForSign: () => this.#line.send(JSON.stringify({ id: signId, channel: 'app:info', input: {} })),
    });
  }

  open(): void {
    void this.#line.open();
  }

  /** Begins again after an end that lasts; changes nothing otherwise. */
  reopen(): void {
    if (alive.has(this.#connection)) return;
    this.#become('opening');
    this.#line.reopen();
  }

  /** Ends the line by the desk's own will, until `reopen`; what is under way fails. */
  finish(end: Exclude<LineEnd, 'lost'>): void {
    this.#line.finish(end);
  }

  /** For good; what is under way fails. */
  close(): void {
    this.#line.close();
    for (const id of [...this.#asked.keys()]) this.#settle(id, disconnected);
  }

  /** The computer, or the person, is back. */
  wake(): void {
    this.#line.wake();
  }

  /** The computer has no network. */
  drop(): void {
    this.#line.drop();
  }

  connection(): Connection {
    return this.#connection;
  }

  /** Never rejects. */
  request(channel: RequestChannel, input: unknown): Promise<Envelope<unknown>> {
    if (!alive.has(this.#connection)) return Promise.resolve(disconnected);
    this.#lastId += 1;
    const id = this.#lastId;
    const key = this.keepsClicks && isCommand(channel) ? { key: commandKey() } : {};
    const message = JSON.stringify({ id, channel, input, ...key });
    return new Promise((resolve) => {
      const settle = (answer: unknown): void => resolve(isEnvelope(answer) ? answer : disconnected);
      const isSent = this.#connection === 'up';
      this.#asked.set(id, { message, settle, isSent, stopExpiry: undefined });
      if (isSent) this.#line.send(message);
      if (this.#connection === 'lost') this.#letExpire(id);
    });
  }

  #hear(data: unknown): void {
    const frame = readFrame(data);
    if (frame.kind === 'ready') this.#ready(frame.account);
    if (frame.kind === 'answer') this.#settle(frame.id, frame.envelope);
    if (frame.kind === 'event') this.#ears.onEvent(frame.event, frame.payload);
  }

  /** What waits goes out; what went out before has the key that it had: the service does it once. */
  #ready(account: string | undefined): void {
    this.#line.isReady(account);
    for (const asked of this.#asked.values()) {
      asked.stopExpiry?.();
      asked.isSent = true;
      this.#line.send(asked.message);
    }
    this.#become('up');
  }

  #settle(id: number, envelope: unknown): void {
    const asked = this.#asked.get(id);
    asked?.stopExpiry?.();
    this.#asked.delete(id);
    asked?.settle(envelope);
  }

  #letExpire(id: number): void {
    const asked = this.#asked.get(id);
    if (!asked) return;
    asked.stopExpiry?.();
    asked.stopExpiry = this.#around.after(this.#way.keepForMs, () => this.#settle(id, disconnected));
  }

  #end(end: LineEnd): void {
    const wasLost = this.#connection === 'lost';
    this.#become(end);
    for (const [id, { isSent }] of [...this.#asked]) {
      if (end !== 'lost' || (isSent && !this.keepsClicks)) this.#settle(id, disconnected);
      // A further try that fails gives no click more time.
      else if (!wasLost) this.#letExpire(id);
    }
  }

  #become(connection: Connection): void {
    if (this.#connection === connection) return;
    this.#connection = connection;
    this.#ears.onConnection(connection);
  }
}
