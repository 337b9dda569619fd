/** Real Chromium with fake camera and microphone, and what is seen in its rooms. */
import { chromium, type Browser, type BrowserContextOptions, type Frame, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { findBrowser } from '../../../scripts/findBrowser.ts';
import { doctor } from './support.ts';

const quiet = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];
export const fakeMedia = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];
export const patience = { timeout: 20_000 } as const;

export function launch(flags: readonly string[]): Promise<Browser> {
  const executablePath = findBrowser();
  if (!executablePath) throw new Error('No Chromium, Chrome or Edge was found. Run: npm run tools');
  return chromium.launch({ executablePath, args: ['--no-sandbox', ...quiet, ...flags] });
}

/** A browser, and what its pages complained of. */
export class Visitors {
  readonly browser: Browser;
  readonly errors: string[] = [];

  constructor(browser: Browser) {
    this.browser = browser;
  }

  async open(url: string, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await this.browser.newContext({ locale: 'en-US', ...options });
    const page = await context.newPage();
    page.on('pageerror', (error) => this.errors.push(String(error)));
    page.on('console', (message) => {
      // Chromium reports the answer to a wrong password as an error of its own.
      if (message.type() === 'error' && !message.text().includes('401')) this.errors.push(message.text());
    });
    await page.goto(url);
    return page;
  }

  async openAsDoctor(url: string): Promise<Page> {
    const page = await this.open(url);
    await page.getByLabel('Login').fill(doctor.id);
    await page.getByLabel('Password').fill(doctor.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    return page;
  }

  async closePages(): Promise<void> {
    for (const context of this.browser.contexts()) await context.close();
  }
}

/** The only other one in the call, as this side sees it. */
export const seen = (page: Page | Frame) =>
  page.evaluate(async () => {
    const [peer] = window.visitRoom.peers;
    if (!peer) return null;
    const { framesDecoded, audioBytes } = await window.visitRoom.stats(peer.id);
    return {
      name: peer.name,
      right: window.visitRoom.readColor(peer.id) === peer.color,
      framesDecoded,
      audioBytes,
    };
  });

export async function seesAndHears(page: Page | Frame, name: string): Promise<void> {
  await expect.poll(() => seen(page), patience).toMatchObject({ name, right: true });
  const first = await seen(page);
  await expect
    .poll(async () => {
      const now = await seen(page);
      return now && first && now.framesDecoded > first.framesDecoded && now.audioBytes > first.audioBytes;
    }, patience)
    .toBe(true);
}
