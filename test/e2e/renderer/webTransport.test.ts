/** The web shell's side of the socket, in a real browser: token, session, reload, loss and an earlier start. */
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebSocketServer, type WebSocket } from 'ws';
import { z } from 'zod';
import { findBrowser } from '../../../scripts/findBrowser.ts';
import { FakeDesk } from '../../fixtures/fakeDesk.ts';
import { visitView } from '../../fixtures/views.ts';
import { openSite, type Site } from './support.ts';

const requestSchema = z.strictObject({ id: z.int(), channel: z.string(), input: z.unknown() });
const patience = { timeout: 10_000 };

/** The server's side, with a fake desk behind it: one token, valid once, and one session secret. */
class Shell {
  readonly desk = new FakeDesk();
  readonly sockets = new Set<WebSocket>();
  readonly requestLines: string[] = [];
  token = 'one-time';
  session = 'secret-1';
  #exchanged = false;
  readonly #server: WebSocketServer;
  readonly #site: Site;

  constructor(site: Site) {
    this.#site = site;
    site.server.removeAllListeners('request');
    site.server.on('request', (request, response) => {
      this.requestLines.push(`${request.method} ${request.url}`);
      if (request.url === '/session') {
        const right = !this.#exchanged;
        this.#exchanged = true;
        response.writeHead(right ? 200 : 401, { 'content-type': 'application/json' });
        response.end(right ? JSON.stringify({ session: this.session }) : '{}');
        return;
      }
      site.serveFile(request, response);
    });
    this.#server = new WebSocketServer({ server: site.server, path: '/socket' });
    this.#server.on('connection', (socket) => this.#serve(socket));
    this.desk.onEvent((event, payload) => {
      for (const socket of this.sockets) socket.send(JSON.stringify({ event, payload }));
    });
  }

  #serve(socket: WebSocket): void {
    socket.once('message', (first) => {
      if (String(first) !== JSON.stringify({ session: this.session })) {
        socket.close(4401);
        return;
      }
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
      socket.send('{"ready":true}');
      socket.on('message', (message) => void this.#answer(socket, String(message)));
    });
  }

  async #answer(socket: WebSocket, message: string): Promise<void> {
    const { id, channel, input } = requestSchema.parse(JSON.parse(message));
    const envelope = await this.desk.answer(channel, input);
    socket.send(JSON.stringify({ id, envelope }));
  }

  /** Cuts every connection, as a sleeping computer does. */
  cut(): void {
    for (const socket of this.sockets) socket.terminate();
  }

  close(): void {
    this.cut();
    this.#server.close();
    this.#site.server.removeAllListeners('request');
    this.#site.server.on('request', this.#site.serveFile);
  }
}

let browser: Browser;
let site: Site;
let shell: Shell;

beforeAll(async () => {
  const executablePath = findBrowser();
  if (!executablePath) throw new Error('no browser: npm run tools');
  [browser, site] = await Promise.all([
    chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] }),
    openSite(),
  ]);
});
afterAll(async () => {
  await browser.close();
  await site.close();
});
beforeEach(() => {
  shell = new Shell(site);
});
afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
  shell.close();
});

async function open(): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-GB' });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const page = await context.newPage();
  await page.goto(`${site.origin}/#${shell.token}`);
  return page;
}
const newVisit = (page: Page) => page.getByRole('button', { name: 'New visit' });

describe('the web shell’s socket', () => {
  it('exchanges the token, takes it out of the address, and never sends it in one', async () => {
    const page = await open();
    await newVisit(page).waitFor(patience);
    expect(page.url()).toBe(`${site.origin}/`);
    expect(shell.requestLines.filter((line) => line.includes('one-time'))).toEqual([]);
    await newVisit(page).click();
    await page.getByRole('article').waitFor(patience);
    expect(shell.desk.inputsOf('visits:create')).toEqual([{}]);
  });

  it('survives a reload by the session of this tab', async () => {
    const page = await open();
    await newVisit(page).waitFor(patience);
    await page.reload();
    await newVisit(page).waitFor(patience);
    expect(shell.requestLines.filter((line) => line === 'POST /session')).toHaveLength(1);
  });

  it('says that it is lost, answers what was under way, comes back and asks for the list again', async () => {
    const page = await open();
    await newVisit(page).waitFor(patience);
    shell.desk.handlers['visits:create'] = () => new Promise(() => undefined);
    await newVisit(page).click();
    await expect.poll(() => shell.desk.inputsOf('visits:create').length, patience).toBe(1);
    shell.desk.visits = [visitView('a', 'waiting', { label: 'Made meanwhile' })];
    shell.cut();
    await page.getByRole('alert').getByText('The visit was not made.').waitFor(patience);
    await page.getByRole('article', { name: 'Visit: Made meanwhile' }).waitFor(patience);
    await expect.poll(() => page.getByText(/is lost and is being made again/).count(), patience).toBe(0);
  });

  it('tells a tab of an earlier start what it is', async () => {
    const page = await open();
    await newVisit(page).waitFor(patience);
    shell.session = 'secret-2';
    shell.cut();
    await page.getByRole('heading', { name: 'This tab is from an earlier start' }).waitFor(patience);
  });

  it('tells a tab without token and session the same', async () => {
    const page = await (await browser.newContext({ locale: 'en-GB' })).newPage();
    await page.goto(site.origin);
    await page.getByRole('heading', { name: 'This tab is from an earlier start' }).waitFor(patience);
  });
});
