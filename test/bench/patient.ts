/** A patient's browser as far as HTTP goes, and the bytes of an answer as they come out of the socket. */
import { connect } from 'node:net';
import { connect as connectSecurely } from 'node:tls';
import { Pool } from 'undici';
import { z } from 'zod';
import type { CallReason, PageEvent } from '../../src/shared/page.ts';
import { createEventReader, type StreamEvent } from './eventStream.ts';

const form = 'application/x-www-form-urlencoded';

/** What browsers offer over http. */
export const browserHeaders = {
  accept: 'text/html,application/xhtml+xml,*/*;q=0.8',
  'accept-encoding': 'gzip, deflate',
  'accept-language': 'en-GB,en;q=0.9',
} as const;

const device = { browser: 'chrome', system: 'android' } as const;

const pageAnswer = z.looseObject({ state: z.string() });
const joinAnswer = pageAnswer.extend({ url: z.string().optional() });

/** One browser at one link: opens the page, says how it fares, presses, waits, goes in. */
export class PatientBrowser {
  readonly #path: string;
  readonly #origin: string;
  readonly #pool: Pool;
  #cookie = '';

  /** `pool`: its connections to the patient's page. */
  constructor(pool: Pool, link: string) {
    const { origin, pathname } = new URL(link);
    this.#pool = pool;
    this.#origin = origin;
    this.#path = pathname;
  }

  async opens(): Promise<void> {
    const { statusCode, headers, body } = await this.#pool.request({
      method: 'GET',
      path: this.#path,
      headers: browserHeaders,
    });
    await body.dump();
    if (statusCode !== 200) throw new Error(`the page answered ${statusCode}`);
    const [cookie = ''] = [headers['set-cookie'] ?? ''].flat();
    this.#cookie = cookie.split(';')[0] ?? '';
  }

  /** What the page's script sends of itself. `more`: what came of the camera. */
  async reports(event: PageEvent, more: Readonly<Record<string, string>> = {}): Promise<void> {
    await this.#post('report', { event, ...device, ...more });
  }

  /** Says that the page lives; gives what it should show. */
  async lives(): Promise<string> {
    return pageAnswer.parse(JSON.parse(await this.#post('report', { event: 'here', ...device }))).state;
  }

  /** Errors: rejects unless the press leads there: to the call's address, or into the waiting room. */
  async joins(name: string, state: 'going-in' | 'waiting' = 'going-in'): Promise<void> {
    const answer = await this.#post('join', { name, ...device });
    if (!answer.includes(`"state":"${state}"`)) throw new Error(`the press did not lead to ${state}`);
  }

  /** Presses, and gives what the page is told: it goes in by `url`, must wait, or came too early. */
  async presses(name: string): Promise<z.output<typeof joinAnswer>> {
    return joinAnswer.parse(JSON.parse(await this.#post('join', { name, ...device })));
  }

  async asksForCall(reason: CallReason): Promise<void> {
    const answer = await this.#post('call-me', { name: '', reason, ...device });
    if (!answer.includes('"state":"called"')) throw new Error('nobody was asked to call');
  }

  /**
   * Listens to what the page should show. Resolves when the stream stands, with a promise of its end. Errors: rejects
   * when there is no stream for this browser.
   */
  async listens(tell: (event: StreamEvent) => void): Promise<{ readonly ended: Promise<void> }> {
    const { statusCode, body } = await this.#pool.request({
      method: 'GET',
      path: `${this.#path}/events`,
      headers: { accept: 'text/event-stream', cookie: this.#cookie },
    });
    if (statusCode !== 200) throw new Error(`the stream was answered with ${statusCode}`);
    const read = createEventReader(tell);
    body.setEncoding('utf8');
    body.on('data', read);
    return { ended: new Promise((resolve) => body.once('close', resolve)) };
  }

  async #post(verb: string, fields: Readonly<Record<string, string>>): Promise<string> {
    const answer = await this.#pool.request({
      method: 'POST',
      path: `${this.#path}/${verb}`,
      headers: {
        accept: 'application/json',
        origin: this.#origin,
        cookie: this.#cookie,
        'content-type': form,
      },
      body: new URLSearchParams(fields).toString(),
    });
    const text = await answer.body.text();
    if (answer.statusCode >= 300) throw new Error(`POST ${verb} was answered with ${answer.statusCode}`);
    return text;
  }
}

/** Lets `use` work with connections to this origin, and closes them. */
export async function withPool<T>(
  origin: string,
  use: (pool: Pool) => Promise<T>,
  connections = 1,
): Promise<T> {
  const pool = new Pool(origin, { connections, allowH2: false });
  try {
    return await use(pool);
  } finally {
    await pool.close();
  }
}

/** A request without a browser. */
export interface RawRequest {
  readonly headers: Readonly<Record<string, string>>;
  /** Fields of a form: given, the request is a POST. */
  readonly fields?: Readonly<Record<string, string>> | undefined;
}

export const rawGet = (url: string, headers: Readonly<Record<string, string>>): Promise<Buffer> =>
  rawRequest(url, { headers });

/**
 * One request over a socket of its own, until the server closes it: head and body as they were on the wire, over https
 * inside of TLS. Trusts every certificate: nothing but the benchmark's own is asked.
 */
export function rawRequest(url: string, { headers, fields }: RawRequest): Promise<Buffer> {
  const { protocol, hostname, port, host, pathname, search } = new URL(url);
  const place = { host: hostname, port: Number(port) };
  const body = fields ? new URLSearchParams(fields).toString() : '';
  const posted = fields && { 'content-type': form, 'content-length': String(body.length) };
  const lines = Object.entries({ host, ...headers, ...posted, connection: 'close' }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket =
      protocol === 'https:' ? connectSecurely({ ...place, rejectUnauthorized: false }) : connect(place);
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('end', () => resolve(Buffer.concat(chunks)));
    socket.on('error', reject);
    // Its own side stays open: a server may take a half-closed connection for a client that has left.
    socket.write(`${fields ? 'POST' : 'GET'} ${pathname}${search} HTTP/1.1\r\n${lines.join('')}\r\n${body}`);
  });
}
