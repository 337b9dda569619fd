/** Chromium as the host of an app that was written for Electron: a browser, a jar per partition, windows and guests. */
import { readFileSync } from 'node:fs';
import type { BrowserWindowConstructorOptions } from 'electron';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { app, appEvents, exited, seen, session } from '../fixtures/desktop/electronStandIn.ts';
import { WindowStandIn, type SessionStandIn } from '../fixtures/desktop/parts.ts';
import { preventable } from '../fixtures/desktop/strict.ts';
import { launchChromium } from '../e2e/support/chromium.ts';
import { ContentsHost, type Message } from './contents.ts';
import { askForMedia } from './media.ts';

let browser: Browser | undefined;
const jars = new Map<string, Promise<BrowserContext>>();

/** `refuse`: what no handler has allowed is denied, and no question is ever shown. */
export async function openBrowser(): Promise<void> {
  browser = await launchChromium('refuse', 'whole');
}
export async function closeBrowser(): Promise<void> {
  await browser?.close();
}

/** Cookies and storage of one partition. */
export function jarOf(partition: string): Promise<BrowserContext> {
  if (!browser) throw new Error('the browser is not open');
  const known = jars.get(partition);
  if (known) return known;
  const made = browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' });
  jars.set(partition, made);
  return made;
}

const sessionOf = (partition: string): SessionStandIn => session.fromPartition(partition);

export const windows: HostWindow[] = [];
export const guests: ContentsHost[] = [];

/** Resolves at the next one. */
const awaited = new Set<() => void>();
const announceAll = (): void => {
  for (const resolve of awaited) resolve();
};

/** Waits until something is there, looking again at each event of the host. Errors: rejects after `timeoutMs`. */
export async function until<T>(look: () => T | undefined, what: string, timeoutMs = 20_000): Promise<T> {
  const limit = AbortSignal.timeout(timeoutMs);
  for (;;) {
    const found = look();
    if (found !== undefined) return found;
    if (limit.aborted) throw new Error(`waited in vain for ${what}`);
    const { promise, resolve } = Promise.withResolvers<void>();
    awaited.add(resolve);
    limit.addEventListener('abort', () => resolve(), { once: true });
    await promise;
    awaited.delete(resolve);
  }
}

export class HostWindow extends WindowStandIn {
  override readonly webContents = new ContentsHost('window');
  readonly ready: Promise<Page>;
  #destroyed = false;

  constructor(options: BrowserWindowConstructorOptions) {
    super(options);
    seen.order.push('window');
    seen.windows.push(this);
    windows.push(this);
    appEvents.emit('web-contents-created', {}, this.webContents);
    this.ready = this.#make(options.webPreferences ?? {});
    this.ready.then(announceAll, (error: unknown) => this.webContents.complaints.push(String(error)));
  }

  async #make({ preload, partition = '' }: NonNullable<BrowserWindowConstructorOptions['webPreferences']>) {
    const page = await (await jarOf(partition)).newPage();
    const contents = this.webContents;
    await contents.attach({
      page,
      session: partition === '' ? session.defaultSession : sessionOf(partition),
      preload: preload === undefined ? null : readFileSync(preload, 'utf8'),
      onWebview: (message) => void followWebview(this, message),
    });
    page.on('dialog', (dialog) => {
      // A page that would rather stay; the app is asked, and says nothing where it lets it stay.
      const asked = preventable({});
      contents.emitter.emit('will-prevent-unload', asked.event);
      void (asked.prevented ? dialog.accept() : dialog.dismiss());
    });
    page.on('close', () => this.#gone());
    return page;
  }

  override async loadURL(url: string): Promise<void> {
    this.loaded.push(url);
    await this.ready;
    await this.webContents.load(url);
    this.emitter.emit('ready-to-show');
    announceAll();
  }

  override close(): void {
    this.calls.push('close');
    void this.ready.then((page) => page.close({ runBeforeUnload: true }));
  }

  override isDestroyed(): boolean {
    return this.#destroyed;
  }
  override isMinimized(): boolean {
    return false;
  }

  #gone(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    for (const guest of guests) void guest.page?.close();
    this.emitter.emit('closed');
    if (windows.every((window) => window.isDestroyed())) appEvents.emit('window-all-closed');
    announceAll();
  }
}

const attached = new Map<string, ContentsHost>();

async function followWebview(window: HostWindow, message: Message): Promise<void> {
  const view = String(message['view']);
  if (message['kind'] === 'webview-removed') await attached.get(view)?.page?.close();
  if (message['kind'] === 'webview-added') await attach(window, view, message);
  const src = attributesOf(message)['src'];
  if (message['kind'] === 'webview-loads' && src !== undefined) load(window, view, src);
}

function attributesOf(message: Message): Record<string, string> {
  const { attributes } = message;
  const entries = typeof attributes === 'object' && attributes !== null ? Object.entries(attributes) : [];
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}

async function attach(window: HostWindow, view: string, message: Message): Promise<void> {
  const params = attributesOf(message);
  const preferences: Record<string, unknown> = { nodeIntegration: false, preload: params['preload'] };
  const asked = preventable({});
  window.webContents.emitter.emit('will-attach-webview', asked.event, preferences, params);
  if (asked.prevented) {
    refused.push(params['src'] ?? '');
    announceAll();
    return;
  }
  const { partition = '', src = '' } = params;
  const page = await (await jarOf(partition)).newPage();
  const guest = new ContentsHost('webview');
  appEvents.emit('web-contents-created', {}, guest);
  await askForMedia(page, guest, sessionOf(partition));
  await guest.attach({ page, session: sessionOf(partition), preload: null });
  await page.setViewportSize({
    width: Math.max(1, Math.round(Number(message['width']))),
    height: Math.max(1, Math.round(Number(message['height']))),
  });
  guest.on('destroyed', () => {
    guests.splice(guests.indexOf(guest), 1);
    attached.delete(view);
    announceAll();
  });
  guest.on('render-process-gone', () => window.webContents.fireAt(view, 'render-process-gone'));
  attached.set(view, guest);
  guests.push(guest);
  guestPreferences.push(preferences);
  window.webContents.emitter.emit('did-attach-webview', {}, guest);
  load(window, view, src);
}

/** What the app made of the guests' preferences, and which addresses it did not let attach. */
export const guestPreferences: Record<string, unknown>[] = [];
export const refused: string[] = [];

function load(window: HostWindow, view: string, src: string): void {
  const guest = attached.get(view);
  const { webContents } = window;
  webContents.fireAt(view, 'did-start-loading');
  guest?.load(src).then(
    () => {
      webContents.fireAt(view, 'did-finish-load');
      announceAll();
    },
    (error: unknown) => {
      failedLoads.push(String(error));
      webContents.fireAt(view, 'did-fail-load', { isMainFrame: true, errorCode: -2 });
      announceAll();
    },
  );
}

export const failedLoads: string[] = [];

/** As Electron ends an app: the windows are closed first, and one that stays ends the attempt. */
app.quit = () => {
  const open = windows.filter((window) => !window.isDestroyed());
  for (const window of open) window.close();
  if (open.length > 0) return;
  const quitting = preventable({});
  appEvents.emit('will-quit', quitting.event);
  if (!quitting.prevented) app.exit(0);
};

/** Resolves with the exit code. */
export async function quit(): Promise<number> {
  app.quit();
  return exited.promise;
}
