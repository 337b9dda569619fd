/** What a proxy before the nodes does, as far as load goes: each comes to one node, and to the next when it is away. */
import { Agent, request, type IncomingMessage } from 'node:http';

/** Addresses under which patients and staff reach the clinic; the nodes know them by `Host`. */
export const publicOrigin = 'https://visits.clinic.example';
export const staffOrigin = 'https://desk.clinic.example';

export interface Ask {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Answer {
  readonly status: number;
  readonly cookie: string;
  readonly text: string;
}

/** As of a proxy: connections to a node are kept and shared, and whoever finds none free gets a new one. */
const shared = new Agent({ keepAlive: true, maxSockets: 1_000, maxFreeSockets: 128 });

/** Resolves with the head of the answer. `alone`: on a connection of its own, as a stream needs one. */
export function send(
  node: string,
  { method, path, headers, body }: Ask,
  alone = false,
): Promise<IncomingMessage> {
  const { hostname, port } = new URL(node);
  const { host } = new URL(publicOrigin);
  return new Promise((resolve, reject) => {
    const sent = request({
      ...{ hostname, port, method, path },
      headers: { host, ...headers, ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }) },
      agent: alone ? false : shared,
    });
    sent.once('response', resolve);
    sent.once('error', reject);
    sent.end(body);
  });
}

/** Errors: rejects when the connection breaks. */
export async function whole(answer: IncomingMessage): Promise<Answer> {
  answer.setEncoding('utf8');
  let text = '';
  for await (const piece of answer) text += String(piece);
  const [cookie = ''] = answer.headers['set-cookie'] ?? [];
  return { status: answer.statusCode ?? 0, cookie: cookie.split(';')[0] ?? '', text };
}

/** Which node somebody comes to now: the `seat`-th of those that are not known to be away. */
export interface Balancer {
  nodeFor(seat: number): string;
  /** A node refused the connection. */
  away(node: string): void;
}

/** Errors: `nodeFor` throws when no node is left. */
export function createBalancer(nodes: readonly string[]): Balancer {
  const gone = new Set<string>();
  return {
    nodeFor(seat) {
      const there = nodes.filter((node) => !gone.has(node));
      const node = there[seat % there.length];
      if (node === undefined) throw new Error('every node is away');
      return node;
    },
    away: (node) => void gone.add(node),
  };
}

/** A connection that nobody takes: the node is not there. Whatever else breaks may be mended by asking again. */
export const isRefused = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED';
