/**
 * One line to a server that is made again whenever it breaks: at once when the computer is back, else after a pause that
 * grows and is never the same for two desks, so that a service which starts anew is not run over.
 */
import type { LineEnd, LineSocket, Opening, Surroundings, Way } from './connection.ts';

const backoffMs = [250, 500, 1_000, 2_000, 4_000, 8_000] as const;
/** Proxies cut lines without a word: a line on which nothing was heard for so long is asked for a sign of life. */
const silentForMs = 25_000;
/** It did not give one. */
const deadAfterMs = 10_000;

export interface LineEars {
  onMessage(data: unknown): void;
  onEnd(end: LineEnd): void;
  /** The line is silent: anything that the server answers will do. */
  askForSign(): void;
}

/** A socket that counts no more must not be heard: it is compared by its number. */
interface Current {
  readonly number: number;
  readonly socket: LineSocket;
}

export class Line {
  readonly #way: Way;
  readonly #around: Surroundings;
  readonly #ears: LineEars;
  #current: Current | undefined;
  #made = 0;
  #attempt = 0;
  #isOver = false;
  #account: string | undefined;
  /** Ends the wait for the next try or, while a line is there, for a sign of life. */
  #cancel: (() => void) | undefined;

  constructor(way: Way, around: Surroundings, ears: LineEars) {
    this.#way = way;
    this.#around = around;
    this.#ears = ears;
  }

  async open(): Promise<void> {
    this.#made += 1;
    const number = this.#made;
    const opening = await this.#way.open(this.#account);
    // What was asked for a line that has ended meanwhile is nobody's.
    if (this.#isOver || number !== this.#made) return;
    if (typeof opening === 'string') this.#end(opening);
    else this.#connect(opening, number);
  }

  /** After an end that lasts. */
  reopen(): void {
    if (!this.#isOver) return;
    this.#isOver = false;
    this.#attempt = 0;
    void this.open();
  }

  /** By the desk's own will, until `reopen`. */
  finish(end: Exclude<LineEnd, 'lost'>): void {
    const current = this.#current;
    this.#end(end);
    current?.socket.close();
  }

  /** For good, and nobody is told. */
  close(): void {
    this.#isOver = true;
    this.#stopWaiting();
    const current = this.#current;
    this.#current = undefined;
    current?.socket.close();
  }

  send(message: string): void {
    this.#current?.socket.send(message);
  }

  /** The server took us, as this account: the next loss begins with a short pause again. */
  isReady(account: string | undefined): void {
    this.#account = account;
    this.#attempt = 0;
  }

  /** The network is gone. Does not wait for the close: that may take minutes on a line that is dead. */
  drop(): void {
    const current = this.#current;
    if (!current) return;
    this.#end('lost');
    current.socket.close();
  }

  /** The computer is back: no pause, and no trust in a line that may have died meanwhile. */
  wake(): void {
    if (this.#isOver) return;
    if (this.#current) this.#askForSign();
    else if (this.#cancel) this.#tryAfter(0);
  }

  #connect(opening: Opening, number: number): void {
    const hello = JSON.stringify(opening.hello);
    const isCurrent = (): boolean => this.#current?.number === number;
    // A computer that falls asleep while it connects hears neither yes nor no.
    this.#wait(deadAfterMs, () => this.drop());
    const socket = this.#around.openSocket(opening, {
      onOpen: () => {
        if (isCurrent()) socket.send(hello);
      },
      onMessage: (data) => {
        if (!isCurrent()) return;
        if (this.#way.overNetwork) this.#wait(silentForMs, () => this.#askForSign());
        else this.#stopWaiting();
        this.#ears.onMessage(data);
      },
      onClose: (code) => {
        if (isCurrent()) this.#end(this.#way.meaningOf(code));
      },
    });
    this.#current = { number, socket };
  }

  #askForSign(): void {
    this.#wait(deadAfterMs, () => this.drop());
    this.#ears.askForSign();
  }

  #end(end: LineEnd): void {
    this.#stopWaiting();
    this.#current = undefined;
    this.#isOver = end !== 'lost';
    if (this.#isOver) {
      this.#account = undefined;
      this.#way.forget();
    }
    this.#ears.onEnd(end);
    if (this.#isOver) return;
    const pause = backoffMs[Math.min(this.#attempt, backoffMs.length - 1)] ?? 8_000;
    this.#attempt += 1;
    this.#tryAfter(pause * (0.5 + this.#around.random()));
  }

  #tryAfter(ms: number): void {
    this.#wait(ms, () => {
      this.#cancel = undefined;
      void this.open();
    });
  }

  #wait(ms: number, then: () => void): void {
    this.#cancel?.();
    this.#cancel = this.#around.after(ms, then);
  }

  #stopWaiting(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }
}
