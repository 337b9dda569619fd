/** A staff listener on a real port, and a browser that keeps cookies and follows nothing by itself. */
import fastify from 'fastify';
import { randomBytes } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { Agent, request } from 'undici';
import {
  accessConfigSchema,
  createAccess,
  openSqliteStores,
  type Access,
} from '../../../../src/main/service/access/index.ts';
import type { FakeClock } from '../../../fixtures/fakeClock.ts';
import { recordingLog, type RecordingLog } from '../../../fixtures/recordingLog.ts';
import { quickHash, random } from './support.ts';

export interface StaffOptions {
  readonly path: string;
  readonly clock: FakeClock;
  readonly config?: unknown;
  /** PEM of the provider's authority. */
  readonly ca?: string;
  readonly clientSecret?: string;
  readonly sharedKey?: Buffer;
  /** Beside the listener's own. */
  readonly origins?: readonly string[];
  /** Under which a browser reaches it: 127.0.0.1, or its other name, which is another site. */
  readonly hostName?: '127.0.0.1' | 'localhost';
  /** Absent: more than a provider of a test ever takes. */
  readonly providerTimeoutMs?: number;
  /** Believed proxies. */
  readonly trustProxy?: string;
}

export interface Staff {
  readonly access: Access;
  readonly origin: string;
  readonly log: RecordingLog;
}

/** A node: `GET /who` says who is signed in, as the desk's own routes would ask. */
export async function staffNode(options: StaffOptions): Promise<Staff> {
  const { path, clock, ca, clientSecret, trustProxy } = options;
  const stores = openSqliteStores(path);
  const dispatcher = new Agent({ connect: { ...(ca !== undefined && { ca }) } });
  const log = recordingLog();
  let origins: readonly string[] = [];
  const access = createAccess({
    config: accessConfigSchema.parse(options.config ?? {}),
    stores,
    sharedKey: options.sharedKey ?? randomBytes(32),
    clientSecret: async () => clientSecret,
    dispatcher,
    origins: () => origins,
    ports: { clock, random, log },
    // A busy machine is no provider that is away.
    costs: { hash: quickHash, providerTimeoutMs: options.providerTimeoutMs ?? 10_000 },
  });
  const app = fastify({ forceCloseConnections: true, ...(trustProxy !== undefined && { trustProxy }) });
  await app.register(access.http.plugin);
  app.get('/who', async ({ raw }) => ({ who: (await access.http.authenticate(raw)) ?? null }));
  // What a desk would be: it asks at the first look, with what the browser sends along then.
  app.get('/desk/', async ({ raw }, reply) => {
    const who = await access.http.authenticate(raw);
    return reply
      .type('text/html')
      .send(`<!doctype html><p id="who">${who?.trueconfId ?? who?.role ?? 'nobody'}</p>`);
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const address = app.server.address();
  if (typeof address !== 'object' || !address) throw new Error('not listening');
  const origin = `http://${options.hostName ?? '127.0.0.1'}:${address.port}`;
  origins = [origin, ...(options.origins ?? [])];
  onTestFinished(async () => {
    access.stop();
    await app.close();
    await dispatcher.destroy();
    await stores.close();
  });
  return { access, origin, log };
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly location: string | undefined;
  readonly text: string;
}

export class Browser {
  readonly cookies = new Map<string, string>();
  /** As they came, with their attributes. */
  readonly setCookies: string[] = [];
  readonly #dispatcher: Agent;

  constructor(ca?: string) {
    this.#dispatcher = new Agent({ connect: { ...(ca !== undefined && { ca }) } });
    onTestFinished(() => this.#dispatcher.close());
  }

  get(url: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.ask('GET', url, headers, null);
  }

  /** As a form of a page of the same origin. */
  post(url: string, form: Record<string, string>, headers: Record<string, string> = {}): Promise<Answer> {
    const body = new URLSearchParams(form).toString();
    const type = { 'content-type': 'application/x-www-form-urlencoded', origin: new URL(url).origin };
    return this.ask('POST', url, { ...type, ...headers }, body);
  }

  async ask(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'HEAD',
    url: string,
    headers: Record<string, string>,
    body: string | null,
  ): Promise<Answer> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const sent = { ...(cookie !== '' && { cookie }), ...headers };
    const answer = await request(url, { method, headers: sent, body, dispatcher: this.#dispatcher });
    for (const line of [answer.headers['set-cookie'] ?? []].flat()) this.#keep(line);
    const { location } = answer.headers;
    return {
      status: answer.statusCode,
      headers: answer.headers,
      location: typeof location === 'string' ? location : undefined,
      text: await answer.body.text(),
    };
  }

  #keep(line: string): void {
    this.setCookies.push(line);
    const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=');
    if (/;\s*Max-Age=0(;|$)/.test(line)) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}

/** Who the service says is behind this browser. */
export async function whoAt(
  browser: Browser,
  origin: string,
  headers: Record<string, string> = {},
): Promise<unknown> {
  const answer: { who: unknown } = JSON.parse((await browser.get(`${origin}/who`, headers)).text);
  return answer.who;
}
