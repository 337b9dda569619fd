/** A slow phone on a slow line: how soon the patient's page can be used. */
import type { Browser, CDPSession, Page } from 'playwright-core';
import { phone } from '../../e2e/support/chromium.ts';
import { DeskSocket } from '../deskSocket.ts';
import { limits } from '../limits.ts';
import { lineOf, type Line } from '../lines.ts';
import { withClinic, type Measure } from '../world.ts';

const samples = 10;
const slow = { processor: 4, latencyMs: 400, bitsPerSecond: 400_000 } as const;

/** In ms since the tap. */
interface SeenInPage {
  readonly firstPaint: number;
  /** The page's script says that the page is open. */
  readonly saidOpen: number;
}

interface Times extends SeenInPage {
  readonly firstByte: number;
}

declare global {
  interface Window {
    /** Resolves with the times, and rejects when the page could not be used then. */
    phoneBench: Promise<SeenInPage>;
  }
}

/** Runs in the page before its own script. */
function stopwatch(): void {
  const paint = new Promise<number>((resolve) => {
    new PerformanceObserver((list) => {
      for (const entry of list.getEntriesByName('first-contentful-paint')) resolve(entry.startTime);
    }).observe({ type: 'paint', buffered: true });
  });
  const isUsable = (): boolean => {
    const field = document.querySelector<HTMLInputElement>('input[name=name]');
    const button = document.querySelector<HTMLButtonElement>('form button[type=submit]');
    if (!field || !button) return false;
    const isSeen = [field, button].every((part) => part.checkVisibility());
    return isSeen && !field.disabled && !field.readOnly && !button.disabled;
  };
  window.phoneBench = new Promise((resolve, reject) => {
    const ask = window.fetch.bind(window);
    window.fetch = (...request) => {
      const isReport = request[0] instanceof Request ? false : /\/report(\?|$)/.test(String(request[0]));
      if (isReport && String(request[1]?.body).includes('event=open')) {
        const saidOpen = performance.now();
        if (!isUsable()) reject(new Error('the script runs, and there is nothing to use'));
        void paint.then((firstPaint) => resolve({ firstPaint, saidOpen }));
      }
      return ask(...request);
    };
  });
}

export const measureSlowPhone: Measure = ({ browser }) =>
  withClinic(async (clinic) => {
    const { urls } = await clinic.start();
    const desk = await DeskSocket.open(urls.app);
    const { link } = await desk.newVisit();
    const all: Times[] = [];
    for (let sample = 0; sample < samples; sample += 1) all.push(await oneOpening(browser, link));
    desk.close();
    return linesOf(all);
  });

async function oneOpening(browser: Browser, link: string): Promise<Times> {
  const context = await phone(browser, { locale: 'ru-RU' });
  await context.addInitScript(stopwatch);
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await throttle(session);
  const headAt = headArrives(session);
  await page.goto(link, { waitUntil: 'commit' });
  const seen = await page.evaluate(() => window.phoneBench);
  const times = { ...seen, firstByte: (await headAt) - (await page.evaluate(() => performance.timeOrigin)) };
  await proveUsable(page, times);
  await context.close();
  return times;
}

async function throttle(session: CDPSession): Promise<void> {
  const bytesPerSecond = slow.bitsPerSecond / 8;
  await session.send('Emulation.setCPUThrottlingRate', { rate: slow.processor });
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: slow.latencyMs,
    downloadThroughput: bytesPerSecond,
    uploadThroughput: bytesPerSecond,
  });
}

/**
 * When (epoch ms) the head of the first answer arrives by the slowed line. The page's own `responseStart` does not do:
 * Chromium takes it before it slows the answer down.
 */
function headArrives(session: CDPSession): Promise<number> {
  return new Promise((resolve) => {
    session.once('Network.requestWillBeSent', ({ wallTime, timestamp: sentAt }) => {
      session.once('Network.responseReceived', ({ timestamp }) =>
        resolve((wallTime + timestamp - sentAt) * 1_000),
      );
    });
  });
}

/** The field takes what is typed and the button is pressed; and the line was as slow as it should be. */
async function proveUsable(page: Page, times: Times): Promise<void> {
  if (!(times.firstByte >= slow.latencyMs)) throw new Error('the line was not slowed down');
  const field = page.locator('input[name=name]');
  await field.pressSequentially('И');
  if ((await field.inputValue()) !== 'И') throw new Error('the field took nothing');
  await page.locator('form button[type=submit]').first().click({ trial: true });
}

function linesOf(all: readonly Times[]): readonly Line[] {
  const usable = (times: Times): number => Math.max(times.firstPaint, times.saidOpen);
  const name = 'slow phone';
  return [
    lineOf({
      name: `${name}: first byte of the page to usable`,
      unit: 'ms',
      values: all.map((times) => usable(times) - times.firstByte),
      limit: limits.usableMs,
      note: `usable: painted, field and button there and free, the script has started and says that the page is open; Chromium with ${slow.processor}x slower processor, ${slow.latencyMs} ms, ${slow.bitsPerSecond / 1_000} kbit/s, 360 px, nothing cached, Russian`,
    }),
    lineOf({
      name: `${name}: first byte of the page to first contentful paint`,
      unit: 'ms',
      values: all.map(({ firstPaint, firstByte }) => firstPaint - firstByte),
    }),
    lineOf({
      name: `${name}: tap on the link to usable`,
      unit: 'ms',
      values: all.map(usable),
      note: 'without looking up the name and without TLS; what the line adds before the first byte is one round trip',
    }),
  ];
}
