/** Works a page by its keys alone, and looks at the focus at each step. */
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Hands } from '../../fixtures/join/visitor.ts';
import { patience } from './patient.ts';

/** More than any page has to press. */
const mostSteps = 30;
const tabbable = 'a[href], button, input:not([type="hidden"])';

const isFocused = (target: Locator): Promise<boolean> =>
  target.evaluate((element) => element === document.activeElement, undefined, patience);

export const byKeyboard: Hands = {
  async press(target) {
    await tabTo(target);
    const isLink = await target.evaluate((element) => element.matches('a'));
    await target.page().keyboard.press(isLink ? 'Enter' : 'Space');
  },
  async type(field, text) {
    await tabTo(field);
    // What stands in a field is selected when it is reached by Tab.
    await field.page().keyboard.type(text);
  },
};

async function tabTo(target: Locator): Promise<void> {
  const page = target.page();
  for (let step = 0; !(await isFocused(target)); step += 1) {
    if (step === mostSteps) throw new Error('no key leads there');
    await page.keyboard.press('Tab');
    expect(await focusFault(page)).toBe('');
  }
}

/** What is wrong with how the focus shows; empty when it can be seen, or is on nothing. */
export const focusFault = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const element = document.activeElement;
    // The call inside the page fills it.
    if (!element || element === document.body || element.matches('iframe')) return '';
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    const isInSight = box.bottom > 0 && box.top < window.innerHeight && box.width > 0;
    const hasRing = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2;
    return isInSight && hasRing ? '' : element.outerHTML.slice(0, 100);
  });

/** Where the focus is; `body`: on nothing. */
export const focusTag = (page: Page): Promise<string> =>
  page.evaluate(() => document.activeElement?.tagName.toLowerCase() ?? '');

/** What can be pressed or filled in, as it is read: from top to bottom, from left to right. */
export const expectedOrder = (page: Page): Promise<readonly string[]> =>
  page.evaluate((selector) => {
    const seen = [...document.querySelectorAll(selector)].filter((element) => element.checkVisibility());
    const place = (element: Element): number => {
      const { top, left } = element.getBoundingClientRect();
      return Math.round(top) * 10_000 + Math.round(left);
    };
    return seen
      .sort((one, other) => place(one) - place(other))
      .map((element) => element.outerHTML.slice(0, 200));
  }, tabbable);

/** Once round the page from its beginning: each place that a key leads to, with a visible focus at each. */
export async function walk(page: Page, key: 'Tab' | 'Shift+Tab'): Promise<readonly string[]> {
  const reached: string[] = [];
  for (let step = 0; (await focusTag(page)) !== 'body'; step += 1) {
    if (step === mostSteps) throw new Error('the focus never leaves the page');
    await page.keyboard.press(key);
  }
  for (;;) {
    await page.keyboard.press(key);
    // Chromium may go round without a stop outside the page.
    if ((await focusTag(page)) === 'body') return reached;
    const here = await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 200) ?? '');
    if (here === reached[0]) return reached;
    expect(await focusFault(page)).toBe('');
    reached.push(here);
    if (reached.length > mostSteps) throw new Error('the focus never leaves the page');
  }
}
