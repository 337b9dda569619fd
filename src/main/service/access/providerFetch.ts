/** How the identity provider is asked: through a dispatcher of the service's own, with a limit to what it may answer. */
import type { CustomFetch } from 'openid-client';
import { request, type Dispatcher } from 'undici';

/** Documents of a provider have a few kB; keys and tokens with many groups some tens. */
const maxAnswerBytes = 512 * 1_024;

class AnswerTooLarge extends Error {
  override readonly name = 'AnswerTooLarge';
}

/** @param dispatcher knows the clinic's certificate authorities and proxy; the caller closes it. */
export function createProviderFetch(dispatcher: Dispatcher): CustomFetch {
  return (url, { method, headers, body, signal }) =>
    inTime(signal, async () => {
      const answer = await request(url, {
        dispatcher,
        method: method === 'POST' ? 'POST' : 'GET',
        headers,
        body: textOf(body),
        signal: signal ?? null,
      });
      const whole = await read(answer.body);
      const pairs = Object.entries(answer.headers).flatMap(([name, value]): [string, string][] =>
        value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
      );
      const { statusCode: status } = answer;
      return new Response(whole.byteLength === 0 ? null : whole, { status, headers: pairs });
    });
}

/** undici hears a signal only once it is connected, which a server that is silent in the TLS handshake never allows. */
async function inTime<T>(signal: AbortSignal | undefined, task: () => Promise<T>): Promise<T> {
  if (!signal) return task();
  signal.throwIfAborted();
  const { promise, reject } = Promise.withResolvers<never>();
  const abort = (): void => reject(reasonOf(signal));
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([task(), promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

const reasonOf = ({ reason }: AbortSignal): Error =>
  reason instanceof Error ? reason : new DOMException('aborted', 'AbortError');

async function read(body: AsyncIterable<unknown>): Promise<Buffer<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    if (!(chunk instanceof Uint8Array)) continue;
    bytes += chunk.byteLength;
    // Leaving the loop ends the connection.
    if (bytes > maxAnswerBytes) throw new AnswerTooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** What goes to a provider is a form or nothing. */
function textOf(body: unknown): string | null {
  if (body instanceof URLSearchParams) return body.toString();
  if (typeof body === 'string') return body;
  if (body == null) return null;
  throw new TypeError('only forms are sent to a provider');
}
