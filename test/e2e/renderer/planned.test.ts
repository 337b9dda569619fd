/** Planned visits on the board: made, moved, started and cancelled. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { FakeDesk, refusal } from '../../fixtures/fakeDesk.ts';
import { settingsView, visitView } from '../../fixtures/views.ts';
import { button, card, deskWorld, expectClean, openDesk, patience } from './support.ts';

const world = deskWorld();
const dayMs = 24 * 60 * 60_000;

const two = (value: number) => String(value).padStart(2, '0');
/** Tomorrow at 9:05, as the fields want it and as the board tells it. */
function tomorrow() {
  const day = new Date(Date.now() + dayMs);
  day.setHours(9, 5, 0, 0);
  return {
    at: day.getTime(),
    date: `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`,
    time: '09:05',
  };
}

async function fill(page: Page, date: string, time: string): Promise<void> {
  await page.getByLabel('Date').fill(date);
  await page.getByLabel('Time', { exact: true }).fill(time);
}

describe('a planned visit', () => {
  it('is made for a day and an hour, with its link on the clipboard, moved, and started', async () => {
    const { page, desk } = await openDesk(world.browser, world.site);
    const { at, date, time } = tomorrow();
    await page.getByText(/^For later: “Plan…” makes a visit/).waitFor();
    await button(page, 'Plan…').click();
    await page.getByText(/^Time of this computer: .+/).waitFor();
    await expectClean(page);
    await fill(page, '2020-01-01', '10:00');
    await button(page, 'Plan the visit').click();
    await page.getByText('This time is past. Choose a later one.').waitFor();
    expect(desk.inputsOf('visits:create')).toEqual([]);
    await fill(page, date, time);
    await page.getByText(/^Begins: \w+,? \d+ \w+, 09:05\.$/).waitFor();
    await page.getByLabel('The patient’s name, optional').fill('Smirnova A.');
    const create = desk.handlers['visits:create'];
    desk.handlers['visits:create'] = () => refusal('storage-failed');
    await page.keyboard.press('Enter');
    await page
      .getByRole('alert')
      .getByText(/^The visit is not planned\. The disk/)
      .waitFor(patience);
    desk.handlers['visits:create'] = create;
    await page.getByLabel('The patient’s name, optional').press('Enter');
    const planned = page.getByRole('region', { name: 'Planned' }).getByRole('article');
    await planned.getByText('Tomorrow, 09:05').waitFor(patience);
    await planned.getByText('The link is on the clipboard.').waitFor(patience);
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(desk.inputsOf('visits:create').at(-1)).toEqual({ startsAt: at, label: 'Smirnova A.' });
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(desk.visit('new1').link?.url);
    await planned.getByRole('button', { name: 'Move…' }).click();
    expect(await page.getByLabel('Date').inputValue()).toBe(date);
    await fill(page, date, '14:30');
    await button(page, 'Move it').click();
    await planned.getByText('Tomorrow, 14:30').waitFor(patience);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Move…');
    await planned.getByRole('button', { name: 'Start now' }).click();
    await card(page, 'new1').getByText('For 14:30').waitFor(patience);
    expect(desk.inputsOf('visits:start')).toEqual([{ visitId: 'new1' }]);
  });

  it('is cancelled only after a question, and a move that came too late says so', async () => {
    const desk = new FakeDesk();
    const { at } = tomorrow();
    desk.settings = settingsView({ values: { ...desk.settings.values, app: { language: 'ru' } } });
    desk.visits = [
      visitView('a', 'planned', { phase: 'planned', startsAt: at, label: 'Смирнова А. П.' }),
      visitView('b', 'planned', { phase: 'planned', startsAt: at + 5 * dayMs }),
    ];
    const { page } = await openDesk(world.browser, world.site, {
      desk,
      locale: 'ru-RU',
      colorScheme: 'dark',
      viewport: { width: 640, height: 900 },
    });
    const first = card(page, 'a');
    await first.getByText('Завтра, 09:05').waitFor(patience);
    await expectClean(page);
    await first.getByRole('button', { name: 'Отменить…' }).click();
    await page.getByRole('dialog').getByText('Завтра, 09:05').waitFor();
    await expectClean(page);
    await button(page, 'Оставить').click();
    expect(desk.inputsOf('visits:end')).toEqual([]);
    desk.handlers['visits:move'] = () => refusal('visit-not-planned');
    await first.getByRole('button', { name: 'Перенести…' }).click();
    await button(page, 'Перенести').click();
    await page
      .getByRole('alert')
      .getByText(/^Приём не перенесён\. Этот приём уже начат/)
      .waitFor(patience);
    await page.keyboard.press('Escape');
    await first.getByRole('button', { name: 'Отменить…' }).click();
    await button(page, 'Отменить приём').click();
    await expect.poll(() => desk.inputsOf('visits:end'), patience).toEqual([{ visitId: 'a' }]);
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
  });

  it('of a later day is asked for at the clinic’s service, by a click or by its help code', async () => {
    const desk = new FakeDesk();
    desk.shell = 'service';
    desk.you = { name: 'Vera', role: 'doctor' };
    const later = (id: string, days: number, helpCode: string) =>
      visitView(id, 'planned', { phase: 'planned', startsAt: Date.now() + days * dayMs, helpCode });
    const soon = visitView('soon', 'planned', { phase: 'planned', startsAt: Date.now() + 60_000 });
    desk.visits = [soon, later('next', 3, 'ABCEHK'), later('last', 9, '222222')];
    const { page } = await openDesk(world.browser, world.site, { desk });
    await card(page, 'soon').waitFor(patience);
    expect(await page.getByRole('article').count()).toBe(1);
    await expectClean(page);
    const list = desk.handlers['visits:list'];
    desk.handlers['visits:list'] = () => refusal('database-away');
    await button(page, 'Show later days').click();
    await page.getByRole('alert').getByText('Later days could not be loaded.').waitFor(patience);
    desk.handlers['visits:list'] = list;
    await page.getByRole('textbox', { name: 'Name or code' }).fill('abcehk');
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-visit')), patience)
      .toBe('next');
    expect(await page.getByRole('article').count()).toBe(3);
    expect(await button(page, 'Show later days').count()).toBe(0);
    expect(desk.inputsOf('visits:list').at(-1)).toEqual({});
  });

  it('is found by its help code far down a plan of weeks, which is not drawn as a whole', async () => {
    const desk = new FakeDesk();
    const { at } = tomorrow();
    desk.visits = Array.from({ length: 500 }, (_, index) =>
      visitView(`v${index}`, 'planned', {
        ...{ phase: 'planned', startsAt: at + index * 60_000, label: `Patient ${index}` },
        helpCode: index === 400 ? 'ABCEHK' : '222222',
      }),
    );
    const { page } = await openDesk(world.browser, world.site, { desk });
    await page.getByRole('article').first().waitFor(patience);
    expect(await page.getByRole('article').count()).toBe(60);
    await page.getByRole('textbox', { name: 'Name or code' }).fill('abcehk');
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-visit')))
      .toBe('v400');
    await button(page, 'Show 439 more').click();
    await expect.poll(() => page.getByRole('article').count(), patience).toBe(121);
  });
});
