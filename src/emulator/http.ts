/** Requests and replies as plain values, so that every handler is a function from one to the other. */
import type { IncomingMessage, ServerResponse } from 'node:http';

export interface Request {
  readonly method: string;
  /** As it came, percent-encoded; without a trailing slash. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

const bodyLimitBytes = 1_000_000;

const readBody = (message: IncomingMessage): Promise<string> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    message.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size > bodyLimitBytes) message.destroy(new Error('request body too large'));
    });
    message.once('end', () => {
      resolve(Buffer.concat(chunks).toString('utf8'));
    });
    message.once('error', reject);
  });

/** Errors: rejects when the body is too large or the connection breaks. */
export async function readRequest(message: IncomingMessage): Promise<Request> {
  const url = new URL(`http://emulator${message.url ?? '/'}`);
  return {
    method: message.method ?? 'GET',
    path: url.pathname.replace(/(.)\/$/, '$1'),
    query: url.searchParams,
    headers: message.headers,
    body: await readBody(message),
  };
}

export function send(response: ServerResponse, reply: Reply): void {
  const length = reply.status === 204 ? {} : { 'content-length': Buffer.byteLength(reply.body) };
  response.writeHead(reply.status, { ...length, ...reply.headers });
  response.end(reply.body);
}

export function json(status: number, value: unknown): Reply {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
    body: JSON.stringify(value),
  };
}

const statusTexts: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
};

/** TrueConf's error envelope (§2.1). */
export function problem(
  status: number,
  reason: string,
  message: string,
  place?: { readonly locationType: 'path' | 'parameter'; readonly location: string },
): Reply {
  const text = statusTexts[status] ?? 'Error';
  return json(status, { error: { code: status, message: text, errors: [{ reason, message, ...place }] } });
}

/** Fields of a body in JSON or form encoding; `{}` when it is neither. */
export function parseFields({ body, headers }: Request): Readonly<Record<string, unknown>> {
  if (/^application\/x-www-form-urlencoded/i.test(headers['content-type'] ?? ''))
    return Object.fromEntries(new URLSearchParams(body));
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);
