/** A patient's phone: real Chromium at phone size, watched for anything a strict page must not do. */
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { findBrowser, type BrowserKind } from '../../../scripts/findBrowser.ts';
import type { PageAssets } from '../../../src/main/join/assets.ts';
import type { PageEvent } from '../../../src/shared/page.ts';
import { ok } from '../../../src/shared/result.ts';
import { buildPageAssets, joinBench, type JoinBench } from '../../fixtures/join/joinServer.ts';
import { doorViews, liveToken } from '../../fixtures/join/scriptedDoor.ts';
import type { TestCertificate } from '../../fixtures/trueconf/certificates.ts';

export const patience = { timeout: 20_000 } as const;

/** Camera and microphone of every test are the browser's own fakes: a moving picture and a beep. */
export const fakeDevices = ['--use-fake-device-for-media-stream'];
export const allowed = ['--use-fake-ui-for-media-stream', ...fakeDevices];
export const refused = ['--deny-permission-prompts', ...fakeDevices];

export function openBrowser(parameters: readonly string[] = [], kind?: BrowserKind): Promise<Browser> {
  const executablePath = findBrowser(kind);
  if (!executablePath) throw new Error('No Chromium, Chrome or Edge is installed: npm run tools');
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      ...parameters,
    ],
  });
}

export interface Phone {
  readonly page: Page;
  /** What the browser reported against the page: violations of its policy, errors of its script. */
  readonly complaints: string[];
  close(): Promise<void>;
}

/** The browser's own report of an HTTP status, a lost connection or a scheme that it does not know is not a complaint. */
const isComplaint = (text: string): boolean => !/^Failed to (?:load resource|launch)/.test(text);

export async function phone(browser: Browser, options: BrowserContextOptions = {}): Promise<Phone> {
  const context = await browser.newContext({
    viewport: { width: 360, height: 640 },
    hasTouch: true,
    isMobile: true,
    locale: 'en-US',
    ...options,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    const bad = message.type() === 'error' || message.type() === 'warning';
    if (bad && isComplaint(message.text())) complaints.push(message.text());
  });
  return { page, complaints, close: () => context.close() };
}

export interface CallServer {
  readonly origin: string;
  /** While set, requests get no answer. */
  silent: boolean;
  close(): void;
}

/** Stands where the video server is; its page says that it is the call. */
export async function callServer(): Promise<CallServer> {
  const server: Server = createServer((_request, response) => {
    if (call.silent) return;
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end('<!doctype html><title>call</title><link rel="icon" href="data:,"><h1>The call</h1>');
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('no port');
  const call: CallServer = {
    origin: `http://127.0.0.1:${address.port}`,
    silent: false,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
  return call;
}

export interface World {
  readonly bench: JoinBench;
  readonly browser: Browser;
  readonly call: CallServer;
  /** The link as the patient got it. */
  readonly link: string;
  readonly callUrl: string;
  /** Opens the link on a phone of its own. `before`: runs on the blank page. */
  open(
    options?: BrowserContextOptions,
    address?: string,
    before?: (page: Page) => Promise<void>,
  ): Promise<Page>;
  /** Presses are let straight in from now on. */
  letIn(): void;
  /** The next press waits. */
  mustWait(): void;
  /** The events that pages reported so far. */
  reports(): readonly PageEvent[];
  /** Ends the join server, and starts it again at the same address. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

export interface WorldWishes {
  /** Of the browser. */
  readonly parameters?: readonly string[];
  /** `whole` where the browser itself asks somebody. */
  readonly kind?: BrowserKind;
  readonly certificate?: () => Promise<TestCertificate>;
  /** Name under which the page is reached; its port is the listener's. */
  readonly host?: string;
}

/** A world per test, with one browser per file; nothing that a browser complains of passes. */
export function patientWorld(wishes: WorldWishes = {}): World {
  const { parameters, kind, certificate, host = '127.0.0.1' } = wishes;
  let assets: PageAssets;
  let served: TestCertificate | undefined;
  let port = 0;
  const phones: Phone[] = [];
  const given: { bench?: JoinBench; browser?: Browser; call?: CallServer } = {};
  const need = <T>(part: T | undefined): T => {
    if (part === undefined) throw new Error('not before the test');
    return part;
  };

  const world: World = {
    get bench() {
      return need(given.bench);
    },
    get browser() {
      return need(given.browser);
    },
    get call() {
      return need(given.call);
    },
    get link() {
      return `${served ? 'https' : 'http'}://${host}:${port}/v/${liveToken}`;
    },
    get callUrl() {
      return `${world.call.origin}/webrtc/0123#login=$guest*&name=%D0%90`;
    },
    async open(options = {}, address = world.link, before) {
      const each = await phone(world.browser, { ignoreHTTPSErrors: true, ...options });
      phones.push(each);
      await before?.(each.page);
      await each.page.goto(address);
      return each.page;
    },
    letIn() {
      world.bench.door.answer = ok({ state: 'going-in', url: world.callUrl });
      world.bench.door.show(doorViews['let-in']);
    },
    mustWait() {
      world.bench.door.answer = ok({ state: 'waiting' });
      world.bench.door.viewAfterPress = doorViews.waiting;
    },
    reports: () => world.bench.door.asked('report').map(({ report }) => report.event),
    stop: () => world.bench.server.close(),
    async start() {
      // The port belongs to the name under which the page is reached, and is known only afterwards.
      for (const publicOrigin of port === 0 && host !== '127.0.0.1'
        ? [false, true]
        : [host !== '127.0.0.1']) {
        const listening = await world.bench.server.listen({
          host: '127.0.0.1',
          port,
          ...(served && { certificate: served }),
          ...(publicOrigin && { publicOrigin: `http://${host}:${port}` }),
        });
        if (!listening.ok) throw new Error(listening.error.code);
        ({ port } = listening.value);
      }
    },
  };

  beforeAll(async () => {
    served = await certificate?.();
    [assets, given.browser, given.call] = await Promise.all([
      buildPageAssets(),
      openBrowser(parameters, kind),
      callServer(),
    ]);
  }, 60_000);
  beforeEach(async () => {
    given.bench = joinBench(assets);
    given.bench.serverOrigin = world.call.origin;
    world.call.silent = false;
    port = 0;
    await world.start();
  });
  afterEach(async () => {
    const opened = phones.splice(0);
    await Promise.all(opened.map((each) => each.close()));
    await world.bench.server.close();
    expect(opened.flatMap((each) => each.complaints)).toEqual([]);
  });
  afterAll(async () => {
    await given.browser?.close();
    given.call?.close();
  });
  return world;
}

export const join = (page: Page): Promise<void> =>
  page.getByRole('button', { name: 'Join', exact: true }).click();
export const typeName = (page: Page, name = 'Anna Smirnova'): Promise<void> =>
  page.getByRole('textbox', { name: 'Your name' }).fill(name);
export const heading = (page: Page, name: string): Promise<void> =>
  page.getByRole('heading', { name, level: 1 }).waitFor(patience);

/** Makes the page's sight changeable: `show-now` and `hide-now` are events of its document. */
export const withSight = (start: 'visible' | 'hidden') => async (page: Page) => {
  await page.addInitScript((first) => {
    const sight = { now: first };
    Object.defineProperty(document, 'visibilityState', { get: () => sight.now });
    const turn = (now: 'visible' | 'hidden') => () => {
      sight.now = now;
      document.dispatchEvent(new Event('visibilitychange'));
    };
    document.addEventListener('show-now', turn('visible'));
    document.addEventListener('hide-now', turn('hidden'));
  }, start);
};
export const turnSight = (page: Page, to: 'show-now' | 'hide-now'): Promise<boolean> =>
  page.evaluate((event) => document.dispatchEvent(new Event(event)), to);
