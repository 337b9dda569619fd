/** The bridge of a browser desk: the line, and who listens to it. */
import type { Connection, Way } from '../../shared/deskLine/connection.ts';
import { DeskLine, disconnected } from '../../shared/deskLine/deskLine.ts';
import { isEnvelope } from '../../shared/deskLine/frames.ts';
import type { DeskApi, RequestOutput } from '../../shared/ipc/contract.ts';
import type { RequestChannel } from '../../shared/ipc/channels.ts';
import type { Bridge } from '../bridge.ts';
import { Listeners } from './listeners.ts';
import { browserSurroundings, followComputer } from './surroundings.ts';

export class SocketBridge implements Bridge {
  readonly keepsClicks: boolean;
  readonly #line: DeskLine;
  readonly #listeners = new Listeners();
  readonly #watchers = new Set<() => void>();
  readonly api: DeskApi = {
    request: async (channel, input) => answerTo(channel, await this.#line.request(channel, input)),
    on: (channel, listener) => this.#listeners.on(channel, listener),
  };

  constructor(way: Way) {
    this.#line = new DeskLine(way, browserSurroundings, {
      onEvent: (event, payload) => this.#listeners.tell(event, payload),
      onConnection: () => {
        for (const watcher of this.#watchers) watcher();
      },
    });
    this.keepsClicks = this.#line.keepsClicks;
    if (way.overNetwork) followComputer(this.#line);
  }

  open(): void {
    this.#line.open();
  }

  connection(): Connection {
    return this.#line.connection();
  }

  onConnection(listener: () => void): () => void {
    this.#watchers.add(listener);
    return () => this.#watchers.delete(listener);
  }
}

/** The core has parsed what it answers against the contract of this channel. */
const answerTo = <C extends RequestChannel>(_channel: C, answer: unknown) =>
  isEnvelope<RequestOutput<C>>(answer) ? answer : disconnected;
