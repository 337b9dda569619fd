/** A patient's phone: real Chromium at phone size, watched for anything a strict page must not do. */
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { findBrowser } from '../../../scripts/findBrowser.ts';

export const patience = { timeout: 20_000 } as const;

export function openBrowser(): Promise<Browser> {
  const executablePath = findBrowser();
  if (!executablePath) throw new Error('No Chromium, Chrome or Edge is installed: npm run browser');
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
    ],
  });
}

export interface Phone {
  readonly page: Page;
  /** What the browser reported against the page: violations of its policy, errors of its script. */
  readonly complaints: string[];
  close(): Promise<void>;
}

/** The browser's own report of an HTTP status is not a complaint: refused presses have one. */
const isComplaint = (text: string): boolean => !text.startsWith('Failed to load resource');

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
  close(): void;
}

/** Stands where the video server is; its page says that it is the call. */
export async function callServer(): Promise<CallServer> {
  const server: Server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end('<!doctype html><title>call</title><link rel="icon" href="data:,"><h1>The call</h1>');
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('no port');
  return {
    origin: `http://127.0.0.1:${address.port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
