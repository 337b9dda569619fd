/** The doctor's board in Chromium, with a stopwatch in the page itself. */
import type { Browser, Locator, Page } from 'playwright-core';
import { desk } from '../e2e/support/chromium.ts';

interface Copied {
  /** From the click, as the browser got it, to the end of the clipboard's writing. */
  readonly ms: number;
  readonly link: string;
}

declare global {
  interface Window {
    visitBench: {
      /** The next text on the clipboard. */
      nextCopy(): Promise<Copied>;
      /** Notes when (epoch ms) a word on the card with this link changes; `where`: a selector. */
      watchWord(link: string, where: string): void;
      wordChanged: Promise<number>;
    };
  }
}

/** Runs in the page before its own scripts. */
function stopwatch(): void {
  if (!window.isSecureContext) return;
  const write = navigator.clipboard.write.bind(navigator.clipboard);
  let clickedAt = 0;
  let waiting = Promise.withResolvers<Copied>();
  addEventListener('click', (event) => (clickedAt = event.timeStamp), { capture: true });
  navigator.clipboard.write = async (items) => {
    const current = waiting;
    try {
      await write(items);
      const ms = performance.now() - clickedAt;
      const blob = await items[0]?.getType('text/plain');
      current.resolve({ ms, link: (await blob?.text()) ?? '' });
    } catch (error) {
      current.reject(error);
      throw error;
    }
  };
  const cardOf = (link: string): Element | undefined =>
    [...document.querySelectorAll('article')].find((card) =>
      [...card.querySelectorAll('input')].some((input) => input.value === link),
    );
  window.visitBench = {
    nextCopy() {
      waiting = Promise.withResolvers<Copied>();
      return waiting.promise;
    },
    watchWord(link, where) {
      const word = (): string => cardOf(link)?.querySelector(where)?.textContent ?? '';
      const before = word();
      if (!cardOf(link)) throw new Error('no card has this link');
      window.visitBench.wordChanged = new Promise((resolve) => {
        const observer = new MutationObserver(() => {
          if (word() === before) return;
          observer.disconnect();
          resolve(Date.now());
        });
        observer.observe(document.body, { subtree: true, childList: true, characterData: true });
      });
    },
    wordChanged: Promise.resolve(0),
  };
}

const patience = { timeout: 20_000 } as const;

export class DoctorPage {
  readonly page: Page;

  private constructor(page: Page) {
    this.page = page;
  }

  /** A tab with nothing in its cache, still empty. */
  static async open(browser: Browser): Promise<DoctorPage> {
    const context = await desk(browser);
    await context.addInitScript(stopwatch);
    return new DoctorPage(await context.newPage());
  }

  /** Until the button "New visit" can be pressed. */
  async board(appUrl: string): Promise<void> {
    await this.page.goto(appUrl, { waitUntil: 'commit' });
    await this.#newVisitButton().and(this.page.locator('[aria-disabled=false]')).waitFor(patience);
  }

  /** Clicks "New visit". Errors: rejects when the clipboard refuses. */
  async newVisit(): Promise<Copied> {
    const copied = await this.page.evaluateHandle(() => ({ next: window.visitBench.nextCopy() }));
    await this.#newVisitButton().click(patience);
    const answer = await copied.evaluate((held) => held.next);
    if (!URL.canParse(answer.link)) throw new Error('no link was on the clipboard');
    return answer;
  }

  /** How long after `act` has begun the stage of the visit changes on its card (ms). */
  stageAfter(link: string, act: () => Promise<unknown>): Promise<number> {
    return this.#wordAfter(link, '[role=status]', act);
  }

  /** The same for what is said of camera and sound. */
  cameraAfter(link: string, act: () => Promise<unknown>): Promise<number> {
    return this.#wordAfter(link, '.news [aria-live]', act);
  }

  async #wordAfter(link: string, where: string, act: () => Promise<unknown>): Promise<number> {
    await this.page.getByRole('textbox', { name: 'Patient link' }).first().waitFor(patience);
    await this.page.evaluate(([watched, selector]) => window.visitBench.watchWord(watched, selector), [
      link,
      where,
    ] as const);
    const begunAt = Date.now();
    await act();
    return (await this.page.evaluate(() => window.visitBench.wordChanged)) - begunAt;
  }

  /** Ends the only open visit. */
  async end(): Promise<void> {
    const button = this.page.getByRole('button', { name: 'End visit' }).first();
    await button.click(patience);
    // Asked first while somebody is in the call.
    const forEverybody = this.page.getByRole('button', { name: 'End for everybody' });
    if ((await forEverybody.count()) > 0) await forEverybody.click(patience);
    await button.waitFor({ ...patience, state: 'detached' });
  }

  close(): Promise<void> {
    return this.page.context().close();
  }

  #newVisitButton(): Locator {
    return this.page.getByRole('button', { name: 'New visit' });
  }
}
