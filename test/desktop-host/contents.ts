/** A page of Chromium as a WebContents of Electron: its requests, navigations, windows, certificates and messages. */
import { randomBytes } from 'node:crypto';
import type { CDPSession, Page } from 'playwright-core';
import { appEvents, seen } from '../fixtures/desktop/electronStandIn.ts';
import { ContentsStandIn, type SessionStandIn } from '../fixtures/desktop/parts.ts';
import { preventable } from '../fixtures/desktop/strict.ts';
import { fromChromium, isOwnScheme, toChromium } from './addresses.ts';
import { bindingName, bridgeScripts, preloadWorld } from './bridge.ts';
import { certificateOf } from './certificates.ts';

export type Message = Readonly<Record<string, unknown>>;

/** Chromium's code for a certificate of nobody that it knows. */
const authorityInvalid = -202;

export interface ContentsHostParts {
  readonly page: Page;
  readonly session: SessionStandIn;
  /** Source of the preload; `null`: a guest has none. */
  readonly preload: string | null;
  /** What the page's `<webview>` elements do. */
  readonly onWebview?: (message: Message) => void;
}

export class ContentsHost extends ContentsStandIn {
  /** What went wrong in the page: shown when a scenario fails. */
  readonly complaints: string[] = [];
  page: Page | null = null;
  #cdp: CDPSession | null = null;
  #parts: ContentsHostParts | null = null;
  /** Of the isolated world of the present document. */
  #world: number | null = null;
  #frames = new Map<number, { readonly frameId: string; readonly url: string }>();
  #mainFrame = '';
  #loading: string | null = null;
  #deniesWindows = false;

  async attach(parts: ContentsHostParts): Promise<void> {
    const { page, preload } = parts;
    this.#parts = parts;
    this.page = page;
    page.on('console', (line) => line.type() === 'error' && this.complaints.push(`console: ${line.text()}`));
    page.on('pageerror', (error) => this.complaints.push(`page: ${error.message}`));
    page.on('crash', () => this.emitter.emit('render-process-gone'));
    page.on('close', () => this.emitter.emit('destroyed'));
    // Electron makes no page where the app denies one; Chromium has made it by then.
    page.on('popup', (popup) => {
      if (this.#deniesWindows) void popup.close();
    });
    const cdp = await page.context().newCDPSession(page);
    this.#cdp = cdp;
    await cdp.send('Page.enable');
    this.#mainFrame = (await cdp.send('Page.getFrameTree')).frameTree.frame.id;
    cdp.on('Page.frameNavigated', ({ frame }) => {
      if (frame.parentId !== undefined) return;
      this.#mainFrame = frame.id;
      this.url = fromChromium(frame.url);
      this.emitter.emit('did-navigate', {}, this.url);
    });
    cdp.on('Page.windowOpen', ({ url }) => {
      const details = Object.assign(Object.create(null), { url, frameName: '', features: '' });
      this.#deniesWindows = this.openHandler?.(details).action === 'deny';
    });
    if (preload !== null) await this.#installPreload(cdp, preload);
    await this.#watchCertificates(cdp);
    cdp.on('Fetch.requestPaused', (request) => void this.#answer(cdp, request).catch(() => undefined));
    await cdp.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] });
  }

  /** Loads as `loadURL` does: nobody is asked whether it may. Errors: rejects when it cannot be loaded. */
  async load(url: string): Promise<void> {
    const address = toChromium(url);
    this.#loading = address;
    // The same address again loads its page anew, as in Electron; Chromium would only go to its fragment.
    if (this.page?.url() === address) await this.page.reload();
    else await this.page?.goto(address);
  }

  override send(channel: string, payload: unknown): void {
    super.send(channel, payload);
    void this.#inWorld(`hostSends(${JSON.stringify(channel)}, ${JSON.stringify(payload)})`);
  }

  /** An event at the element of a `<webview>`, with the members that Electron puts on it. */
  fireAt(view: string, type: string, members: Message = {}): void {
    const fire = ([id, name, more]: readonly [string, string, Message]): void => {
      const element = document.querySelector(`[data-host-view="${id}"]`);
      element?.dispatchEvent(Object.assign(new Event(name), more));
    };
    void this.page?.evaluate(fire, [view, type, members] as const).catch(() => undefined);
  }

  async #inWorld(expression: string): Promise<void> {
    if (this.#world === null || !this.#cdp) return;
    await this.#cdp
      .send('Runtime.evaluate', { contextId: this.#world, expression })
      // The document has gone, as it may with Electron.
      .catch(() => undefined);
  }

  async #installPreload(cdp: CDPSession, preload: string): Promise<void> {
    const names = { toPage: randomBytes(16).toString('hex'), toPreload: randomBytes(16).toString('hex') };
    const { page, world } = bridgeScripts(preload, names);
    cdp.on('Runtime.executionContextCreated', ({ context }) => {
      const { frameId } = context.auxData as { readonly frameId: string };
      this.#frames.set(context.id, { frameId, url: this.url });
      if (context.name === preloadWorld && frameId === this.#mainFrame) this.#world = context.id;
    });
    cdp.on('Runtime.executionContextDestroyed', ({ executionContextId }) => {
      this.#frames.delete(executionContextId);
      if (this.#world === executionContextId) this.#world = null;
    });
    cdp.on('Runtime.bindingCalled', ({ payload, executionContextId }) => {
      const message: Message = JSON.parse(payload);
      void this.#heard(message, executionContextId);
    });
    await cdp.send('Runtime.enable');
    await cdp.send('Runtime.addBinding', { name: bindingName, executionContextName: preloadWorld });
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: page });
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: world, worldName: preloadWorld });
  }

  async #heard(message: Message, contextId: number): Promise<void> {
    if (message['kind'] === 'preload-error') this.complaints.push(`preload: ${String(message['text'])}`);
    else if (message['kind'] === 'invoke') await this.#invoke(message, contextId);
    else this.#parts?.onWebview?.(message);
  }

  async #invoke({ id, channel, args }: Message, contextId: number): Promise<void> {
    const frame = this.#frames.get(contextId);
    const isMain = frame?.frameId === this.#mainFrame;
    const senderFrame = frame ? { url: this.url, detached: false, parent: isMain ? null : {} } : null;
    const handler = seen.handlers.get(String(channel));
    const [input] = Array.isArray(args) ? args : [];
    const answer = await this.#ask(handler, { sender: { id: this.id }, senderFrame }, input);
    await this.#inWorld(`hostAnswers(${Number(id)}, ${JSON.stringify(answer)})`);
  }

  async #ask(handler: unknown, event: object, input: unknown): Promise<Message> {
    if (typeof handler !== 'function') return { error: 'no handler registered' };
    try {
      const value: unknown = await Reflect.apply(handler, undefined, [event, input]);
      // As Electron does: what cannot be cloned fails here.
      return { value: structuredClone(value) };
    } catch (error) {
      return { error: String(error) };
    }
  }

  async #watchCertificates(cdp: CDPSession): Promise<void> {
    await cdp.send('Security.enable');
    await cdp.send('Security.setOverrideCertificateErrors', { override: true });
    cdp.on('Security.certificateError', ({ eventId, errorType, requestURL }) => {
      void this.#verify(requestURL, errorType).then((accepted) =>
        cdp.send('Security.handleCertificateError', { eventId, action: accepted ? 'continue' : 'cancel' }),
      );
    });
  }

  async #verify(address: string, verificationResult: string): Promise<boolean> {
    const verify = this.#parts?.session.verify;
    if (!verify) return false;
    const certificate = { data: await certificateOf(address) };
    const { promise, resolve } = Promise.withResolvers<number>();
    const { hostname } = new URL(address);
    const request = { hostname, certificate, verificationResult, errorCode: authorityInvalid };
    Reflect.apply(verify, undefined, [request, resolve]);
    return (await promise) === 0;
  }

  async #answer(cdp: CDPSession, request: PausedRequest): Promise<void> {
    const { requestId } = request;
    if (request.resourceType === 'Document' && this.#isRefused(request)) {
      await cdp.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' });
      return;
    }
    if (!isOwnScheme(request.request.url)) {
      await cdp.send('Fetch.continueRequest', { requestId });
      return;
    }
    const own = { method: request.request.method, url: fromChromium(request.request.url) };
    const response: Response = await Reflect.apply(seen.scheme ?? noScheme, undefined, [own]);
    await cdp.send('Fetch.fulfillRequest', {
      requestId,
      responseCode: response.status,
      responseHeaders: [...response.headers].map(([name, value]) => ({ name, value })),
      body: Buffer.from(await response.arrayBuffer()).toString('base64'),
    });
  }

  /** Whether the app keeps the page where it is. */
  #isRefused({ request, frameId, redirectedRequestId }: PausedRequest): boolean {
    const isMainFrame = frameId === this.#mainFrame;
    const withFragment = `${request.url}${request.urlFragment ?? ''}`;
    if (isMainFrame && this.#loading === withFragment && redirectedRequestId === undefined) {
      this.#loading = null;
      return false;
    }
    const names = isMainFrame
      ? [redirectedRequestId === undefined ? 'will-navigate' : 'will-redirect', 'will-frame-navigate']
      : ['will-frame-navigate'];
    const asked = preventable({ url: fromChromium(withFragment), isMainFrame });
    for (const name of names) this.emitter.emit(name, asked.event);
    return asked.prevented;
  }
}

interface PausedRequest {
  readonly requestId: string;
  readonly frameId: string;
  readonly resourceType: string;
  readonly redirectedRequestId?: string;
  readonly request: { readonly url: string; readonly urlFragment?: string; readonly method: string };
}

const noScheme = async (): Promise<Response> => new Response(null, { status: 404 });

export const announce = (contents: ContentsHost): void =>
  appEvents.emit('web-contents-created', {}, contents);
