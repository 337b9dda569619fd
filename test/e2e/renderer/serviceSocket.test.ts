/** The desk at the clinic's service, in a real browser: a line that breaks, sign-in, and a service that was renewed. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocketServer, type WebSocket } from 'ws';
import { z } from 'zod';
import { FakeDesk } from '../../fixtures/fakeDesk.ts';
import { visitView } from '../../fixtures/views.ts';
import { button, deskWorld, patience, type Site } from './support.ts';

const helloSchema = z.strictObject({
  hello: z.strictObject({ version: z.string().min(5), protocol: z.literal(1), desk: z.string().length(22) }),
});
const requestSchema = z.strictObject({
  id: z.int(),
  channel: z.string(),
  input: z.unknown(),
  key: z.string().length(22).optional(),
});

/** The service's side: it knows a command again by its key, as the real one does. */
class Service {
  readonly desk = new FakeDesk();
  readonly keys: string[] = [];
  readonly visited: string[] = [];
  /** `away`: takes no connection. `deaf`: does what is asked for and loses the line before it answers. */
  mood: 'well' | 'away' | 'deaf' = 'well';
  closeWith: number | null = null;
  readonly #sockets = new Set<WebSocket>();
  readonly #answers = new Map<string, Promise<unknown>>();
  readonly #server: WebSocketServer;
  readonly #site: Site;

  constructor(site: Site) {
    this.#site = site;
    this.desk.shell = 'service';
    this.desk.you = { name: 'Maria Petrova', role: 'doctor' };
    site.server.removeAllListeners('request');
    site.server.on('request', (request, response) => {
      const { method, url = '/' } = request;
      if (!url.startsWith('/desk/')) this.visited.push(`${method} ${url}`);
      if (url === '/sign-out') {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ state: 'signed-out', next: '/sign-in?out=1' }));
      } else if (url.startsWith('/desk/')) {
        site.serveFile(Object.assign(request, { url: url.slice('/desk'.length) }), response);
      } else response.writeHead(200, { 'content-type': 'text/html' }).end('<title>sign in</title>');
    });
    this.#server = new WebSocketServer({ server: site.server, path: '/desk/socket' });
    this.#server.on('connection', (socket) => this.#serve(socket));
    this.desk.onEvent((event, payload) => {
      for (const socket of this.#sockets) socket.send(JSON.stringify({ event, payload }));
    });
  }

  #serve(socket: WebSocket): void {
    if (this.mood === 'away') return socket.terminate();
    if (this.closeWith !== null) return socket.close(this.closeWith);
    socket.once('message', (first) => {
      helloSchema.parse(JSON.parse(String(first)));
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
      socket.send('{"ready":true,"protocol":1}');
      socket.on('message', (message) => void this.#answer(socket, String(message)));
    });
  }

  async #answer(socket: WebSocket, message: string): Promise<void> {
    const { id, channel, input, key } = requestSchema.parse(JSON.parse(message));
    // As it was when the message came: a test goes on as soon as the key is known.
    const isDeaf = this.mood === 'deaf';
    if (key !== undefined) this.keys.push(key);
    const known = key === undefined ? undefined : this.#answers.get(key);
    const answer = known ?? this.desk.answer(channel, input);
    if (key !== undefined) this.#answers.set(key, answer);
    const envelope = await answer;
    if (isDeaf && key !== undefined) this.cut();
    else socket.send(JSON.stringify({ id, envelope }));
  }

  cut(code?: number): void {
    for (const socket of this.#sockets) {
      if (code === undefined) socket.terminate();
      else socket.close(code);
    }
  }

  close(): void {
    this.cut();
    this.#server.close();
    this.#site.server.removeAllListeners('request');
    this.#site.server.on('request', this.#site.serveFile);
  }
}

const world = deskWorld();
let service: Service;
beforeEach(() => {
  service = new Service(world.site);
});
afterEach(() => service.close());

async function open(): Promise<Page> {
  const context = await world.browser.newContext({ locale: 'en-GB' });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const page = await context.newPage();
  await page.goto(`${world.site.origin}/desk/`);
  await page.getByRole('heading', { name: 'Visit Desk' }).waitFor();
  return page;
}

const board = (page: Page) => page.getByRole('region', { name: 'Visits', exact: true });
const isGrey = (page: Page) =>
  board(page).evaluate((element) => getComputedStyle(element).filter === 'grayscale(1)');

describe('a desk of the service', () => {
  it('keeps the board, grey and with its age, and does what is clicked meanwhile once when the line is back', async () => {
    service.desk.visits = [visitView('a', 'in-call', { label: 'Orlov' }), visitView('b', 'not-opened')];
    const page = await open();
    await page.getByRole('article', { name: 'Visit: Orlov' }).waitFor(patience);
    expect(await isGrey(page)).toBe(false);
    service.mood = 'away';
    service.cut();
    const lost = page.getByRole('status').getByText(/^No connection since \d\d:\d\d\. Trying again/);
    await lost.waitFor(patience);
    expect(await isGrey(page)).toBe(true);
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    await page.locator('[data-visit=a]').getByRole('button', { name: 'End visit' }).click();
    await button(page, 'New visit').click();
    await page.getByText('Making the visit…').waitFor();
    service.desk.visits = [...service.desk.visits, visitView('c', 'waiting', { label: 'Made meanwhile' })];
    service.desk.revision = 0;
    service.mood = 'well';
    await page.getByRole('article', { name: 'Visit: Made meanwhile' }).waitFor({ timeout: 15_000 });
    await expect.poll(() => isGrey(page), patience).toBe(false);
    expect(await lost.count()).toBe(0);
    await expect.poll(() => page.locator('[data-visit=a]').getByRole('status').textContent()).toBe('Ended');
    await page.getByText('The link is on the clipboard.').waitFor(patience);
    expect(service.desk.inputsOf('visits:end')).toEqual([{ visitId: 'a' }]);
    expect(service.desk.inputsOf('visits:create')).toEqual([{}]);
    expect(new Set(service.keys).size).toBe(2);
  });

  it('asks again with the same key for what was done but not answered', async () => {
    const page = await open();
    await button(page, 'New visit').waitFor(patience);
    service.mood = 'deaf';
    await button(page, 'New visit').click();
    await expect.poll(() => service.keys.length, patience).toBe(1);
    service.mood = 'well';
    await page.getByText('The link is on the clipboard.').waitFor(patience);
    expect(await page.getByRole('article').count()).toBe(1);
    expect(service.desk.inputsOf('visits:create')).toHaveLength(1);
    const [first] = service.keys;
    await expect.poll(() => service.keys, patience).toEqual([first, first]);
  });

  it('goes to the sign-in when the session is over, and when somebody signs out', async () => {
    const page = await open();
    await button(page, 'Account of Maria Petrova').click();
    expect(await page.getByRole('link', { name: 'Account and devices' }).getAttribute('href')).toBe(
      '/account?lang=en',
    );
    await button(page, 'Sign out').click();
    await page.waitForURL(/\/sign-in\?out=1$/);
    await page.goto(`${world.site.origin}/desk/`);
    await button(page, 'New visit').waitFor(patience);
    service.cut(4401);
    await page.waitForURL(/\/sign-in$/);
    expect(service.visited.filter((line) => line.startsWith('POST'))).toEqual(['POST /sign-out']);
  });

  it('says that it is older than the service, and is loaded again by its button', async () => {
    service.closeWith = 4426;
    const page = await (await world.browser.newContext({ locale: 'ru-RU', colorScheme: 'dark' })).newPage();
    await page.goto(`${world.site.origin}/desk/`);
    await page.getByRole('heading', { name: 'Эта страница старше сервиса' }).waitFor(patience);
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    service.closeWith = null;
    await button(page, 'Загрузить заново').click();
    await button(page, 'Новый приём').waitFor(patience);
    // Another role since: the page is loaded anew by itself.
    service.desk.you = { name: 'Maria Petrova', role: 'reception' };
    service.cut(4409);
    await page.getByRole('combobox', { name: 'Врач' }).waitFor(patience);
  });
});
