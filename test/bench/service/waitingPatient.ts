/** A patient's page at one of several nodes, as far as HTTP goes: it waits, lives through the loss of a node, goes in. */
import type { IncomingMessage } from 'node:http';
import { browserHeaders } from '../patient.ts';
import { createEventReader } from '../eventStream.ts';
import { isRefused, publicOrigin, send, whole, type Answer, type Ask, type Balancer } from './balancer.ts';

/** Of the page (`src/join-page/times.ts`). */
const pulseMs = 12_000;
const pollMs = 5_000;
/** When a press fails, a person presses again. */
const pressAgainMs = 1_000;
const device = { browser: 'chrome', system: 'android' } as const;

export class WaitingPatient {
  readonly path: string;
  readonly #seat: number;
  readonly #balancer: Balancer;
  #cookie = '';
  #stream: IncomingMessage | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isSeen = true;
  /** When the stream last began to tell what to show (epoch ms); `null`: there is none. */
  #servedAt: number | null = null;
  /** From which its stream comes, or came last. */
  #node = '';
  #waitingForServed: (() => void)[] = [];

  constructor(path: string, seat: number, balancer: Balancer) {
    this.path = path;
    this.#seat = seat;
    this.#balancer = balancer;
  }

  /** Errors: rejects unless the page says that it waits. `firstPulseMs`: people do not come in step. */
  async waits(firstPulseMs: number): Promise<void> {
    await this.opens();
    await this.#post('join', { name: 'Ivan', ...device }, '"state":"waiting"');
    await this.#listen();
    this.#plan(firstPulseMs);
  }

  async opens(): Promise<void> {
    const { status, cookie } = await this.#ask({ method: 'GET', path: this.path, headers: browserHeaders });
    if (status !== 200) throw new Error(`the page was answered with ${status}`);
    this.#cookie = cookie;
    await this.reports('open');
  }

  /** A page that is out of sight sends no pulse that says otherwise. */
  async reports(event: 'open' | 'here' | 'hidden' | 'back'): Promise<void> {
    this.#isSeen = event !== 'hidden';
    await this.#post('report', { event, ...device }, '"state":');
  }

  /** Presses until it has the call's address. */
  async goesIn(): Promise<{ readonly url: string; readonly tries: number }> {
    for (let tries = 1; ; tries += 1) {
      try {
        const answer = await this.#post('join', { name: 'Ivan', ...device }, '"state":"going-in"');
        const { url }: { url: string } = JSON.parse(answer);
        return { url, tries };
      } catch (error) {
        if (tries >= 20) throw error;
        await new Promise((resolve) => setTimeout(resolve, pressAgainMs));
      }
    }
  }

  /** When its stream last began, once it has one. `beside`: a node that does not count. */
  async served(beside?: string): Promise<number> {
    while (this.#servedAt === null || this.#node === beside)
      await new Promise<void>((resolve) => void this.#waitingForServed.push(resolve));
    return this.#servedAt;
  }

  /** Errors: rejects when there is no stream for it: its place is lost. */
  async #listen(): Promise<void> {
    const path = `${this.path}/events`;
    const headers = { accept: 'text/event-stream', cookie: this.#cookie };
    const { head: stream, node } = await this.#head({ method: 'GET', path, headers }, true);
    if (stream.statusCode !== 200) throw new Error(`the stream was answered with ${stream.statusCode ?? 0}`);
    this.#stream = stream;
    this.#node = node;
    const read = createEventReader(({ event }) => {
      if (event === 'view' && this.#servedAt === null) this.#served();
    });
    stream.setEncoding('utf8');
    stream.on('data', read);
    // A connection that is reset is followed by `close`.
    stream.on('error', () => undefined);
    stream.once('close', () => this.#lost(stream));
  }

  #served(): void {
    this.#servedAt = Date.now();
    const waiting = this.#waitingForServed;
    this.#waitingForServed = [];
    for (const tell of waiting) tell();
  }

  #lost(stream: IncomingMessage): void {
    if (this.#stream !== stream) return;
    this.#stream = undefined;
    this.#servedAt = null;
    this.#plan(pollMs);
  }

  #plan(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#tick(), ms);
  }

  /** As the page does: a report first, and a stream when that was answered. */
  async #tick(): Promise<void> {
    try {
      if (this.#isSeen) await this.reports('here');
      if (!this.#stream) await this.#listen();
    } catch {
      // Asked again at the next turn.
    }
    this.#plan(this.#stream ? pulseMs : pollMs);
  }

  async #post(verb: string, fields: Readonly<Record<string, string>>, expected: string): Promise<string> {
    const { status, text } = await this.#ask({
      method: 'POST',
      path: `${this.path}/${verb}`,
      headers: {
        accept: 'application/json',
        origin: publicOrigin,
        cookie: this.#cookie,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams(fields).toString(),
    });
    if (!text.includes(expected)) throw new Error(`POST ${verb} was answered with ${status}`);
    return text;
  }

  async #ask(ask: Ask): Promise<Answer> {
    return whole((await this.#head(ask, false)).head);
  }

  /** A node that nobody answers at is passed over, as by a proxy. */
  async #head(ask: Ask, alone: boolean): Promise<{ readonly head: IncomingMessage; readonly node: string }> {
    for (;;) {
      const node = this.#balancer.nodeFor(this.#seat);
      try {
        return { head: await send(node, ask, alone), node };
      } catch (error) {
        if (!isRefused(error)) throw error;
        this.#balancer.away(node);
      }
    }
  }
}
