/** The doctor's desk without a browser: the web shell's socket, by which the UI asks. */
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { requests, type RequestInput, type VisitView } from '../../src/shared/ipc/contract.ts';
import type { RequestChannel } from '../../src/shared/ipc/channels.ts';
import type { HistoryCursor } from '../../src/shared/ipc/history.ts';

interface Answer {
  readonly id?: number;
  readonly envelope?:
    | { readonly ok: true; readonly value: unknown }
    | { readonly ok: false; readonly error: { readonly code: string } };
}

export class DeskSocket {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>();
  #lastId = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data) => this.#hear(JSON.parse(String(data))));
    socket.on('close', () => {
      for (const { reject } of this.#waiting.values()) reject(new Error('the desk closed the socket'));
    });
  }

  /** `appUrl`: as printed; its token opens once, so no browser can open the desk by it any more. */
  static async open(appUrl: string): Promise<DeskSocket> {
    const { origin, host, hash } = new URL(appUrl);
    const answer = await fetch(`${origin}/session`, {
      method: 'POST',
      headers: { origin, 'content-type': 'application/json' },
      body: JSON.stringify({ token: hash.slice(1) }),
    });
    const { session }: { readonly session?: string } = await answer.json();
    const socket = new WebSocket(`ws://${host}/socket`, { origin });
    await once(socket, 'open');
    const ready = once(socket, 'message');
    socket.send(JSON.stringify({ session }));
    await ready;
    return new DeskSocket(socket);
  }

  async newVisit(): Promise<{ readonly id: string; readonly link: string }> {
    const view = requests['visits:create'].output.parse(await this.#ask('visits:create', {}));
    if (!view.link) throw new Error('the new visit has no link');
    return { id: view.id, link: view.link.url };
  }

  async visits(): Promise<readonly VisitView[]> {
    return requests['visits:list'].output.parse(await this.#ask('visits:list', {})).visits;
  }

  /** How many visits that have ended bear this name, searched in all of them, part after part, as the screen does it. */
  async search(name: string): Promise<number> {
    let found = 0;
    let before: HistoryCursor | null | undefined;
    do {
      const wanted = { search: name, limit: 50, ...(before && { before }) };
      const part = requests['history:list'].output.parse(await this.#ask('history:list', wanted));
      found += part.entries.length;
      before = part.next;
    } while (before);
    return found;
  }

  /** The only person of this visit who is in this state. Errors: rejects when there is none. */
  async personIn(visitId: string, state: VisitView['persons'][number]['state']): Promise<string> {
    const visit = (await this.visits()).find(({ id }) => id === visitId);
    const person = visit?.persons.find((one) => one.state === state);
    if (!person) throw new Error(`nobody is ${state}`);
    return person.id;
  }

  async letIn(visitId: string, personIds: readonly string[]): Promise<void> {
    await this.#ask('persons:letIn', { visitId, personIds: [...personIds] });
  }

  async decline(visitId: string, personId: string): Promise<void> {
    await this.#ask('persons:decline', { visitId, personIds: [personId] });
  }

  async tell(visitId: string, personId: string, text: string): Promise<void> {
    await this.#ask('persons:message', { visitId, personIds: [personId], message: { kind: 'text', text } });
  }

  async end(visitId: string): Promise<void> {
    await this.#ask('visits:end', { visitId });
  }

  close(): void {
    this.#socket.terminate();
  }

  /** Errors: rejects with the code when the desk refuses. */
  async #ask<C extends RequestChannel>(channel: C, input: RequestInput<C>): Promise<unknown> {
    this.#lastId += 1;
    const answer = Promise.withResolvers<unknown>();
    this.#waiting.set(this.#lastId, answer);
    this.#socket.send(JSON.stringify({ id: this.#lastId, channel, input }));
    return answer.promise;
  }

  #hear({ id, envelope }: Answer): void {
    if (id === undefined || !envelope) return;
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (envelope.ok) waiting?.resolve(envelope.value);
    else waiting?.reject(new Error(`the desk refused: ${envelope.error.code}`));
  }
}
