/** The gallery shows every component, and every state of it holds in both themes and languages, with large text and forced colours. */
import { readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { buildGallery, serveGallery, type ServedGallery } from '../../../scripts/gallery.ts';
import { findBrowser } from '../../../scripts/findBrowser.ts';
import { languages } from '../../../src/renderer/gallery/looks.ts';

const ui = join(import.meta.dirname, '../../../src/renderer/ui');
let browser: Browser;
let gallery: ServedGallery;
let folder: string;

beforeAll(async () => {
  const executablePath = findBrowser();
  if (!executablePath) throw new Error('no browser: npm run tools');
  folder = await mkdtemp(join(tmpdir(), 'visit-desk-gallery-'));
  await buildGallery(folder);
  gallery = await serveGallery(folder);
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
}, 60_000);
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));
afterAll(async () => {
  await browser.close();
  await gallery.close();
  await rm(folder, { recursive: true, force: true });
});

async function open(query: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  await page.addInitScript(() => {
    window.violations = [];
    document.addEventListener('securitypolicyviolation', ({ violatedDirective }) => {
      window.violations.push(violatedDirective);
    });
  });
  await page.goto(`${gallery.origin}/${query}`);
  await page.getByRole('heading', { name: 'FormDialog' }).waitFor();
  return page;
}

async function expectClean(page: Page, without: readonly string[] = []): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).disableRules([...without]).analyze();
  expect(violations).toEqual([]);
  expect(await page.evaluate(() => window.violations)).toEqual([]);
  const { wide, width } = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth,
    width: innerWidth,
  }));
  expect(wide).toBeLessThanOrEqual(width);
}

const room = (page: Page, name: string) => page.locator(`[data-exhibit="${name}"]`);
const groundOf = (page: Page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

it('shows every file that draws', async () => {
  const page = await open('');
  const shown = await page
    .locator('[data-exhibit]')
    .evaluateAll((rooms) => rooms.map((room) => room.getAttribute('data-exhibit')));
  const drawing = readdirSync(ui).filter((name) => name.endsWith('.tsx'));
  expect(drawing.length).toBeGreaterThan(5);
  expect(shown).toEqual(expect.arrayContaining(drawing.map((name) => name.replace('.tsx', ''))));
  const empty = page.locator('[data-exhibit] .gallery-states:not(:has(*))');
  expect(await empty.count()).toBe(0);
});

it.each(languages.flatMap((language) => [[language, 'light'] as const, [language, 'dark'] as const]))(
  'is clean in %s, %s',
  async (language, theme) => {
    const page = await open(`?lang=${language}&theme=${theme}`);
    expect(await groundOf(page)).toBe(theme === 'light' ? 'rgb(243, 246, 247)' : 'rgb(13, 21, 26)');
    for (const button of await room(page, 'Alerts').getByRole('button').all()) await button.click();
    await room(page, 'Menu').getByRole('button', { expanded: false }).nth(1).click();
    await expectClean(page);
  },
);

it.each(['?lang=en&theme=light', '?lang=ru&theme=dark'])(
  'is clean when it is unfolded (%s)',
  async (query) => {
    const page = await open(query);
    const cleanPart = async (part: string) => {
      const { violations } = await new AxeBuilder({ page }).include(part).analyze();
      expect(violations).toEqual([]);
    };
    await room(page, 'Combobox').getByRole('combobox').first().press('ArrowDown');
    await page.getByRole('listbox').first().waitFor();
    await cleanPart('[data-exhibit="Combobox"]');
    await page.keyboard.press('Escape');
    for (const name of ['Dialog', 'FormDialog', 'QuestionDialog']) {
      const buttons = await room(page, name).getByRole('button').all();
      expect(buttons.length).toBeGreaterThan(0);
      for (const button of buttons) {
        await button.click();
        await page.getByRole('dialog').waitFor();
        await cleanPart('dialog');
        await page.keyboard.press('Escape');
        await page.getByRole('dialog').waitFor({ state: 'detached' });
      }
    }
  },
);

it('keeps its lines in forced colours, where backgrounds mean nothing', async () => {
  const page = await open('?lang=ru', { forcedColors: 'active', colorScheme: 'dark' });
  // The colours that a script can read are the page's own; what is seen are the system's.
  await expectClean(page, ['color-contrast']);
  const lineless = await page
    .locator('.stage, .banner, .button:not(.ghost), .input, .switch input')
    .evaluateAll((parts) =>
      parts
        .filter((part) => getComputedStyle(part).borderTopStyle === 'none')
        .map((part) => part.outerHTML.slice(0, 80)),
    );
  expect(lineless).toEqual([]);
});

it.each([1280, 400])('holds twice the size of text in Russian, %i px wide', async (width) => {
  const page = await open('?lang=ru&text=200', { viewport: { width, height: 900 } });
  await expectClean(page);
  // No text is cut off at the right side of what it stands in.
  const cut = await page
    .locator('.button, .stage, .banner p, .switch, .choice')
    .evaluateAll((parts) =>
      parts
        .filter((part) => part.scrollWidth > part.clientWidth + 1 && part.clientWidth > 0)
        .map((part) => part.outerHTML.slice(0, 120)),
    );
  expect(cut).toEqual([]);
});
