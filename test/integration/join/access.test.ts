import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PageAssets } from '../../../src/main/join/assets.ts';
import { languages } from '../../../src/shared/settings.ts';
import { buildPageAssets, joinBench, type JoinBench } from '../../fixtures/join/joinServer.ts';
import { doctorName, liveToken } from '../../fixtures/join/scriptedDoor.ts';
import { openBrowser, patience, phone, type Phone } from './patient.ts';

let assets: PageAssets;
let browser: Browser;
let bench: JoinBench;
let link: string;
const phones: Phone[] = [];

beforeAll(async () => {
  [assets, browser] = await Promise.all([buildPageAssets(), openBrowser()]);
}, 60_000);
beforeEach(async () => {
  bench = joinBench(assets);
  const listening = await bench.server.listen({ host: '127.0.0.1', port: 0 });
  if (!listening.ok) throw new Error(listening.error.code);
  link = `${listening.value.origin}/v/${liveToken}`;
});
afterEach(async () => {
  await Promise.all(phones.splice(0).map((each) => each.close()));
  await bench.server.close();
});
afterAll(() => browser.close());

const states = ['form', 'problem', 'waiting', 'let-in', 'declined', 'dead', 'thanks'] as const;
type State = (typeof states)[number];

/** A phone that shows a state. */
async function show(state: State, options: BrowserContextOptions): Promise<Page> {
  bench.door.view =
    state === 'dead' || state === 'thanks'
      ? { state: 'dead', thanks: state === 'thanks' }
      : state === 'waiting'
        ? { state, doctorName, since: 0 }
        : { state: state === 'problem' ? 'form' : state, doctorName };
  const each = await phone(browser, options);
  phones.push(each);
  await each.page.goto(link);
  if (state === 'problem') {
    await each.page.getByRole('button').click();
    await each.page.getByRole('alert').waitFor(patience);
  }
  return each.page;
}

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  it.each(states)('axe finds nothing in %s', { timeout: 60_000 }, async (state) => {
    for (const language of languages) {
      const page = await show(state, { colorScheme, locale: language });
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
        .analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
    }
  });
});

describe.each([
  ['360 px', { width: 360, height: 640 }],
  ['320 px', { width: 320, height: 568 }],
  ['1280 px at 400 %', { width: 320, height: 256 }],
  ['lying down', { width: 640, height: 320 }],
] as const)('at %s', (_name, viewport) => {
  it('nothing scrolls sideways, and what is tapped is large enough', { timeout: 90_000 }, async () => {
    bench.settings = {
      ...bench.settings,
      clinic: { ...bench.settings.clinic, name: 'Государственная поликлиника имени Склифосовского' },
    };
    for (const state of states) {
      const page = await show(state, { viewport, locale: 'ru' });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
        viewport.width,
      );
      for (const target of await page.locator('button, input, header a, footer a').all())
        expect((await target.boundingBox())?.height).toBeGreaterThanOrEqual(44);
      const sizes = await page
        .locator('h1, p:not(:empty), label, input, button')
        .evaluateAll((all) => all.map((element) => Number.parseFloat(getComputedStyle(element).fontSize)));
      expect(Math.min(...sizes)).toBeGreaterThanOrEqual(18);
    }
  });
});

it('without colours of its own, a busy and a failed press can still be told', async () => {
  const page = await show('problem', { forcedColors: 'active' });
  const border = await page
    .getByRole('alert')
    .evaluate((element) => Number.parseFloat(getComputedStyle(element).borderTopWidth));
  expect(border).toBeGreaterThan(0);
  expect(await page.getByRole('alert').getByRole('heading').count()).toBe(1);
});

it('a name that is written from the right stands on the right', async () => {
  const page = await show('form', {});
  await page.getByRole('textbox').fill('محمد عبد الله');
  expect(await page.getByRole('textbox').evaluate((element) => element.matches(':dir(rtl)'))).toBe(true);
});

it('nothing moves where less motion is asked for', async () => {
  const page = await show('waiting', { reducedMotion: 'reduce' });
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
});

it('the keyboard alone is enough', async () => {
  const page = await show('form', { isMobile: false, hasTouch: false });
  const reached: string[] = [];
  for (let step = 0; step < 4; step += 1) {
    await page.keyboard.press('Tab');
    reached.push(await page.evaluate(() => document.activeElement?.tagName ?? ''));
  }
  expect(reached).toEqual(['A', 'INPUT', 'BUTTON', 'A']);
});
