/** Every state of the patient's page, in both languages, on every width and in every scheme: for everyone. */
import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { DoorView } from '../../../src/main/visits/types.ts';
import { appError } from '../../../src/shared/errors.ts';
import { messages } from '../../../src/shared/i18n/messages.ts';
import { err } from '../../../src/shared/result.ts';
import { languages, type Language } from '../../../src/shared/settings.ts';
import { doorViews } from '../../fixtures/join/scriptedDoor.ts';
import { allowed, heading, patience, patientWorld } from './patient.ts';

const world = patientWorld({ parameters: allowed });
const facebook =
  'Mozilla/5.0 (Linux; Android 14; Pixel 8 Build/AP2A.240905.003; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/130.0.6723.83 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/488.0.0.62.79;IABMV/1;]';
const minutes = { kind: 'minutes', minutes: 10, at: 0 } as const;
const text = { kind: 'text', text: 'Bring your list of tablets, please.', at: 0 } as const;

type Words = (typeof messages)[Language]['patient'];
interface State {
  readonly view: DoorView;
  readonly options?: BrowserContextOptions;
  readonly before?: (page: Page) => Promise<void>;
  /** From the page as it opens to the state that is meant. */
  readonly reach?: (page: Page, words: Words) => Promise<void>;
}

const press = (page: Page, name: string): Promise<void> =>
  page.getByRole('button', { name, exact: true }).click();
const failCamera = async (page: Page): Promise<void> => {
  await page.addInitScript(() => {
    const original = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (wishes) => {
      if (wishes?.video) throw new DOMException('Permission dismissed by system', 'NotReadableError');
      return original(wishes);
    };
  });
};

const states: Readonly<Record<string, State>> = {
  form: { view: doorViews.form },
  'name that waits': { view: { ...doorViews.form, nameWaits: true } },
  'name missing': {
    view: doorViews.form,
    reach: async (page, words) => {
      await press(page, words.join);
      await page.getByRole('alert').waitFor(patience);
    },
  },
  'failed press': {
    view: doorViews.form,
    reach: async (page, words) => {
      world.bench.door.answer = err(appError('no-web-client'));
      await page.getByRole('textbox').fill('Анна');
      await press(page, words.join);
      await page.getByRole('button', { name: words['call-me'] }).waitFor(patience);
    },
  },
  gone: { view: doorViews.gone },
  waiting: { view: doorViews.waiting },
  'message of minutes': { view: { ...doorViews.waiting, message: minutes } },
  'message in words': { view: { ...doorViews.waiting, message: text } },
  'let in': { view: doorViews['let-in'] },
  returning: { view: { ...doorViews['let-in'], returning: true } },
  declined: { view: doorViews.declined },
  called: {
    view: doorViews.declined,
    reach: async (page, words) => {
      await press(page, words['call-me']);
      await page.getByText(words['called-here']).waitFor(patience);
    },
  },
  'called without a script': {
    view: doorViews.declined,
    reach: async (page, words) => {
      await page.evaluate(() => {
        const [form] = document.forms;
        if (!form) throw new Error('no form');
        form.action += '/../call-me';
        // Sent by the browser itself: no script hears of it.
        form.submit();
      });
      await heading(page, words['called-title']);
    },
  },
  dead: { view: doorViews.dead },
  thanks: { view: doorViews.thanks },
  'camera that works': {
    view: doorViews.form,
    reach: async (page, words) => {
      await press(page, words['camera-try']);
      await page.locator('video').waitFor(patience);
    },
  },
  'camera that fails': {
    view: doorViews.form,
    before: failCamera,
    reach: async (page, words) => {
      await press(page, words['camera-try']);
      await page.getByText(words['sound-only']).waitFor(patience);
    },
  },
  'way out': {
    view: doorViews.form,
    options: { userAgent: facebook },
    reach: async (page, words) => {
      // The browser's own question about a strange scheme would take the keyboard.
      await page.evaluate(() => {
        document.addEventListener('click', (event) => event.preventDefault());
      });
      await page.getByRole('link', { name: words['away-open'] }).click();
      await page.getByText(words['away-dots']).waitFor(patience);
    },
  },
};

async function reach({ view, options, before, reach: go }: State, language: Language): Promise<Page> {
  world.bench.door.view = view;
  const page = await world.open(
    { locale: language, isMobile: false, reducedMotion: 'reduce', ...options },
    world.link,
    before,
  );
  await go?.(page, messages[language].patient);
  return page;
}

/** What a finger aims at, but for a link within a sentence. */
const targets = ['button', 'input', '.button', 'header a', 'footer a']
  .map((each) => `${each}:visible`)
  .join();

describe.each(languages)('in %s', (language) => {
  it.each(Object.keys(states))('%s', { timeout: 120_000 }, async (name) => {
    const page = await reach(states[name]!, language);
    // The other language has the other scheme at each width.
    let isDark = language === 'ru';
    for (const width of [320, 360, 768]) {
      await page.setViewportSize({ width, height: 640 });
      await page.emulateMedia({ colorScheme: isDark ? 'dark' : 'light' });
      isDark = !isDark;
      expect(await page.evaluate(() => document.documentElement.scrollWidth), `${width} px`).toBe(width);
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
        .analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
    }
    for (const target of await page.locator(targets).all())
      expect((await target.boundingBox())?.height).toBeGreaterThanOrEqual(44);
    const sizes = await page
      .locator('h1:visible, p:not(:empty, .unseen):visible, label:visible, input:visible, button:visible')
      .evaluateAll((all) => all.map((element) => Number.parseFloat(getComputedStyle(element).fontSize)));
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(18);
    // Lying down, at 400 %, and with letters of twice the size.
    for (const [width, height] of [
      [640, 320],
      [320, 256],
    ] as const) {
      await page.setViewportSize({ width, height });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    }
    await page.setViewportSize({ width: 360, height: 640 });
    await page.evaluate(() => {
      document.documentElement.style.fontSize = '200%';
    });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    await page.evaluate(() => {
      document.documentElement.style.fontSize = '';
    });
    expect(await tabThrough(page)).toEqual(await focusable(page));
  });
});

/** All that can be used, in the order of the page. */
const focusable = async (page: Page): Promise<readonly string[]> =>
  page
    .locator('a[href]:visible, button:visible, input:visible')
    .evaluateAll((all) =>
      all.map(
        (element) =>
          `${element.tagName} ${element.textContent.trim() || (element.getAttribute('name') ?? '')}`,
      ),
    );

/** What the Tab key reaches from the top; each must be seen whole while it has the focus. */
async function tabThrough(page: Page): Promise<readonly string[]> {
  await page.evaluate(() => {
    const start = document.createElement('span');
    start.tabIndex = -1;
    document.body.prepend(start);
    start.focus();
    start.remove();
  });
  const reached: string[] = [];
  const all = (await focusable(page)).length;
  for (let step = 0; step < all; step += 1) {
    await page.keyboard.press('Tab');
    const [label, isSeen, ring] = await page.evaluate(() => {
      const element = document.activeElement ?? document.body;
      const { top, bottom } = element.getBoundingClientRect();
      return [
        `${element.tagName} ${element.textContent.trim().slice(0, 100) || (element.getAttribute('name') ?? '')}`,
        top >= -1 && bottom <= window.innerHeight + 1,
        getComputedStyle(element).outlineStyle,
      ] as const;
    });
    expect(isSeen, label).toBe(true);
    expect(ring, label).toBe('solid');
    reached.push(label);
  }
  return reached;
}

describe('by keyboard alone', () => {
  const en = messages.en.patient;
  const tabTo = async (page: Page, name: string): Promise<void> => {
    const isThere = (): Promise<boolean> =>
      page.evaluate((wanted) => document.activeElement?.textContent.trim() === wanted, name);
    for (let step = 0; step < 12 && !(await isThere()); step += 1) await page.keyboard.press('Tab');
    expect(await isThere(), name).toBe(true);
  };

  it('from the name through the waiting room into the call', async () => {
    world.mustWait();
    const page = await reach(states['form']!, 'en');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Anna');
    await page.keyboard.press('Enter');
    await heading(page, en['waiting-title']);
    world.bench.door.viewAfterPress = null;
    world.bench.door.show(doorViews.gone);
    await heading(page, en['gone-title']);
    world.letIn();
    await heading(page, en['let-in-title']);
    await tabTo(page, en['go-in']);
    await page.keyboard.press('Space');
    await page.waitForURL(world.callUrl, patience);
    expect(world.bench.door.presses()[0]?.input.name).toBe('Anna');
  });

  it('out of an app, to the form, the camera, and the clinic', async () => {
    const page = await reach(
      { view: doorViews.form, options: { userAgent: facebook }, before: failCamera },
      'en',
    );
    await tabTo(page, en['away-here']);
    await page.keyboard.press('Enter');
    await heading(page, en.title);
    await tabTo(page, en['camera-try']);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: en['call-me'] }).waitFor(patience);
    await tabTo(page, en['call-me']);
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: en['failed-name-required'] }).waitFor(patience);
    await tabTo(page, en['failed-name-required']);
    await page.keyboard.press('Enter');
    await page.keyboard.type('Anna');
    await tabTo(page, en['call-me']);
    await page.keyboard.press('Enter');
    await page.getByText(en['called-here']).waitFor(patience);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(en['called-here']);
  });
});

it('in forced colours every button and picture still has an edge', async () => {
  const page = await reach(states['way out']!, 'en');
  await page.emulateMedia({ forcedColors: 'active' });
  const edges = await page
    .locator('.button:visible, button:visible, svg:visible')
    .evaluateAll((all) => all.map((element) => getComputedStyle(element).borderTopStyle));
  expect(new Set(edges)).toEqual(new Set(['solid']));
});

it('a doctor’s name from right to left keeps the sentence around it', async () => {
  const page = await reach({ view: { ...doorViews.form, doctorName: 'د. محمد' } }, 'en');
  expect(await page.locator('main p').first().innerText()).toBe('\u2068د. محمد\u2069 is expecting you.');
});
