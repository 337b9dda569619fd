/** What every page showed at the moment when a test failed: without it nobody knows who waited for whom. */
import type { Browser } from 'playwright-core';
import { onTestFailed } from 'vitest';

export function tellPages(browser: Browser): void {
  onTestFailed(async () => {
    for (const page of browser.contexts().flatMap((context) => context.pages())) {
      const text = await page
        .locator('body')
        .innerText({ timeout: 1_000 })
        .catch(() => '(no text)');
      const errors = (await page.pageErrors()).map(({ message }) => `! ${message}\n`).join('');
      console.error(
        `--- ${new URL(page.url()).host}\n${errors}${text.replaceAll(/\n+/g, '\n').slice(0, 1_500)}`,
      );
    }
  });
}
