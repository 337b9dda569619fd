/** Everything that a browser sends and receives, to be searched afterwards. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserContext, Page, Response } from 'playwright-core';

export interface Recorded {
  /** `POST http://…/v/…/join body`, `socket sent`, `title`, … */
  readonly place: string;
  readonly text: string;
}

/** Records all HTTP and WebSocket messages and titles of a context. */
export class Recorder {
  readonly #records: Recorded[] = [];
  readonly #pending: Promise<unknown>[] = [];

  constructor(context: BrowserContext) {
    context.on('page', (page) => this.#watch(page));
  }

  async records(): Promise<readonly Recorded[]> {
    await Promise.allSettled(this.#pending);
    return this.#records;
  }

  #add(place: string, text: string | null | undefined): void {
    if (text) this.#records.push({ place, text });
  }

  #watch(page: Page): void {
    page.on('request', (request) => {
      const url = withoutFragment(request.url());
      this.#add(`${request.method()} address`, url);
      this.#add(`${request.method()} ${pathOf(url)} body`, request.postData());
      this.#add(`${request.method()} ${pathOf(url)} headers`, JSON.stringify(request.headers()));
    });
    page.on('response', (response) => this.#pending.push(this.#keepAnswer(response)));
    page.on('websocket', (socket) => {
      const where = pathOf(socket.url());
      socket.on('framesent', ({ payload }) => this.#add(`socket ${where} sent`, payload.toString()));
      socket.on('framereceived', ({ payload }) => this.#add(`socket ${where} received`, payload.toString()));
    });
    page.on('domcontentloaded', () =>
      this.#pending.push(page.title().then((title) => this.#add('title', title))),
    );
    page.on('console', (message) => this.#add('console', message.text()));
  }

  async #keepAnswer(response: Response): Promise<void> {
    const place = `answer to ${response.request().method()} ${pathOf(response.url())}`;
    const { location, ...headers } = await response.allHeaders();
    this.#add(`${place}: location`, location);
    this.#add(`${place}: headers`, JSON.stringify(headers));
    this.#add(`${place}: body`, await response.text().catch(() => ''));
  }
}

/** All files below a folder, as text. */
export async function filesIn(folder: string): Promise<readonly Recorded[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry) => {
        const path = join(entry.parentPath, entry.name);
        return {
          place: `file ${entry.name}`,
          text: `${entry.name}\n${(await readFile(path)).toString('latin1')}`,
        };
      }),
  );
}

/** The places in which a canary is found, in whatever common spelling. */
export function placesOf(canary: string, records: readonly Recorded[]): readonly string[] {
  const spellings = [
    canary,
    encodeURIComponent(canary),
    encodeURIComponent(canary).replaceAll('%20', '+'),
    Buffer.from(canary).toString('base64').replace(/=+$/, ''),
    Buffer.from(canary).toString('hex'),
    Buffer.from(canary).toString('latin1'),
    JSON.stringify(canary).slice(1, -1),
  ].map((spelling) => spelling.toLowerCase());
  const found = records.filter(({ text }) => {
    const low = text.toLowerCase();
    return spellings.some((spelling) => low.includes(spelling));
  });
  return [...new Set(found.map(({ place }) => place))].sort();
}

const withoutFragment = (url: string): string => url.split('#')[0] ?? url;
const pathOf = (url: string): string =>
  (URL.parse(url)?.pathname ?? '')
    .replace(/\/v\/[\w-]{22}/, '/v/TOKEN')
    .replace(/\/webrtc\/\d+/, '/webrtc/ID');
