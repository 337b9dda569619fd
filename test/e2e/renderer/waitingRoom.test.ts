/** The waiting room on the card: letting in, declining, telling, one or several, in every dress. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { messages } from '../../../src/shared/i18n/messages.ts';
import { FakeDesk, okay, refusal } from '../../fixtures/fakeDesk.ts';
import { pageView, personView, settingsView, visitView } from '../../fixtures/views.ts';
import { deskWorld, button, patience, openDesk } from './support.ts';
import { serverSettings } from '../../fixtures/serverSettings.ts';

const world = deskWorld();

const line = (page: Page, name: string) => page.getByRole('listitem').filter({ hasText: name });
const inLine = (page: Page, name: string, action: string) =>
  line(page, name).getByRole('button', { name: action, exact: true });
const primaries = (page: Page) =>
  page.locator('article .button.main').evaluateAll((buttons) => buttons.map((each) => each.textContent));

const alone = () => {
  const desk = new FakeDesk();
  const persons = [personView('p1', 'Anna', 'waiting', Date.now() - 90_000)];
  desk.visits = [visitView('a', 'waiting', { persons, admission: 'waiting' })];
  return desk;
};
const several = () => {
  const desk = new FakeDesk();
  const persons = [
    personView('p1', 'Anna', 'waiting', Date.now() - 90_000),
    personView('p2', 'Maria', 'asleep', Date.now() - 30_000),
    personView('p3', 'Ivan', 'declined', Date.now() - 10_000),
    personView('p4', 'Olga', 'in-call', Date.now() - 5_000),
  ];
  desk.visits = [visitView('a', 'waiting', { persons, admission: 'waiting' })];
  return desk;
};

describe('one who waits', () => {
  it('is told "10 minutes" with one click, and it is taken back with another', async () => {
    const { page, desk } = await openDesk(world.browser, world.site, { desk: alone() });
    await inLine(page, 'Anna', '10 minutes').click();
    await line(page, 'Anna')
      .getByText(/^Told at \d\d:\d\d: 10 minutes$/)
      .waitFor(patience);
    await inLine(page, 'Anna', 'Take back').click();
    await expect.poll(() => page.getByText(/^Told at/).count(), patience).toBe(0);
    const to = { visitId: 'a', personIds: ['p1'] };
    expect(desk.inputsOf('persons:message')).toEqual([
      { ...to, message: { kind: 'minutes', minutes: 10 } },
      { ...to, message: null },
    ]);
    expect(await primaries(page)).toEqual(['Let in']);
  });

  it('is told something else from a menu that the keyboard opens and leaves', async () => {
    const { page, desk } = await openDesk(world.browser, world.site, { desk: alone() });
    const more = inLine(page, 'Anna', 'More');
    await more.focus();
    await page.keyboard.press('Enter');
    expect(await more.getAttribute('aria-expanded')).toBe('true');
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    await page.keyboard.press('Escape');
    expect(await more.getAttribute('aria-expanded')).toBe('false');
    expect(await more.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await line(page, 'Anna')
      .getByText(/: 40 minutes$/)
      .waitFor(patience);
    expect(await more.evaluate((element) => element === document.activeElement)).toBe(true);
    await more.click();
    await page.getByRole('banner').click({ position: { x: 5, y: 5 } });
    await expect.poll(() => more.getAttribute('aria-expanded')).toBe('false');
    await more.click();
    await inLine(page, 'Anna', 'More').press('Shift+Tab');
    await expect.poll(() => more.getAttribute('aria-expanded')).toBe('false');
    expect(desk.inputsOf('persons:message')).toHaveLength(1);
  });

  it('is told own words, at most 200 characters, and never none', async () => {
    const { page, desk } = await openDesk(world.browser, world.site, { desk: alone() });
    await inLine(page, 'Anna', 'More').click();
    await button(page, 'Write a message…').click();
    const dialog = page.getByRole('dialog', { name: 'Message to Anna' });
    const words = dialog.getByRole('textbox', { name: 'Message' });
    await expect.poll(() => words.evaluate((element) => element === document.activeElement)).toBe(true);
    await words.fill('   ');
    await button(page, 'Send').click();
    await dialog.getByText('Write something first.').waitFor(patience);
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    expect(await words.getAttribute('maxlength')).toBe('200');
    await words.fill(' Please sit down, <b>I</b> come. ');
    await button(page, 'Send').click();
    await line(page, 'Anna')
      .getByText(/^Told at \d\d:\d\d: “Please sit down, <b>I<\/b> come\.”$/)
      .waitFor(patience);
    expect(desk.inputsOf('persons:message')).toEqual([
      { visitId: 'a', personIds: ['p1'], message: { kind: 'text', text: 'Please sit down, <b>I</b> come.' } },
    ]);
  });

  it('keeps the words that could not be sent, and says why, until they are sent', async () => {
    const desk = alone();
    const send = desk.handlers['persons:message'];
    let refuse = (): void => undefined;
    const held = new Promise<void>((resolve) => (refuse = resolve));
    desk.handlers['persons:message'] = () => held.then(() => refusal('storage-failed'));
    const { page } = await openDesk(world.browser, world.site, { desk });
    await inLine(page, 'Anna', 'More').click();
    await button(page, 'Write a message…').click();
    const dialog = page.getByRole('dialog', { name: 'Message to Anna' });
    const words = dialog.getByRole('textbox', { name: 'Message' });
    await words.fill('I come soon.');
    await button(page, 'Send').click();
    await button(page, 'Sending…').click({ force: true });
    refuse();
    await dialog.getByText(`Not sent. ${messages.en.errors['storage-failed']}`).waitFor(patience);
    expect(await words.inputValue()).toBe('I come soon.');
    expect(await words.getAttribute('aria-invalid')).toBe('true');
    expect(desk.inputsOf('persons:message')).toHaveLength(1);
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    desk.handlers['persons:message'] = send;
    await button(page, 'Send').click();
    await dialog.waitFor({ state: 'detached', ...patience });
    await line(page, 'Anna')
      .getByText(/: “I come soon\.”$/)
      .waitFor();
  });

  it('is declined without a question, and let in after all', async () => {
    const { page, desk } = await openDesk(world.browser, world.site, { desk: alone() });
    await inLine(page, 'Anna', 'More').click();
    await button(page, 'Decline').click();
    const stage = page.getByRole('article').getByRole('status');
    await expect.poll(() => stage.textContent(), patience).toBe('Declined');
    expect(desk.inputsOf('persons:decline')).toEqual([{ visitId: 'a', personIds: ['p1'] }]);
    expect(await inLine(page, 'Anna', 'More').count()).toBe(0);
    expect(await inLine(page, 'Anna', '10 minutes').count()).toBe(0);
    await inLine(page, 'Anna', 'Let in').click();
    await expect.poll(() => stage.textContent(), patience).toBe('Going in');
  });

  it('stays as it was when the core refuses', async () => {
    const desk = alone();
    desk.handlers['persons:message'] = () => refusal('person-not-found');
    const { page } = await openDesk(world.browser, world.site, { desk });
    await inLine(page, 'Anna', '10 minutes').click();
    await page.getByRole('alert').getByText('This person is not waiting any more.').waitFor(patience);
    expect(await page.getByText(/^Told at/).count()).toBe(0);
  });
});

describe('several who wait', () => {
  const check = (page: Page, name: string) => page.getByRole('checkbox', { name: `Select ${name}` }).check();

  it('are told at once, and nobody who has no place there', async () => {
    const { page, desk } = await openDesk(world.browser, world.site, { desk: several() });
    await button(page, 'Tell all: 10 minutes').click();
    await expect
      .poll(() => desk.inputsOf('persons:message'), patience)
      .toEqual([{ visitId: 'a', personIds: ['p1', 'p2'], message: { kind: 'minutes', minutes: 10 } }]);
    expect(await page.getByText(/^Told at/).count()).toBe(2);
  });

  it('are selected, told and let in together; one primary button at a time', async () => {
    const { page, desk } = await openDesk(world.browser, world.site, { desk: several() });
    await page.getByRole('checkbox').first().waitFor();
    expect(await page.getByRole('checkbox', { name: 'Select Olga' }).count()).toBe(0);
    expect(await primaries(page)).toEqual(['Let in']);
    await check(page, 'Maria');
    await check(page, 'Ivan');
    expect(await primaries(page)).toEqual(['Let in 2']);
    await button(page, 'Tell 1: 10 minutes').click();
    await expect
      .poll(() => desk.inputsOf('persons:message'), patience)
      .toMatchObject([{ personIds: ['p2'] }]);
    await button(page, 'Let in 2').click();
    await expect
      .poll(() => desk.inputsOf('persons:letIn'), patience)
      .toEqual([{ visitId: 'a', personIds: ['p2', 'p3'] }]);
    await expect.poll(() => page.getByRole('checkbox').count(), patience).toBe(0);
    expect(await primaries(page)).toEqual(['Let in']);
  });

  it('keep their selection when letting in fails', async () => {
    const desk = several();
    desk.handlers['persons:letIn'] = () => refusal('visit-not-ready');
    const { page } = await openDesk(world.browser, world.site, { desk });
    await check(page, 'Anna');
    await button(page, 'Let in 1').click();
    await page.getByRole('alert').waitFor(patience);
    expect(await page.getByRole('checkbox', { name: 'Select Anna' }).isChecked()).toBe(true);
  });
});

const now = Date.now();
const help = 'safari-ios-site';
const long = 'Анна Константиновна Преображенская-Римская, с дочерью';
const persons = () => [
  personView('p1', long, 'waiting', now - 400_000, {
    message: {
      kind: 'text',
      text: 'Ещё немного, подождите у экрана, пожалуйста: '.repeat(4).trim(),
      at: now,
    },
    page: pageView({ camera: { outcome: 'blocked', sound: true, at: now - 9_000, help } }),
  }),
  personView('p2', 'W'.repeat(100), 'asleep', now - 90_000, {
    callMe: { reason: 'declined', at: now - 9_000 },
  }),
  personView('p3', 'Нина', 'going-in', now - 9_000, {
    page: pageView({ sight: 'hidden', sightAt: now }),
    callMe: { reason: 'no-seat', at: now },
  }),
];
function full(language: 'en' | 'ru') {
  const desk = new FakeDesk();
  const call = { kind: 'embedded', entry: 'named-guest', url: null } as const;
  const callUrl = `${world.site.origin.replace('127.0.0.1', 'localhost')}/call`;
  const server = serverSettings(new URL(callUrl).origin, 'x');
  desk.settings = settingsView({ values: { ...desk.settings.values, server, app: { language } } });
  desk.handlers['call:enter'] = () => okay({ url: callUrl, partition: 'guest' });
  desk.visits = [
    visitView('many', 'waiting', { call, persons: persons() }),
    visitView('one', 'call-me', {
      call,
      persons: persons().slice(0, 1),
      callMe: { reason: 'browser', at: now - 20_000 },
      failure: { code: 'no-web-client', retryable: true },
    }),
    visitView('failed', 'failed', {
      call,
      phase: 'failed',
      persons: persons(),
      callMe: { reason: 'service', at: now - 20_000 },
      failure: { code: 'timeout', retryable: true },
    }),
    visitView('page', 'page-hidden', {
      call,
      page: pageView({ camera: { outcome: 'system', sound: false, at: now, help } }),
    }),
    visitView('in', 'in-call', { call, label: 'in' }),
  ];
  return desk;
}

describe('a narrow card', () => {
  it.each(['en', 'ru'] as const)('beside the call keeps its words in one line, %s', async (language) => {
    const desk = full(language);
    const { page } = await openDesk(world.browser, world.site, {
      desk,
      viewport: { width: 1024, height: 900 },
    });
    await page.locator('[data-visit=in] .button.main').click();
    await page.frameLocator('iframe').getByText('the call').waitFor(patience);
    const rows = await page.locator('.actions').evaluateAll((all) =>
      all.map((row) => {
        const middles = [...row.children].map((each) => {
          const { top, bottom } = each.getBoundingClientRect();
          return Math.round((top + bottom) / 2);
        });
        return new Set(middles).size;
      }),
    );
    expect(rows).toEqual([1, 1, 1, 1]);
    const chips = await page
      .locator('.stage')
      .evaluateAll((all) => all.map((chip) => chip.getBoundingClientRect().height));
    expect(chips).toEqual([26, 26, 26, 26, 26]);
  });
});

describe('in every dress', () => {
  it.each([
    ['en', 'light', 1280, 'none'],
    ['ru', 'light', 1024, 'none'],
    ['ru', 'dark', 1280, 'none'],
    ['ru', 'light', 1280, 'active'],
    ['ru', 'dark', 640, 'none'],
  ] as const)(
    '%s, %s, %i px, forced colours %s, beside the call too: no axe finding, nothing runs over',
    async (language, colorScheme, width, forcedColors) => {
      const viewport = { width, height: 900 };
      const { page } = await openDesk(world.browser, world.site, {
        desk: full(language),
        colorScheme,
        viewport,
        forcedColors,
      });
      await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toBe(language);
      const look = async () => {
        const axe = new AxeBuilder({ page }).exclude('iframe');
        // Forced colours are the system's, not ours.
        if (forcedColors === 'active') axe.disableRules('color-contrast');
        expect((await axe.analyze()).violations).toEqual([]);
        expect(await page.evaluate(() => window.violations)).toEqual([]);
        const sideways = await page.evaluate(() =>
          [...document.querySelectorAll('html, main, .board, .header, article')]
            .filter((element) => element.scrollWidth > element.clientWidth)
            .map((element) => element.className),
        );
        expect(sideways).toEqual([]);
      };
      await look();
      await page.locator('[data-visit=in] .button.main').click();
      await page.frameLocator('iframe').getByText('the call').waitFor(patience);
      await look();
    },
  );
});
