/** A join server on a real port, and what reads its streams. */
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { joinBench, plainAssets, type JoinBench } from '../../fixtures/join/joinServer.ts';
import type { ListenAt } from '../../../src/main/join/server.ts';

export interface Listening {
  readonly bench: JoinBench;
  readonly port: number;
  readonly origin: string;
}

export async function listening(
  at: Partial<ListenAt> = {},
  bench = joinBench(plainAssets),
): Promise<Listening> {
  const result = await bench.server.listen({ host: '127.0.0.1', port: 0, ...at });
  if (!result.ok) throw new Error(result.error.code);
  return { bench, ...result.value };
}

/** An event of a stream, a comment being one without a name. */
export interface Said {
  readonly event: string;
  readonly data: string;
}

export interface Reader {
  readonly answer: IncomingMessage;
  /** All that came, as it came. */
  text(): string;
  /** The next block that comes (or came and was not asked for yet). Rejects when the stream ends first. */
  next(): Promise<string>;
  /** The state of the next event `view`. */
  nextState(): Promise<string>;
  /** Resolves when the stream is over. */
  readonly over: Promise<void>;
  leave(): void;
}

/** Opens the stream of a page as a browser does. */
export async function readStream(url: string, cookie: string): Promise<Reader> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const headers = { cookie, accept: 'text/event-stream' };
  const sent = request(url, { agent: false, headers }, resolve).on('error', reject);
  sent.end();
  const answer = await promise;
  let all = '';
  let taken = 0;
  let isOver = false;
  answer.setEncoding('utf8').on('data', (part: string) => void (all += part));
  answer.on('error', () => undefined);
  const over = new Promise<void>((done) => {
    answer.once('close', () => {
      isOver = true;
      done();
    });
  });
  const next = async (): Promise<string> => {
    for (;;) {
      const end = all.indexOf('\n\n', taken);
      if (end >= 0) {
        const block = all.slice(taken, end);
        taken = end + 2;
        return block;
      }
      if (isOver) throw new Error('the stream is over');
      await Promise.race([once(answer, 'data'), over]);
    }
  };
  return {
    answer,
    text: () => all,
    next,
    async nextState() {
      for (;;) {
        const state = /^event: view\ndata: \{"state":"([a-z-]+)"/.exec(await next())?.[1];
        if (state !== undefined) return state;
      }
    },
    over,
    leave: () => void sent.destroy(),
  };
}
