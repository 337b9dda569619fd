/** Pages of the room without a browser: they speak its protocol over a real WebSocket. */
import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { Emulator } from '../../../src/emulator/index.ts';
import { call, type Api } from './support.ts';

/** A page of the room without a browser. */
export class Page {
  readonly socket: WebSocket;
  readonly #heard: unknown[] = [];
  #wake: () => void = () => undefined;

  constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (raw) => {
      this.#heard.push(JSON.parse(Buffer.isBuffer(raw) ? raw.toString('utf8') : 'null'));
      this.#wake();
    });
  }

  static async open(emulator: Emulator, headers: Readonly<Record<string, string>> = {}): Promise<Page> {
    const url = emulator.origin.replace('http', 'ws') + '/websocket/';
    const page = new Page(new WebSocket(url, { headers: { origin: emulator.origin, ...headers } }));
    await once(page.socket, 'open');
    return page;
  }

  say(message: object): void {
    this.socket.send(JSON.stringify(message));
  }

  /** The next message that came and was not read yet. */
  async hears(): Promise<unknown> {
    while (this.#heard.length === 0) await new Promise<void>((resolve) => (this.#wake = resolve));
    return this.#heard.shift();
  }
}

export interface Pass {
  readonly conference: string;
  readonly login: string;
  readonly token: string;
}

export async function passOf(api: Api, conference: string, user: string): Promise<Pass> {
  const fields = new URLSearchParams(new URL(await api.guestUrl(conference, user)).hash.slice(1));
  return { conference, login: fields.get('login') ?? '', token: fields.get('token') ?? '' };
}

export async function enter(api: Api, conference: string, user: string): Promise<Page> {
  const page = await Page.open(api.emulator);
  page.say({ type: 'hello', ...(await passOf(api, conference, user)) });
  await page.hears();
  page.say({ type: 'enter' });
  return page;
}

/** Says hello and gives the answer. */
export async function hello(
  emulator: Emulator,
  pass: Pass,
  headers: Readonly<Record<string, string>> = {},
): Promise<unknown> {
  const page = await Page.open(emulator, headers);
  page.say({ type: 'hello', ...pass });
  return page.hears();
}

export async function cookieOf(emulator: Emulator, login: string, password: string): Promise<string> {
  const answer = await call(`${emulator.origin}/emulator/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password }),
  });
  return answer.headers.get('set-cookie')?.split(';')[0] ?? `status ${answer.status}`;
}
