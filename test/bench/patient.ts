/** A patient's browser as far as HTTP goes, and the bytes of an answer as they come out of the socket. */
import { connect } from 'node:net';
import { Pool } from 'undici';

const form = 'application/x-www-form-urlencoded';

/** What browsers offer over http. */
export const browserHeaders = {
  accept: 'text/html,application/xhtml+xml,*/*;q=0.8',
  'accept-encoding': 'gzip, deflate',
  'accept-language': 'en-GB,en;q=0.9',
} as const;

/** One browser at one link: opens the page, says so, presses Join. */
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

  /** What the page's script sends once it is seen. */
  async saysOpen(): Promise<void> {
    await this.#post('open', '');
  }

  /** Errors: rejects unless the answer is the call's address. */
  async joins(name: string): Promise<void> {
    const answer = await this.#post('join', new URLSearchParams({ name }).toString());
    if (!answer.includes('"state":"going-in"')) throw new Error('the press did not lead into the call');
  }

  async #post(verb: string, body: string): Promise<string> {
    const answer = await this.#pool.request({
      method: 'POST',
      path: `${this.#path}/${verb}`,
      headers: {
        accept: 'application/json',
        origin: this.#origin,
        cookie: this.#cookie,
        ...(body !== '' && { 'content-type': form }),
      },
      body,
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

/** One GET over a socket of its own, until the server closes it: head and body as they were on the wire. */
export function rawGet(url: string, headers: Readonly<Record<string, string>>): Promise<Buffer> {
  const { hostname, port, host, pathname } = new URL(url);
  const lines = Object.entries({ host, ...headers, connection: 'close' }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(Number(port), hostname);
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('end', () => resolve(Buffer.concat(chunks)));
    socket.on('error', reject);
    // Its own side stays open: a server may take a half-closed connection for a client that has left.
    socket.write(`GET ${pathname} HTTP/1.1\r\n${lines.join('')}\r\n`);
  });
}
