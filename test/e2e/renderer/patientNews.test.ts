/** What the board says of a patient on the way: stages, camera and sound, "call me", seats, the help code. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { messages } from '../../../src/shared/i18n/messages.ts';
import { FakeDesk } from '../../fixtures/fakeDesk.ts';
import { pageView, personView, settingsView, statusView, visitView } from '../../fixtures/views.ts';
import { deskWorld, button, card, patience, openDesk } from './support.ts';

const world = deskWorld();

const inRussian = (desk: FakeDesk) => {
  desk.settings = settingsView({ values: { ...desk.settings.values, app: { language: 'ru' } } });
  return desk;
};
const refused = { outcome: 'refused', sound: false, help: 'safari-ios-first' } as const;

describe('the stage of a page', () => {
  it.each([
    ['page-hidden', 'Page hidden'],
    ['page-left', 'Page closed'],
  ] as const)('%s is told with the hour at which it began', async (word, text) => {
    const desk = new FakeDesk();
    desk.visits = [visitView('a', word)];
    const { page } = await openDesk(world.browser, world.site, { desk });
    expect(await card(page, 'a').getByRole('status').textContent()).toBe(text);
    expect(await card(page, 'a').locator('time').textContent()).toMatch(/^since \d\d:\d\d$/);
  });
});

describe('camera and sound', () => {
  it('are told before anybody has pressed, step by step, with the sentence to read aloud', async () => {
    const desk = new FakeDesk();
    const at = Date.now() - 25_000;
    desk.visits = [visitView('a', 'page-open', { page: pageView() })];
    const { page } = await openDesk(world.browser, world.site, { desk });
    const told = card(page, 'a').locator('.news [aria-live=polite]');
    await card(page, 'a').waitFor();
    expect(await told.textContent()).toBe('');
    const show = (camera: NonNullable<ReturnType<typeof pageView>['camera']>) =>
      desk.patch('a', { page: pageView({ camera }) });
    show({ outcome: 'asking', sound: false, help: null, at });
    await expect.poll(() => told.textContent(), patience).toBe('Trying camera and sound');
    show({ ...refused, at });
    await expect.poll(() => told.textContent(), patience).toBe('Camera refused');
    expect(await card(page, 'a').locator('.news time').textContent()).toMatch(/^0:[23]\d$/);
    await card(page, 'a').getByText('Say: “Help safari-ios-first.”').waitFor();
    show({ outcome: 'busy', sound: true, help: 'busy', at });
    await expect.poll(() => told.textContent(), patience).toBe('Only sound works · Camera busy');
    show({ outcome: 'works', sound: true, help: null, at });
    await expect.poll(() => told.textContent(), patience).toBe('Camera and sound work');
    expect(await card(page, 'a').getByText('Say:').count()).toBe(0);
  });

  it('are told of a person, in the doctor’s language', async () => {
    const desk = inRussian(new FakeDesk());
    const page_ = pageView({ camera: { ...refused, at: Date.now() } });
    desk.visits = [
      visitView('a', 'waiting', {
        persons: [personView('p', 'Анна', 'waiting', Date.now(), { page: page_ })],
      }),
    ];
    const { page } = await openDesk(world.browser, world.site, { desk });
    await page.getByText('Камера не разрешена').waitFor(patience);
    await page.getByText('Скажите: «Совет safari-ios-first.»').waitFor();
  });

  it('lead to the sentence for this browser where a stuck person’s cause is not known', async () => {
    const desk = new FakeDesk();
    const stuck = (page: ReturnType<typeof pageView> | null) => ({
      persons: [personView('p', 'Ivan', 'stuck', Date.now(), { page })],
    });
    desk.visits = [visitView('a', 'stuck', stuck(pageView())), visitView('b', 'stuck', stuck(null))];
    const { page } = await openDesk(world.browser, world.site, { desk });
    const general = messages.en.board['stuck-sentence'];
    await card(page, 'a').getByText(`Say: “${general} Help safari-ios-site.”`, { exact: true }).waitFor();
    await card(page, 'b').getByText(`Say: “${general}”`, { exact: true }).waitFor();
    desk.patch('a', stuck(pageView({ camera: { ...refused, at: 0 } })));
    await card(page, 'a').getByText('Say: “Help safari-ios-first.”', { exact: true }).waitFor(patience);
  });

  it('fall back to English where the file has no other', async () => {
    const desk = inRussian(new FakeDesk());
    const info = desk.handlers['app:info'];
    desk.handlers['app:info'] = async (input) => {
      const answer = await info(input);
      if (!answer.ok) return answer;
      const help = { ...answer.value.help, busy: { en: 'Close the other app.' } };
      return { ok: true, value: { ...answer.value, help } };
    };
    const camera = { outcome: 'busy', sound: false, help: 'busy', at: Date.now() } as const;
    desk.visits = [visitView('a', 'page-open', { page: pageView({ camera }) })];
    const { page } = await openDesk(world.browser, world.site, { desk });
    await page.getByText('Скажите: «Close the other app.»').waitFor(patience);
  });
});

describe('somebody who was let in', () => {
  const going = (page: ReturnType<typeof pageView>, part: { readonly others?: number } = {}) => {
    const now = Date.now();
    const desk = new FakeDesk();
    const others = Array.from({ length: part.others ?? 0 }, (_, i) =>
      personView(`q${i}`, `Other ${i}`, 'in-call', now),
    );
    const persons = [personView('p', 'Nina', 'going-in', now - 5_000, { page }), ...others];
    desk.visits = [visitView('a', 'going-in', { persons })];
    return desk;
  };
  const note = (page: Page) => page.getByRole('listitem').filter({ hasText: 'Nina' }).locator('p.news time');

  it.each([
    ['hidden', 'Page hidden'],
    ['left', 'Page closed'],
  ] as const)('is told of with the page that is %s, and since when', async (sight, words) => {
    const sightAt = Date.now() - 90_000;
    const { page, desk } = await openDesk(world.browser, world.site, {
      desk: going(pageView({ sight, sightAt }), { others: 1 }),
    });
    const line = page.getByRole('listitem').filter({ hasText: 'Nina' });
    await line.getByText('Going in', { exact: true }).waitFor(patience);
    await line.getByText(words, { exact: true }).waitFor();
    expect(await note(page).textContent()).toBe(`since ${new Date(sightAt).toTimeString().slice(0, 5)}`);
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    desk.patch('a', { persons: [personView('p', 'Nina', 'going-in', Date.now(), { page: pageView() })] });
    await expect.poll(() => note(page).count(), patience).toBe(0);
  });

  it('is not said to have closed the page that has just gone to the call', async () => {
    const { page } = await openDesk(world.browser, world.site, {
      desk: going(pageView({ sight: 'left', sightAt: Date.now() })),
    });
    await page.getByRole('listitem').filter({ hasText: 'Nina' }).waitFor(patience);
    expect(await page.getByText('Page closed').count()).toBe(0);
  });
});

describe('no free seat', () => {
  it('is told on the live card, among those that need the doctor', async () => {
    const desk = new FakeDesk();
    desk.visits = [visitView('a', 'page-open', { failure: { code: 'no-web-client', retryable: true } })];
    const { page } = await openDesk(world.browser, world.site, { desk });
    const group = page.getByRole('region', { name: 'Needs you' });
    await group.getByText(messages.en.errors['no-web-client']).waitFor(patience);
  });
});

describe('the help code', () => {
  const field = (page: Page) => page.getByRole('textbox', { name: 'Name or code' });
  const coded = () => {
    const desk = new FakeDesk();
    desk.visits = [
      ...Array.from({ length: 12 }, (_, i) =>
        visitView(`v${i}`, 'not-opened', { helpCode: `AAAA4${i % 8}` }),
      ),
      visitView('sought', 'page-open', { helpCode: 'ABC245', createdAt: Date.now() - 600_000 }),
      visitView('yesterday', 'ended', {
        phase: 'closed',
        helpCode: 'XXXXXX',
        stage: { word: 'ended', tone: 'quiet', since: Date.now() - 48 * 3_600_000 },
      }),
    ];
    return desk;
  };

  it('is reached by a key, takes look-alikes, and leads to the card', async () => {
    const { page } = await openDesk(world.browser, world.site, {
      desk: coded(),
      viewport: { width: 1024, height: 600 },
    });
    await card(page, 'v0').waitFor();
    const seen = () =>
      card(page, 'sought').evaluate((element) => element.getBoundingClientRect().top < window.innerHeight);
    expect(await seen()).toBe(false);
    await page.keyboard.press('/');
    await page.keyboard.type('авс-24 5');
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-visit')))
      .toBe('sought');
    expect(await seen()).toBe(true);
    expect(await card(page, 'sought').evaluate((element) => getComputedStyle(element).outlineWidth)).toBe(
      '3px',
    );
    expect(await field(page).inputValue()).toBe('');
    expect(await page.evaluate(() => document.documentElement.scrollTop)).toBe(0);
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Label');
  });

  it('says what is wrong with it: unknown, too short, impossible', async () => {
    const { page } = await openDesk(world.browser, world.site, { desk: coded() });
    await field(page).fill('ABC246');
    await page.getByText('No visit with this code on the board.').waitFor(patience);
    expect(await field(page).getAttribute('aria-invalid')).toBe('true');
    await field(page).fill('XXXXXX');
    await page.getByText('No visit with this code on the board.').waitFor();
    await field(page).fill('AB4');
    expect(await field(page).getAttribute('aria-invalid')).toBe('false');
    await field(page).press('Enter');
    await page.getByText('A help code has six characters.').waitFor();
    await field(page).fill('AB0');
    await page.getByText('A help code has no “0”, only ABCEHKMPTXY2456789.').waitFor();
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    await field(page).press('Escape');
    expect(await field(page).inputValue()).toBe('');
    expect(await page.getByText('A help code has').count()).toBe(0);
  });

  it('makes no new visit while it is typed, and is not asked for where there is no board', async () => {
    const { page, desk } = await openDesk(world.browser, world.site, { desk: coded() });
    await field(page).pressSequentially('n/');
    expect(await field(page).inputValue()).toBe('n/');
    expect(desk.inputsOf('visits:create')).toEqual([]);
    await button(page, 'Settings').click();
    await page.getByRole('navigation').waitFor();
    expect(await field(page).count()).toBe(0);
  });
});

describe('how far links reach', () => {
  it('is the public address where there is one, on the board and at the code', async () => {
    const desk = new FakeDesk();
    const origin = 'https://visits.clinic.example:8443';
    desk.status = statusView({ join: { state: 'listening', origin, reach: 'public-address' } });
    desk.visits = [visitView('a', 'not-opened')];
    const { page } = await openDesk(world.browser, world.site, { desk });
    await page.getByText('links open wherever visits.clinic.example:8443 can be reached').waitFor(patience);
    await button(page, 'Actions with this visit').click();
    await button(page, 'Show QR code').click();
    await page.getByText('This link opens wherever visits.clinic.example:8443 can be reached.').waitFor();
  });

  it('offers the settings, not another port, where a file is the trouble', async () => {
    const desk = new FakeDesk();
    const error = {
      code: 'certificate-file-unusable',
      retryable: false,
      details: { name: '/a.pem' },
    } as const;
    desk.status = statusView({ join: { state: 'failed', error } });
    const { page } = await openDesk(world.browser, world.site, { desk });
    await button(page, 'Open its settings').click();
    await page.getByRole('textbox', { name: 'Certificate file' }).waitFor(patience);
  });
});
