/** Where cards stand while the doctor works, and the question before a call ends for everybody. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { FakeDesk } from '../../fixtures/fakeDesk.ts';
import { personView, settingsView, visitView } from '../../fixtures/views.ts';
import { button, card, deskWorld, openDesk, patience } from './support.ts';

const world = deskWorld();

const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent);
const titles = (page: Page) =>
  page.getByRole('article').evaluateAll((cards) => cards.map((card) => card.getAttribute('data-visit')));

const waitingVisit = (id: string, name = 'Anna Smirnova') =>
  visitView(id, 'waiting', { persons: [personView(`p-${id}`, name, 'waiting', Date.now() - 60_000)] });

describe('ending a visit while somebody is in the call', () => {
  const inCall = (id: string, name: string) =>
    visitView(id, 'in-call', {
      persons: [personView(`p-${id}`, name, 'in-call', Date.now() - 60_000)],
      link: { number: 1, url: `http://10.0.4.17:8765/v/${id}` },
    });

  it('asks first, gives the focus back, and ends after a second word, all by keyboard', async () => {
    const desk = new FakeDesk();
    desk.visits = [inCall('a', 'Anna Smirnova')];
    const { page } = await openDesk(world.browser, world.site, { desk });
    await button(page, 'End visit').focus();
    await page.keyboard.press('Enter');
    const question = page.getByRole('dialog', { name: 'End the visit for everybody?' });
    await question.getByText('In the call now: Anna Smirnova.').waitFor(patience);
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    expect(await focused(page)).toBe('Keep it going');
    await page.keyboard.press('Escape');
    await expect.poll(() => question.count()).toBe(0);
    expect(await focused(page)).toBe('End visit');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await expect.poll(() => question.count()).toBe(0);
    expect(await focused(page)).toBe('End visit');
    expect(desk.inputsOf('visits:end')).toEqual([]);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('End for everybody');
    await page.keyboard.press('Enter');
    await page.getByText('Ended').waitFor(patience);
    expect(desk.inputsOf('visits:end')).toEqual([{ visitId: 'a' }]);
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  it('asks in Russian and in the dark, and stays while the card comes to another group', async () => {
    const desk = new FakeDesk();
    const visit = inCall('a', 'Анна Смирнова');
    desk.visits = [visit];
    desk.settings = settingsView({ values: { ...desk.settings.values, app: { language: 'ru' } } });
    const { page } = await openDesk(world.browser, world.site, {
      desk,
      ...{ locale: 'ru-RU', colorScheme: 'dark', viewport: { width: 640, height: 700 } },
    });
    await page.clock.install();
    await button(page, 'Завершить').click(patience);
    await page.getByText('Сейчас в звонке: Анна Смирнова.').waitFor(patience);
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    desk.change({ ...visit, ...waitingVisit('a'), persons: [] });
    await page.clock.fastForward(60_000);
    await page.getByRole('region', { name: 'Ждут вас' }).getByRole('dialog').waitFor(patience);
    await button(page, 'Завершить для всех').click();
    await expect.poll(() => desk.inputsOf('visits:end'), patience).toEqual([{ visitId: 'a' }]);
  });
});

describe('the order of the cards', () => {
  /** The pointer rests for exactly as long as a test says. */
  async function withStillClock(desk: FakeDesk) {
    const opened = await openDesk(world.browser, world.site, { desk });
    await opened.page.getByRole('article').first().waitFor(patience);
    await opened.page.clock.install();
    await opened.page.clock.pauseAt(Date.now() + 1_000);
    return opened;
  }
  const two = () => {
    const desk = new FakeDesk();
    desk.visits = [
      visitView('a', 'not-opened', { createdAt: Date.now() - 1_000 }),
      visitView('b', 'not-opened', { createdAt: Date.now() - 9_000 }),
    ];
    return desk;
  };
  const headings = (page: Page) => page.locator('.board h2').allInnerTexts();

  it('stays while the pointer moves over a card, for three seconds after it rests, and under headings that are true', async () => {
    const desk = two();
    const { page } = await withStillClock(desk);
    await card(page, 'a').hover();
    desk.change(waitingVisit('b'));
    await page.getByRole('region', { name: 'Needs you' }).getByText('Anna Smirnova').waitFor(patience);
    expect(await titles(page)).toEqual(['a', 'b']);
    expect((await headings(page)).map((text) => text.split(/\s+/))).toEqual([
      ['Needs', 'you', '1', 'Ready', '1'],
    ]);
    await page.clock.runFor(2_900);
    expect(await titles(page)).toEqual(['a', 'b']);
    await page.clock.runFor(200);
    await expect.poll(() => titles(page), patience).toEqual(['b', 'a']);
    expect(await page.getByRole('region', { name: 'Ready', exact: true }).getByRole('article').count()).toBe(
      1,
    );
  });

  it('follows at once while the pointer is over the empty board, and a way from card to card is not empty board', async () => {
    const desk = two();
    const { page } = await withStillClock(desk);
    await page.mouse.move(640, 700);
    await page.mouse.move(600, 690);
    desk.change(waitingVisit('b'));
    await expect.poll(() => titles(page), patience).toEqual(['b', 'a']);
    await card(page, 'a').hover();
    await page.mouse.move(640, 700);
    desk.change(visitView('b', 'not-opened', { createdAt: Date.now() - 9_000 }));
    await card(page, 'b').getByText('Not opened').waitFor(patience);
    expect(await titles(page)).toEqual(['b', 'a']);
    await page.clock.runFor(400);
    await expect.poll(() => titles(page), patience).toEqual(['a', 'b']);
  });

  it('keeps the card that is typed in, and what is typed, but no other', async () => {
    const desk = two();
    const { page } = await withStillClock(desk);
    const label = card(page, 'a').getByRole('textbox', { name: 'Label' });
    await label.fill('Smirn');
    desk.change(waitingVisit('a'));
    desk.change(waitingVisit('b'));
    await card(page, 'b').getByText('Anna Smirnova').waitFor(patience);
    await page.clock.runFor(3_100);
    await expect.poll(() => titles(page), patience).toEqual(['b', 'a']);
    expect(await label.inputValue()).toBe('Smirn');
    expect(await label.evaluate((field) => field === document.activeElement)).toBe(true);
    expect(await page.getByRole('region', { name: 'Ready' }).count()).toBe(0);
    expect(desk.inputsOf('visits:setLabel')).toEqual([]);
  });

  it('stays while the pointer is on the board, and follows when it leaves', async () => {
    const desk = two();
    const { page } = await withStillClock(desk);
    await page.locator('[data-visit=a]').hover();
    desk.change(waitingVisit('b'));
    await page.locator('[data-visit=b]').getByText('Anna Smirnova').waitFor(patience);
    expect(await titles(page)).toEqual(['a', 'b']);
    await page.mouse.move(640, 10);
    await page.clock.runFor(400);
    await expect.poll(() => titles(page), patience).toEqual(['b', 'a']);
  });

  it('stays while a card is worked on by keyboard', async () => {
    const desk = two();
    const { page } = await withStillClock(desk);
    await page.locator('[data-visit=a]').getByRole('textbox', { name: 'Label' }).focus();
    desk.change(waitingVisit('b'));
    await page.locator('[data-visit=b]').getByText('Anna Smirnova').waitFor(patience);
    expect(await titles(page)).toEqual(['a', 'b']);
    await page.locator('[data-visit=a]').getByRole('textbox', { name: 'Label' }).blur();
    await page.clock.runFor(400);
    await expect.poll(() => titles(page), patience).toEqual(['b', 'a']);
  });
});
