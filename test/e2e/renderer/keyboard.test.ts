/** A small day without a mouse: every key does what the table says, and the focus is never lost. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { VisitView } from '../../../src/shared/ipc/contract.ts';
import { FakeDesk } from '../../fixtures/fakeDesk.ts';
import { personView, visitView } from '../../fixtures/views.ts';
import { button, card, deskWorld, expectClean, openDesk, patience } from './support.ts';

const world = deskWorld();
const minute = 60_000;

const waits = (id: string, name: string, minutes: number): VisitView =>
  visitView(id, 'waiting', {
    label: name,
    stage: { word: 'waiting', tone: 'ask', since: Date.now() - minutes * minute },
    persons: [personView(`${id}-p`, name, 'waiting', Date.now() - minutes * minute)],
  });

/** In the order in which the board shows them. */
function morning(): FakeDesk {
  const desk = new FakeDesk();
  const now = Date.now();
  desk.visits = [
    visitView('asks', 'call-me', { callMe: { reason: 'camera', at: now - 3 * minute } }),
    waits('long', 'Galina Orlova', 31),
    waits('middle', 'Vera Popova', 16),
    waits('short', 'Boris Orlov', 6),
    waits('new', 'Anna Smirnova', 1),
    visitView('due', 'not-opened', { startsAt: now + 10 * minute }),
    visitView('planned', 'planned', { phase: 'planned', startsAt: now + 120 * minute }),
    visitView('over', 'ended', { phase: 'closed', link: null, label: 'Ivanova' }),
  ];
  return desk;
}

/** Of the card that has the focus, in it or as a whole; empty: the focus is elsewhere. */
const focusedCard = (page: Page): Promise<string> =>
  page.evaluate(() => document.activeElement?.closest<HTMLElement>('[data-visit]')?.dataset['visit'] ?? '');
const isOnCard = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.activeElement?.matches('[data-visit]') ?? false);
const at = (page: Page, id: string): Promise<void> => expect.poll(() => focusedCard(page), patience).toBe(id);

describe('the day by keyboard', () => {
  it('goes from card to card, and each letter does its work on the current one', async () => {
    const { page, desk } = await openDesk(world.browser, world.site, { desk: morning() });
    const press = (key: string): Promise<void> => page.keyboard.press(key);
    const asked = (channel: Parameters<FakeDesk['inputsOf']>[0]) =>
      expect.poll(() => desk.inputsOf(channel).at(-1), patience);
    await card(page, 'asks').waitFor();
    for (const id of ['asks', 'long', 'middle']) {
      await press('ArrowDown');
      await at(page, id);
    }
    await press('Home');
    await at(page, 'asks');
    expect(await card(page, 'asks').getAttribute('data-current')).toBe('');
    // "Call me" is done: the card belongs to another group, and the focus stays on it.
    await press('k');
    await asked('visits:callDone').toMatchObject({ visitId: 'asks', personId: null });
    await at(page, 'asks');

    await press('ArrowDown');
    await press('m');
    await asked('persons:message').toMatchObject({
      visitId: 'long',
      message: { kind: 'minutes', minutes: 10 },
    });
    await card(page, 'long').getByRole('button', { name: 'Take back' }).waitFor();
    await press('z');
    await asked('persons:message').toMatchObject({ visitId: 'long', message: null });
    await press('i');
    await asked('persons:letIn').toEqual({ visitId: 'long', personIds: ['long-p'] });
    await card(page, 'long').getByRole('button', { name: 'Let in' }).waitFor({ state: 'detached' });
    await at(page, 'long');
    await press('w');
    await asked('visits:setAdmission').toEqual({ visitId: 'long', admission: 'waiting' });
    await press('c');
    await card(page, 'long').getByText('The link is on the clipboard.').waitFor(patience);
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('/v/long');

    // Typing is typing: no letter of it is a key, and Enter gives the card back.
    await press('r');
    await page.keyboard.type('Nina');
    await press('Enter');
    await asked('visits:setLabel').toEqual({ visitId: 'long', label: 'Nina' });
    expect(desk.inputsOf('visits:create')).toEqual([]);
    await expect.poll(() => isOnCard(page), patience).toBe(true);
    await at(page, 'long');

    // A menu is walked through by the arrows.
    await press('ArrowDown');
    await press('y');
    await press('ArrowDown');
    await press('Enter');
    await asked('persons:message').toMatchObject({ visitId: 'middle', message: { minutes: 40 } });
    await at(page, 'middle');
    // Somebody has a place there: one more word, and the focus stands on the safe one.
    await press('e');
    await page.getByRole('dialog').getByText('In the waiting room: Vera Popova.').waitFor(patience);
    await press('Enter');
    await at(page, 'middle');
    expect(desk.inputsOf('visits:end')).toEqual([]);
    await press('e');
    await press('Tab');
    await press('Enter');
    await asked('visits:end').toMatchObject({ visitId: 'middle' });
    await at(page, 'middle');
    expect(await page.evaluate(() => window.violations)).toEqual([]);
  });

  it('plans, moves, cancels and makes again without a mouse', async () => {
    const { page, desk } = await openDesk(world.browser, world.site, { desk: morning() });
    const press = (key: string): Promise<void> => page.keyboard.press(key);
    await card(page, 'planned').waitFor();
    await press('End');
    await at(page, 'over');
    await press('ArrowUp');
    await at(page, 'planned');
    await press('v');
    await page.getByRole('dialog').waitFor();
    await press('Escape');
    await expect.poll(() => isOnCard(page)).toBe(true);
    await press('e');
    await page.getByRole('dialog').waitFor();
    // What lies below an open dialog hears no key.
    await press('n');
    await page.getByRole('button', { name: 'Cancel the visit' }).press('Enter');
    await expect
      .poll(() => desk.inputsOf('visits:end').at(-1), patience)
      .toMatchObject({ visitId: 'planned' });
    await at(page, 'planned');
    await press('u');
    await expect.poll(() => desk.inputsOf('visits:reopen').at(-1), patience).toEqual({ visitId: 'planned' });
    await at(page, 'planned');
    await press('g');
    await expect.poll(() => desk.inputsOf('visits:start').at(-1), patience).toEqual({ visitId: 'planned' });
    await at(page, 'planned');
    await press('End');
    await at(page, 'over');
    expect(desk.inputsOf('visits:create')).toEqual([]);
    await press('Enter');
    await expect
      .poll(() => desk.inputsOf('visits:create').at(-1), patience)
      .toMatchObject({ label: 'Ivanova' });
  });

  it('keeps the focus when its card goes, when what had it goes, and in a Russian layout', async () => {
    const { page, desk } = await openDesk(world.browser, world.site, { desk: morning() });
    await card(page, 'short').getByRole('button', { name: 'Let in' }).focus();
    await page.keyboard.press('Enter');
    await card(page, 'short').getByRole('button', { name: 'Let in' }).waitFor({ state: 'detached' });
    await at(page, 'short');
    const yesterday = Date.now() - 30 * 60 * minute;
    desk.patch('short', { phase: 'closed', stage: { word: 'ended', tone: 'quiet', since: yesterday } });
    await card(page, 'short').waitFor({ state: 'detached' });
    await at(page, 'new');
    await page.evaluate(() =>
      document.activeElement?.dispatchEvent(
        new KeyboardEvent('keydown', { code: 'KeyI', key: 'ш', bubbles: true, cancelable: true }),
      ),
    );
    await expect
      .poll(() => desk.inputsOf('persons:letIn').at(-1), patience)
      .toMatchObject({ visitId: 'new' });
    // Behind the settings no card hears a key, and the arrows scroll.
    await page.keyboard.press('Shift+KeyS');
    await page.getByRole('button', { name: 'Back to the board' }).waitFor();
    const isTaken = await page.evaluate(
      () =>
        !document.body.dispatchEvent(
          new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true, cancelable: true }),
        ),
    );
    expect(isTaken).toBe(false);
    await page.keyboard.press('Shift+KeyB');
    await card(page, 'new').waitFor();
    // Whoever has pointed elsewhere wants no focus back.
    await page.locator('.header h1').click();
    desk.patch('new', { phase: 'closed', stage: { word: 'ended', tone: 'quiet', since: yesterday } });
    await card(page, 'new').waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true);
  });

  it('is for nobody else than the person, and for no other link than the one, at whose line it is pressed', async () => {
    const desk = new FakeDesk();
    const now = Date.now();
    const extra = { number: 2, label: 'Son', url: 'http://10.0.4.17:8765/v/son', helpCode: '' };
    desk.visits = [
      visitView('two', 'waiting', {
        label: 'Ivan Petrov',
        persons: [
          personView('other', 'Olga Zotova', 'waiting', now - 3 * minute),
          personView('ivan', 'Ivan Petrov', 'waiting', now - 2 * minute),
          personView('gone', 'Lev Petrov', 'gone', now - minute),
        ],
      }),
      visitView('lost', 'not-opened', { link: null, extraLinks: [{ ...extra, page: null, callMe: null }] }),
    ];
    const { page } = await openDesk(world.browser, world.site, { desk });
    const press = (key: string): Promise<void> => page.keyboard.press(key);
    const lineOf = (id: string) => page.locator(`[data-person=${id}]`);
    await lineOf('other').locator('[data-action=let-in]').focus();
    await press('i');
    await lineOf('other').getByRole('button', { name: 'Let in all the same' }).waitFor(patience);
    // The question has taken the place of the button: the same key once more is not for the next person.
    await press('i');
    await card(page, 'two').focus();
    await press('i');
    // Who is gone can be let in only.
    await lineOf('gone').locator('[data-action=let-in]').focus();
    for (const key of ['Shift+X', 'Shift+T', 'm', 'y', 'z']) await press(key);
    expect(await page.locator('dialog[open], .menu:not([hidden])').count()).toBe(0);
    await press('Shift+M');
    const told = () => desk.inputsOf('persons:message');
    await expect.poll(told, patience).toMatchObject([{ personIds: ['other', 'ivan'] }]);
    expect([...desk.inputsOf('persons:letIn'), ...desk.inputsOf('persons:decline')]).toEqual([]);
    await lineOf('ivan').locator('[data-action=let-in]').focus();
    await press('i');
    const letIn = () => desk.inputsOf('persons:letIn');
    await expect.poll(letIn, patience).toEqual([{ visitId: 'two', personIds: ['ivan'] }]);
    // The first link cannot be shown: the key that copies it takes no other one.
    await page.evaluate(() => navigator.clipboard.writeText('as it was'));
    await card(page, 'lost').focus();
    await press('c');
    await press('s');
    expect(await page.locator('dialog[open]').count()).toBe(0);
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('as it was');
    await card(page, 'lost').locator('.extra-link [data-action=copy-link]').focus();
    await press('c');
    await card(page, 'lost').getByText('The link is on the clipboard.').waitFor(patience);
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(extra.url);
  });

  it('marks nobody as absent by one slip, and makes no visit behind another screen', async () => {
    const { page, desk } = await openDesk(world.browser, world.site, { desk: morning() });
    await card(page, 'due').focus();
    await page.keyboard.press('d');
    const item = card(page, 'due').getByRole('button', { name: 'Did not come' });
    await expect.poll(() => item.evaluate((each) => each === document.activeElement), patience).toBe(true);
    expect(desk.inputsOf('visits:end')).toEqual([]);
    await page.keyboard.press('Enter');
    await expect
      .poll(() => desk.inputsOf('visits:end'), patience)
      .toEqual([{ visitId: 'due', noShow: true }]);
    await page.keyboard.press('Shift+S');
    await button(page, 'Back to the board').waitFor();
    for (const key of ['n', 'p', 'l']) await page.keyboard.press(key);
    expect(await page.locator('dialog[open], .menu:not([hidden])').count()).toBe(0);
    await page.keyboard.press('Shift+B');
    await page.keyboard.press('p');
    await page.getByRole('dialog').waitFor(patience);
    expect(desk.inputsOf('visits:create')).toEqual([]);
  });

  it('has a key on every button of the cards', async () => {
    const desk = morning();
    const now = Date.now();
    desk.visits = [
      ...desk.visits,
      visitView('call', 'in-call', { persons: [personView('call-p', 'Olga', 'in-call', now)] }),
      visitView('failed', 'failed', { phase: 'failed', failure: { code: 'refused', retryable: true } }),
      visitView('two', 'waiting', {
        persons: [personView('one-p', 'Ivan', 'waiting', now), personView('two-p', 'Lev', 'asleep', now)],
        extraLinks: [
          {
            number: 2,
            label: 'Interpreter',
            url: 'http://10.0.4.17:8765/v/two-2',
            helpCode: '',
            page: null,
            callMe: null,
          },
        ],
      }),
    ];
    const { page } = await openDesk(world.browser, world.site, { desk });
    await card(page, 'over').waitFor();
    const without = await page.evaluate(() =>
      [...document.querySelectorAll('[data-visit] :is(button, a, [role=switch])')]
        .filter((button) => !button.hasAttribute('aria-keyshortcuts') && !button.closest('.menu'))
        .map((button) => button.getAttribute('aria-label') ?? button.textContent),
    );
    // Of the menu in the corner each item has a key of its own.
    expect([...new Set(without)]).toEqual(['Actions with this visit']);
  });
});

describe('the overview of the keys', () => {
  it('is opened by ?, closes to where one was, and turns letters off for good', async () => {
    const { page, desk } = await openDesk(world.browser, world.site, { desk: morning() });
    await card(page, 'asks').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Shift+Slash');
    const overview = page.getByRole('dialog', { name: 'Keys' });
    await overview.getByText('Let in', { exact: true }).waitFor();
    await expectClean(page);
    await overview.getByRole('switch').press('Space');
    await page.keyboard.press('Escape');
    await at(page, 'asks');
    await page.keyboard.press('n');
    await page.keyboard.press('k');
    await page.keyboard.press('ArrowDown');
    await at(page, 'long');
    await page.reload();
    await card(page, 'asks').waitFor();
    await page.keyboard.press('n');
    await page.keyboard.press('Shift+Slash');
    await overview.getByRole('switch').press('Space');
    await page.keyboard.press('Escape');
    expect([...desk.inputsOf('visits:create'), ...desk.inputsOf('visits:callDone')]).toEqual([]);
    await page.keyboard.press('n');
    await expect.poll(() => desk.inputsOf('visits:create').length, patience).toBe(1);
  });
});

describe('the signals of the board', () => {
  it('put who asks to be called first, then who waits longest, louder at 5, 15 and 30 minutes', async () => {
    const { page } = await openDesk(world.browser, world.site, { desk: morning(), colorScheme: 'dark' });
    await card(page, 'over').waitFor();
    const groups = await page.evaluate(() =>
      [...document.querySelectorAll('.group')].map((group) => [
        group.querySelector('h2')?.textContent,
        [...group.querySelectorAll<HTMLElement>('[data-visit]')].map(({ dataset }) => dataset['visit']),
      ]),
    );
    expect(groups).toEqual([
      ['Needs you5', ['asks', 'long', 'middle', 'short', 'new']],
      ['Due, nobody here yet1', ['due']],
      ['Planned1', ['planned']],
      ['Done today1', ['over']],
    ]);
    const waited = await page.evaluate(() =>
      [...document.querySelectorAll('.waited')].map((each) => [
        each.getAttribute('data-level'),
        each.querySelectorAll('.on').length,
        each.querySelector('.spoken')?.textContent,
      ]),
    );
    expect(waited).toEqual([
      ['30', 3, 'Has waited for more than half an hour.'],
      ['15', 2, 'Has waited for more than 15 minutes.'],
      ['5', 1, 'Has waited for more than 5 minutes.'],
    ]);
    await expectClean(page);
  });

  it('teach what to do where cards are missing, each time what fits', async () => {
    const desk = new FakeDesk();
    const { page } = await openDesk(world.browser, world.site, { desk });
    await page.getByText('You press the button. The link is on the clipboard.').waitFor();
    desk.change(visitView('over', 'ended', { phase: 'closed', link: null, createdAt: Date.now() }));
    await page.getByText('All visits of today are over.').waitFor(patience);
    desk.change(visitView('later', 'planned', { phase: 'planned', startsAt: Date.now() + 300 * minute }));
    await page
      .getByText(/^Nobody needs you now\. The next visit: (today|tomorrow), \d\d:\d\d\.$/)
      .waitFor(patience);
    desk.visits = [];
    await page.reload();
    await page.getByText('Press N for a visit now').waitFor(patience);
    expect(await page.getByText('You press the button.').count()).toBe(0);
    await expectClean(page);
  });

  it('say that the doctor is late, on every card that is told, until it is taken back', async () => {
    const { page, desk } = await openDesk(world.browser, world.site, { desk: morning() });
    await card(page, 'planned').waitFor();
    await page.keyboard.press('l');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect.poll(() => desk.inputsOf('visits:late'), patience).toEqual([{ minutes: 20 }]);
    await page.getByText('Told. People who wait: 4. Planned visits: 1.').waitFor();
    const button = page.getByRole('button', { name: 'Late: 20 min' });
    await button.waitFor();
    await card(page, 'planned').getByText('about 20 min late').waitFor();
    expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
    await expectClean(page);
    await page.keyboard.press('l');
    await page.getByRole('button', { name: 'On time again' }).press('Enter');
    await page.getByText('Taken back.').waitFor(patience);
    await page.getByRole('button', { name: 'I am late' }).waitFor();
    expect(desk.inputsOf('visits:late').at(-1)).toEqual({ minutes: null });
  });
});
