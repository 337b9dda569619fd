/** What is held against a page as it stands: by axe, and by measuring what is seen. Empty when all is well. */
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

/** The axe that comes with its Playwright package; put into the page once, and run there again and again. */
const axeSource = ((): string => {
  const require = createRequire(import.meta.url);
  const fromPackage = createRequire(require.resolve('@axe-core/playwright'));
  return readFileSync(fromPackage.resolve('axe-core/axe.min.js'), 'utf8');
})();

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

interface Axe {
  run(
    options: object,
  ): Promise<{ violations: readonly { id: string; nodes: readonly { html: string }[] }[] }>;
}

/**
 * The same page where a script may run: axe cannot work in a browser without scripts. Whoever takes it closes its
 * context.
 */
export async function stillOf(page: Page): Promise<Page> {
  const html = (await page.content()).replace(/<script.*?<\/script>/gs, '');
  const context = await page
    .context()
    .browser()
    ?.newContext({ isMobile: true, hasTouch: true, reducedMotion: 'reduce' });
  if (!context) throw new Error('no browser');
  const still = await context.newPage();
  await still.setContent(html);
  return still;
}

export const bringAxe = (page: Page): Promise<unknown> => page.evaluate(axeSource);

/** The rules whose verdict hangs on colours and places; all others see the tree only. */
const rulesOfLooks = ['color-contrast', 'link-in-text-block', 'scrollable-region-focusable', 'target-size'];

/**
 * By every rule, or by those of the looks alone: enough where the same tree was seen before by all (`visibleTree`).
 * The call inside the page is the server's own page and not looked into.
 */
export const axeFaults = (page: Page, rules: 'all' | 'looks' = 'all'): Promise<readonly string[]> =>
  page.evaluate(
    async (runOnly) => {
      const { axe } = window as never as { axe: Axe };
      const { violations } = await axe.run({ runOnly, iframes: false, resultTypes: ['violations'] });
      return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
    },
    rules === 'all' ? { type: 'tag', values: tags } : { type: 'rule', values: rulesOfLooks },
  );

/** The page's elements with whether each is there for a reader: what the rules apart from the looks go by. */
export const visibleTree = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const parts = [...document.querySelectorAll<HTMLElement>('*')].map((element) => {
      const { visibility, display } = getComputedStyle(element);
      return `${element.tagName} ${element.checkVisibility()} ${visibility} ${display === 'none'}`;
    });
    return `${document.documentElement.outerHTML.replace(/ (?:value|style)="[^"]*"/g, '')}\n${parts.join('\n')}`;
  });

/** In CSS pixels. `textPx`: the smallest text, the time of a message apart. */
export interface Sizes {
  readonly targetPx: number;
  readonly inlinePx: number;
  readonly textPx: number;
}
export const usualSizes: Sizes = { targetPx: 44, inlinePx: 24, textPx: 18 };

/** Sideways scrolling, parts outside the window or cut off, targets and text that are too small. */
export const layoutFaults = (page: Page, sizes = usualSizes): Promise<readonly string[]> =>
  page.evaluate(({ targetPx, inlinePx, textPx }) => {
    const faults: string[] = [];
    const width = document.documentElement.clientWidth;
    const note = (fault: string, element: Element): void =>
      void faults.push(`${fault}: ${element.outerHTML.slice(0, 100)}`);
    if (document.documentElement.scrollWidth > width)
      faults.push(`scrolls sideways: ${document.documentElement.scrollWidth} > ${width}`);
    for (const element of document.querySelectorAll<HTMLElement>('body, body *')) {
      if (!element.checkVisibility() || element.closest('.unseen, template, iframe, svg')) continue;
      const box = element.getBoundingClientRect();
      if (box.left < -0.5 || box.right > width + 0.5) note('outside the window', element);
      const style = getComputedStyle(element);
      if (element.matches('a, button, input')) {
        const isInline = element.matches('a') && style.display === 'inline';
        if (box.height < (isInline ? inlinePx : targetPx) - 0.5) note(`only ${box.height} px high`, element);
        if (element.matches('button') && element.scrollHeight > element.clientHeight + 1)
          note('cut off', element);
      }
      if (
        element.scrollWidth > element.clientWidth + 1 &&
        style.overflowX !== 'visible' &&
        !element.matches('input')
      )
        note('cut off sideways', element);
      const hasText = [...element.childNodes].some((node) => node instanceof Text && node.data.trim() !== '');
      const smallest = element.closest('small') ? 16 : textPx;
      if (hasText && Number.parseFloat(style.fontSize) < smallest) note(`text of ${style.fontSize}`, element);
    }
    return faults;
  }, sizes);

/** Where colours are the reader's own: what can be pressed or filled in without a border, and a problem without one. */
export const borderFaults = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const bounded = document.querySelectorAll('button, input:not([type="hidden"]), .button, .problem');
    return [...bounded].flatMap((element) => {
      if (!element.checkVisibility()) return [];
      const { borderTopWidth, borderTopStyle, borderTopColor, backgroundColor } = getComputedStyle(element);
      const isDrawn = borderTopStyle !== 'none' && Number.parseFloat(borderTopWidth) >= 1;
      const isSeen = !/^rgba\(.*, 0\)$/.test(borderTopColor) && borderTopColor !== backgroundColor;
      return isDrawn && isSeen ? [] : [`no border: ${borderTopColor} ${element.outerHTML.slice(0, 100)}`];
    });
  });
