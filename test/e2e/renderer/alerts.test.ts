/** Alerts and privacy on the desktop's side: what it is asked for, the dialog, and initials in the place of names. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { badgeSchema } from '../../../src/shared/ipc/shell.ts';
import { FakeDesk } from '../../fixtures/fakeDesk.ts';
import { personView, visitView } from '../../fixtures/views.ts';
import { button, card, deskWorld, expectClean, openDesk, patience } from './support.ts';

const world = deskWorld();
const bell = (page: Page) => page.getByRole('button', { name: /^Alerts and privacy/ });
const now = Date.now();

const annaWaits = () => [personView('p1', 'Anna Canaryname', 'waiting', now - 60_000)];

function deskWith(...visits: ReturnType<typeof visitView>[]): FakeDesk {
  const desk = new FakeDesk();
  desk.shell = 'desktop';
  desk.visits = visits;
  return desk;
}

/** The window stands behind another one: a browser without a window of its own always has the focus. */
function elsewhere(): void {
  document.hasFocus = () => false;
}

/** The size of a PNG that a canvas made, and whether it has any colour of an alarm in it. */
const drawn = (page: Page, picture: string) =>
  page.evaluate(async (source) => {
    const image = new Image();
    image.src = source;
    await image.decode();
    const canvas = Object.assign(document.createElement('canvas'), { width: 32, height: 32 });
    const paint = canvas.getContext('2d');
    paint?.drawImage(image, 0, 0);
    const data = paint?.getImageData(0, 0, 32, 32).data ?? [];
    let red = 0;
    for (let at = 0; at < data.length; at += 4)
      if ((data[at] ?? 0) > 150 && (data[at + 1] ?? 0) < 80) red += 1;
    return { size: [image.naturalWidth, image.naturalHeight], isRed: red > 100 };
  }, picture);

describe('the desktop', () => {
  it('is asked for badge, notice and a screen that stays on; a click on the notice brings the card', async () => {
    const desk = deskWith(visitView('a', 'not-opened', { label: 'Smirnova A. P.', admission: 'waiting' }));
    const { page } = await openDesk(world.browser, world.site, { desk, before: elsewhere });
    await card(page, 'a').waitFor(patience);
    await expect
      .poll(() => desk.inputsOf('shell:badge'), patience)
      .toEqual([{ count: 0, text: 'Visit Desk', icon: null, mark: null }]);
    expect(desk.inputsOf('shell:awake')).toEqual([]);
    await button(page, 'Settings').click();

    desk.patch('a', { persons: annaWaits(), stage: { word: 'waiting', tone: 'ask', since: now } });
    await expect.poll(() => desk.inputsOf('shell:badge'), patience).toHaveLength(2);
    const badge = badgeSchema.parse(desk.inputsOf('shell:badge')[1]);
    expect(badge).toMatchObject({ count: 1, text: '1 waiting · Visit Desk' });
    for (const picture of [badge.icon ?? '', badge.mark ?? ''])
      expect(await drawn(page, picture)).toEqual({ size: [32, 32], isRed: true });
    expect(desk.inputsOf('shell:awake')).toEqual([{ awake: true }]);
    expect(desk.inputsOf('shell:notify')).toEqual([
      { name: 'waiting:p1', title: 'Somebody is waiting', text: 'Smirnova A. P.', visitId: 'a' },
    ]);

    desk.emit('shell:opened', { visitId: 'a' });
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-visit')), patience)
      .toBe('a');
    // Served at another desk: what was said of it goes.
    desk.patch('a', { persons: [], stage: { word: 'page-left', tone: 'quiet', since: now } });
    await expect.poll(() => desk.inputsOf('shell:dismiss'), patience).toEqual([{ name: 'waiting:p1' }]);
    await expect.poll(() => desk.inputsOf('shell:awake').at(-1), patience).toEqual({ awake: false });
  });

  it('says so where the computer has no notices', async () => {
    const desk = deskWith(visitView('a', 'not-opened'));
    desk.handlers['shell:notify'] = () => ({ ok: true, value: { shown: false } });
    const { page } = await openDesk(world.browser, world.site, { desk, before: elsewhere });
    await card(page, 'a').waitFor(patience);
    desk.patch('a', { persons: annaWaits() });
    await expect.poll(() => desk.inputsOf('shell:notify'), patience).toHaveLength(1);
    await bell(page).click();
    await page.getByText('This computer shows no notices.').waitFor(patience);
    expect(await page.getByRole('switch', { name: 'Notices of this computer' }).isChecked()).toBe(false);
  });
});

describe('alerts and privacy', () => {
  it('are chosen by keyboard, kept for this computer, and clean in both themes and languages', async () => {
    const desk = deskWith(visitView('a', 'waiting', { persons: annaWaits() }));
    const { page } = await openDesk(world.browser, world.site, { desk, reducedMotion: 'reduce' });
    await card(page, 'a').waitFor(patience);
    await page.keyboard.press('Shift+O');
    const dialog = page.getByRole('dialog', { name: 'Alerts and privacy' });
    await dialog.waitFor(patience);
    await page.getByRole('switch', { name: 'Silent hours' }).focus();
    await page.keyboard.press('Space');
    await page.getByLabel('From').fill('00:00');
    await page.getByLabel('To', { exact: true }).fill('23:59');
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await expectClean(page);
    }
    await page.keyboard.press('Escape');
    await dialog.waitFor({ ...patience, state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.className)).toContain('bell');

    await page.keyboard.press('o');
    await page.getByRole('status').getByText('Sound is off', { exact: true }).waitFor(patience);
    expect(await bell(page).getAttribute('aria-label')).toBe('Alerts and privacy. Sound is off');
    await page.keyboard.press('o');
    await page.reload();
    await card(page, 'a').waitFor(patience);
    // 23:59 of the day is the one minute that is not silent.
    expect(['Alerts and privacy. Silent hours', 'Alerts and privacy']).toContain(
      await bell(page).getAttribute('aria-label'),
    );
    expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toMatch(/Anna|Canary/);

    desk.setSettings({ values: { ...desk.settings.values, app: { language: 'ru' } } });
    await page.getByRole('button', { name: /^Оповещения и приватность/ }).click();
    await expectClean(page);
  });
});

/** Everything of the page that can be read or heard: text, names, hints, values, the title. */
const readable = (page: Page) =>
  page.evaluate(() => {
    const attributes = ['aria-label', 'title', 'placeholder', 'aria-description', 'alt'];
    const parts = [document.title, document.body.textContent];
    for (const element of document.querySelectorAll('*')) {
      for (const name of attributes) parts.push(element.getAttribute(name) ?? '');
      if (element instanceof HTMLInputElement) parts.push(element.value);
    }
    return parts.join('\n');
  });

describe('privacy mode', () => {
  it('leaves initials of every name on the board, and shows those of one card until it is left', async () => {
    const link = { number: 2, url: null, helpCode: '', page: null, callMe: null };
    const desk = deskWith(
      visitView('a', 'waiting', {
        label: 'Canarylabel Anna',
        admission: 'waiting',
        persons: [
          ...annaWaits(),
          personView('p2', 'Boris Canaryname', 'waiting', now - 30_000, { linkNumber: 2 }),
          personView('p3', 'Clara Canaryname', 'waiting', now - 20_000),
        ],
        extraLinks: [{ ...link, label: 'Canarylabel Son' }],
      }),
      visitView('b', 'ended', { phase: 'closed', link: null, label: 'Canarylabel Olga' }),
      visitView('c', 'not-opened', { label: 'Canarylabel Kirill' }),
      visitView('d', 'planned', { phase: 'planned', startsAt: now + 7_200_000, label: 'Canarylabel Maria' }),
    );
    const { page } = await openDesk(world.browser, world.site, { desk });
    await card(page, 'a').waitFor(patience);
    expect(await readable(page)).toMatch(/Canarylabel Anna[^]*Clara Canaryname/);

    await page.keyboard.press('b');
    await page.getByRole('status').getByText('Privacy mode: initials only').waitFor(patience);
    expect(await readable(page)).not.toContain('Canary');
    expect(await card(page, 'b').textContent()).toContain('C. O.');
    await expectClean(page);

    await card(page, 'a').getByRole('button', { name: 'C. A. Show the name' }).click();
    const unveiled = await readable(page);
    for (const name of ['Canarylabel Anna', 'Boris Canaryname', 'Canarylabel Son'])
      expect(unveiled).toContain(name);
    for (const name of ['Canarylabel Olga', 'Canarylabel Kirill', 'Canarylabel Maria'])
      expect(unveiled).not.toContain(name);
    // The label is there to be changed, and stays while one types.
    const field = card(page, 'a').getByRole('textbox', { name: 'Label', exact: true });
    await field.fill('Canarylabel Changed');
    await page.keyboard.press('Enter');
    await expect.poll(() => desk.visit('a').label, patience).toBe('Canarylabel Changed');
    await expect.poll(() => field.inputValue(), patience).toBe('Canarylabel Changed');
    await bell(page).focus();
    await expect.poll(() => readable(page), patience).not.toContain('Canary');
    // What is asked is about a name: it is answered with the name in sight, also after a look at another window.
    const toBack = () => page.evaluate(() => window.dispatchEvent(new Event('blur')));
    await page.locator('[data-person=p2] [data-action=let-in]').click();
    await button(page, 'Let in all the same').waitFor(patience);
    await toBack();
    expect(await readable(page)).toContain('Boris Canaryname');
    await page.keyboard.press('Escape');
    await toBack();
    await expect.poll(() => readable(page), patience).not.toContain('Canary');
  });
});
