/** The doctor's UI as built, in Chromium, under the real CSP, with a scripted core behind it. */
import { createServer, type RequestListener, type Server } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Browser, type BrowserContextOptions, type Locator, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { findBrowser } from '../../../scripts/findBrowser.ts';
import { contentSecurityPolicy } from '../../../src/main/security/csp.ts';
import { FakeDesk } from '../../fixtures/fakeDesk.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

export interface Site {
  readonly origin: string;
  readonly server: Server;
  /** What serves the built files. */
  readonly serveFile: RequestListener;
  close(): Promise<void>;
}

const callPage = `<!doctype html><title>call</title><p>the call</p>`;

const folder = join(import.meta.dirname, '../../../out/renderer');

/** Serves the renderer as `npm test` has built it, on loopback. `/call` stands for the embedded call. */
export async function openSite(): Promise<Site> {
  const serveFile: RequestListener = (request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://host').pathname);
    if (path === '/call') {
      response.writeHead(200, { 'content-type': 'text/html' }).end(callPage);
      return;
    }
    readFile(join(folder, path === '/' ? 'index.html' : path)).then(
      (body) => {
        const { port } = Object.assign({ port: 0 }, server.address());
        response.writeHead(200, {
          'content-type': types[extname(path)] ?? 'text/html; charset=utf-8',
          'content-security-policy': contentSecurityPolicy({
            frameOrigin: `http://localhost:${port}`,
            connect: [`ws://127.0.0.1:${port}`],
          }),
        });
        response.end(body);
      },
      () => response.writeHead(404).end(),
    );
  };
  const server = createServer(serveFile);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = Object.assign({ port: 0 }, server.address());
  return {
    origin: `http://127.0.0.1:${port}`,
    server,
    serveFile,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

declare global {
  interface Window {
    askDesk(channel: string, input: unknown): Promise<never>;
    emitDesk(event: string, payload: unknown): void;
    violations: string[];
  }
}

/** Runs in the page before its scripts: the preload's place. */
function injectDesk(): void {
  const listeners = new Map<string, Set<(payload: never) => void>>();
  window.violations = [];
  document.addEventListener('securitypolicyviolation', (event) => {
    window.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
  });
  window.emitDesk = (event, payload) => {
    for (const listener of listeners.get(event) ?? []) Reflect.apply(listener, undefined, [payload]);
  };
  Object.defineProperty(window, 'visitDesk', {
    value: Object.freeze({
      request: (channel: string, input: unknown) => window.askDesk(channel, input),
      on: (channel: string, listener: (payload: never) => void) => {
        const known = listeners.get(channel) ?? new Set();
        listeners.set(channel, known.add(listener));
        return () => known.delete(listener);
      },
    }),
  });
}

export interface OpenedDesk {
  readonly desk: FakeDesk;
  readonly page: Page;
}

/** Opens the board. `before` changes the page before its scripts run. */
export async function openDesk(
  browser: Browser,
  site: Site,
  options: BrowserContextOptions & {
    readonly desk?: FakeDesk;
    readonly clipboard?: boolean;
    readonly before?: () => void;
    /** Of the page, with its query. */
    readonly path?: string;
    /** Files that cannot be had, until `page.context().unrouteAll()`. */
    readonly away?: RegExp;
  } = {},
): Promise<OpenedDesk> {
  const { desk = new FakeDesk(), clipboard = true, before, path = '', away, ...contextOptions } = options;
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    ...contextOptions,
  });
  if (clipboard) await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  if (away) await context.route(away, (route) => route.abort());
  const page = await context.newPage();
  await page.exposeFunction('askDesk', (channel: string, input: unknown) => desk.answer(channel, input));
  await page.addInitScript(injectDesk);
  if (before) await page.addInitScript(before);
  desk.onEvent((event, payload) => {
    page
      .evaluate(([name, value]) => window.emitDesk(String(name), value), [event, payload])
      .catch((error: unknown) => {
        if (!page.isClosed()) throw error;
      });
  });
  await page.goto(`${site.origin}${path}`);
  await page.locator('header, .notice').first().waitFor();
  return { desk, page };
}

/** Breaks the clipboard as a browser without permission does. */
export function refuseClipboard(): void {
  const refuse = () => Promise.reject(new DOMException('Write permission denied.', 'NotAllowedError'));
  Object.defineProperty(navigator, 'clipboard', { value: { write: refuse, writeText: refuse } });
}

export const patience = { timeout: 10_000 } as const;
export const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });
export const card = (page: Page, id: string): Locator => page.locator(`[data-visit=${id}]`);

/** No axe finding, no CSP violation, and nothing that must be scrolled sideways. */
export async function expectClean(page: Page): Promise<void> {
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  expect(await page.evaluate(() => window.violations)).toEqual([]);
  const sideways = await page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll('header, main, .board, article, dialog, .panel')]
      .filter((element) => element.scrollWidth > element.clientWidth)
      .map((element) => element.className),
  );
  expect(sideways).toEqual([]);
}

/** One browser and one site for a file of tests; pages are closed after each test. To be called at the top of a file. */
export function deskWorld(): { readonly browser: Browser; readonly site: Site } {
  const world: { browser?: Browser; site?: Site } = {};
  const must = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error('used before the tests of the file began');
    return value;
  };
  beforeAll(async () => {
    const executablePath = findBrowser();
    if (!executablePath) throw new Error('no browser: npm run tools');
    const args = ['--no-sandbox', '--disable-gpu'];
    [world.browser, world.site] = await Promise.all([chromium.launch({ executablePath, args }), openSite()]);
  });
  afterAll(async () => {
    await world.browser?.close();
    await world.site?.close();
  });
  afterEach(async () => {
    await Promise.all(
      must(world.browser)
        .contexts()
        .map((context) => context.close()),
    );
  });
  return {
    get browser() {
      return must(world.browser);
    },
    get site() {
      return must(world.site);
    },
  };
}
