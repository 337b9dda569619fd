/** Visits that have ended, tables of them, erasing, and finding a card of the board. */
import { readFile } from 'node:fs/promises';
import type { Download, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { HistoryEntry } from '../../../src/shared/ipc/history.ts';
import { dayOf, periodOf } from '../../../src/shared/report/times.ts';
import { FakeDesk, okay, refusal } from '../../fixtures/fakeDesk.ts';
import { anEntry, historyPage } from '../../fixtures/historyEntries.ts';
import { personView, visitView } from '../../fixtures/views.ts';
import { button, card, deskWorld, expectClean, openDesk, patience } from './support.ts';

const world = deskWorld();
const open = (desk: FakeDesk, options = {}) =>
  openDesk(world.browser, world.site, { desk, before: atSix, ...options });

const noon = new Date(2026, 10, 25, 12).getTime();

/** Runs in the page: it is six in the evening of that day, whenever the test runs. */
function atSix(): void {
  const begun = Date.now();
  const { now } = Date;
  Date.now = () => new Date(2026, 10, 25, 18).getTime() + now() - begun;
}
const dayMs = 86_400_000;
const noShow = { outcome: 'no-show', pressedAt: null, waitMs: null, inCallMs: null, persons: 0 } as const;

/** A hundred and twenty visits of as many days, and what is to be seen of three of them. */
function aClinic(changes: Partial<FakeDesk> = {}, count = 120): FakeDesk {
  const special: Readonly<Record<number, Partial<HistoryEntry>>> = {
    0: { label: 'Смирнова Анна', cameras: ['blocked'], stuck: true },
    1: { label: 'Пётр Семёнов', ...noShow, startsAt: noon - dayMs - 900_000 },
    2: { label: '', outcome: 'cancelled', pressedAt: null, waitMs: null, inCallMs: null },
    110: { label: 'Семенова Ольга' },
  };
  const desk = Object.assign(new FakeDesk(), changes);
  desk.history = Array.from({ length: count }, (_, index) =>
    anEntry(`v${1_000 - index}`, noon - index * dayMs, special[index]),
  );
  return desk;
}

const rows = (page: Page) => page.locator('.history-row');
const search = (page: Page) => page.getByRole('searchbox', { name: 'Search the labels' });

async function openHistory(page: Page): Promise<void> {
  await page.keyboard.press('h');
  await rows(page).first().waitFor(patience);
}

describe('the history', () => {
  it('opens by its key with the search ready, tells each visit in one line, and goes back', async () => {
    const { page, desk } = await open(aClinic({}, 8));
    await openHistory(page);
    const [first, second, third] = await rows(page).allInnerTexts();
    expect(first).toContain('Смирнова Анна');
    for (const text of [
      '11:40 – 12:00',
      'waited 2:00',
      'in the call 15:00',
      'camera not allowed · let in, but',
    ])
      expect(first).toContain(text);
    expect(second).toMatch(/Пётр Семёнов[^]*planned for 11:45[^]*Did not come/);
    expect(third).toMatch(/Without a label[^]*Cancelled/);
    expect(await page.evaluate(() => document.activeElement?.getAttribute('type'))).toBe('search');
    expect(await card(page, 'none').count()).toBe(0);
    await expectClean(page);
    await button(page, 'Again: Смирнова Анна').click();
    await card(page, 'new1').waitFor(patience);
    expect(desk.inputsOf('visits:create')).toEqual([{ ownerId: 'petrova', label: 'Смирнова Анна' }]);
    await button(page, 'History').focus();
    await page.keyboard.press('Enter');
    await rows(page).first().waitFor();
    await button(page, 'Back to the board').focus();
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('History');
  });

  it('comes by pages as one scrolls down, each visit once, to its end', async () => {
    const { page, desk } = await open(aClinic());
    await openHistory(page);
    expect(await rows(page).count()).toBe(50);
    for (const shown of [100, 120]) {
      await rows(page).last().scrollIntoViewIfNeeded();
      await page.locator('.settings-main').evaluate((main) => main.scrollTo(0, main.scrollHeight));
      await expect.poll(() => rows(page).count(), patience).toBe(shown);
    }
    await page.getByText('That is all there is.').waitFor();
    expect(desk.inputsOf('history:list')).toEqual([
      { limit: 50 },
      { limit: 50, before: { closedAt: noon - 49 * dayMs, id: 'v951' } },
      { limit: 50, before: { closedAt: noon - 99 * dayMs, id: 'v901' } },
    ]);
  });

  it('is searched on and on where the core looks at a part at a time, and says how far', async () => {
    const desk = aClinic();
    const asked: string[] = [];
    let goOn: () => void = () => undefined;
    desk.handlers['history:list'] = async (wanted) => {
      const all = historyPage(desk.history, { ...wanted, limit: 500 }).entries;
      if (wanted.search === undefined) return okay({ entries: all.slice(0, 50), next: null });
      asked.push(wanted.search);
      const older = wanted.before?.id === 'v940';
      if (older) await new Promise<void>((resolve) => (goOn = resolve));
      const half = all.filter(({ id }) => (older ? id < 'v940' : id >= 'v940'));
      return okay({ entries: half, next: older ? null : { closedAt: noon - 60 * dayMs, id: 'v940' } });
    };
    const { page } = await open(desk);
    await openHistory(page);
    await search(page).fill('семен');
    await page.getByText(/Searching… back to \w+/).waitFor(patience);
    expect(await rows(page).count()).toBe(1);
    goOn();
    await page.getByText('2 visits found').waitFor(patience);
    expect(await page.locator('.history-label').allInnerTexts()).toEqual(['Пётр Семёнов', 'Семенова Ольга']);
    expect(new Set(asked)).toEqual(new Set(['семен']));
    await search(page).press('Escape');
    await expect.poll(() => rows(page).count(), patience).toBe(50);
  });

  it('says that nobody was found, that nothing has ended, and why it cannot be shown', async () => {
    const desk = aClinic({}, 8);
    const { page } = await open(desk);
    await openHistory(page);
    await search(page).fill('nobody');
    await page.getByText('has “nobody” in its label').waitFor(patience);
    await expectClean(page);
    desk.history = [];
    await button(page, 'Clear the search').click();
    await page.getByText('Nothing has ended yet').waitFor(patience);
    expect(await search(page).evaluate((field) => field === document.activeElement)).toBe(true);
    const { 'history:list': works } = desk.handlers;
    desk.handlers['history:list'] = () => refusal('storage-failed');
    await search(page).fill('x');
    await page.getByRole('alert').getByText('The history cannot be shown').waitFor(patience);
    desk.history = [anEntry('v1', noon, { label: 'Xenia' })];
    desk.handlers['history:list'] = works;
    await button(page, 'Try again').click();
    await page.getByText('1 visit found').waitFor(patience);
  });

  it('in Russian and dark: the days in numbers', async () => {
    const desk = aClinic({}, 16);
    desk.settings = { ...desk.settings, values: { ...desk.settings.values, app: { language: 'ru' } } };
    const info = desk.handlers['app:info'];
    desk.handlers['app:info'] = async (input) => {
      const answer = await info(input);
      return answer.ok ? okay({ ...answer.value, language: 'ru' }) : answer;
    };
    const { page } = await open(desk, { colorScheme: 'dark', locale: 'ru-RU' });
    await openHistory(page);
    await page.getByText('камера не разрешена').waitFor();
    await expectClean(page);
    await page.getByRole('link', { name: 'Дни в цифрах' }).click();
    const table = page.getByRole('region', { name: 'Приёмы за последние две недели по дням' });
    await table.waitFor(patience);
    expect(await table.getByRole('row').count()).toBe(1 + 14 + 1);
    expect(await table.getByRole('row').nth(1).innerText()).toMatch(
      /1\s+1\s+0\s+0\s+0\s+2:00\s+2:00\s+камера/,
    );
    expect(await table.getByRole('row').last().innerText()).toMatch(/^Всего\s+14\s+12\s+1\s+0\s+1\s/);
    expect(await table.innerText()).not.toMatch(/Смирнова|Семён/);
    await expectClean(page);
  });
});

describe('a table', () => {
  const save = async (page: Page): Promise<Download> => {
    const [file] = await Promise.all([
      page.waitForEvent('download', patience),
      button(page, 'Save the file').click(),
    ]);
    return file;
  };

  it('of visits or of days is saved as a file whose name has no name', async () => {
    const { page, desk } = await open(aClinic());
    await openHistory(page);
    await button(page, 'Save as a table…').click();
    const from = page.getByLabel('From');
    await from.fill(dayOf(noon + dayMs));
    await page.getByText('The first day must not be after the last one.').waitFor();
    await expectClean(page);
    await from.fill(dayOf(noon - dayMs));
    const visits = await save(page);
    expect(visits.suggestedFilename()).toBe(`visit-desk-visits-${dayOf(noon - dayMs)}-${dayOf(noon)}.csv`);
    const text = await readFile(await visits.path(), 'utf8');
    const [head, ...lines] = text.split('\r\n');
    expect(head).toBe(
      '\uFEFFDay,Planned for,Pressed Join,Ended,Doctor,Label,Outcome,Waited,In the call,People,Failures',
    );
    expect(lines).toEqual([
      expect.stringContaining('Пётр Семёнов,Did not come,,,0,'),
      expect.stringContaining('Смирнова Анна,Came,0:02:00,0:15:00,1,"camera not allowed, let in'),
      '',
    ]);
    const period = periodOf(dayOf(noon - dayMs), dayOf(noon));
    expect(desk.inputsOf('history:list').at(-1)).toEqual({ limit: 500, ...period });
    await page.locator('dialog').waitFor({ state: 'detached' });

    await button(page, 'Save as a table…').click();
    await page.getByRole('radio', { name: 'Days in numbers' }).check();
    await page.getByLabel('From').fill(dayOf(noon - 9 * dayMs));
    const days = await readFile(await (await save(page)).path(), 'utf8');
    expect(days.split('\r\n')).toHaveLength(1 + 10 + 1 + 1);
    expect(days).not.toMatch(/Смирнова|Семён|Patient/);
  });

  it('of days without a visit, or of a store that does not answer, is none, and that is said', async () => {
    const desk = aClinic();
    const { page } = await open(desk);
    await openHistory(page);
    await button(page, 'Save as a table…').click();
    await page.getByLabel('From').fill('2020-01-01');
    await page.getByLabel('To and with').fill('2020-01-31');
    await button(page, 'Save the file').click();
    await page.getByRole('alert').getByText('Nothing has ended in these days.').waitFor(patience);
    desk.handlers['history:list'] = () => refusal('storage-failed');
    await button(page, 'Save the file').click();
    await expect.poll(() => page.getByRole('alert').innerText(), patience).not.toContain('Nothing has ended');
  });
});

describe('erasing', () => {
  const section = (page: Page) => page.getByRole('link', { name: 'Privacy' });

  it('asks with the number of visits, does it, and says so; the days are kept in bounds', async () => {
    const { page, desk } = await open(aClinic());
    await button(page, 'Settings').click();
    await section(page).click();
    const days = page.getByRole('textbox', { name: 'Days that visits are kept' });
    expect(await days.inputValue()).toBe('30');
    await days.fill('0');
    await button(page, 'Save').click();
    await page.getByText('A whole number from 1 to 3650.').waitFor(patience);
    await days.fill('90');
    await button(page, 'Save').click();
    await expect
      .poll(() => desk.inputsOf('settings:save'), patience)
      .toEqual([{ sections: { privacy: { keepDays: 90 } }, linksMayDie: false }]);
    await button(page, 'Erase now…').click();
    await page.getByText('119 visits that ended before today are erased for ever.').waitFor(patience);
    await expectClean(page);
    await button(page, 'Cancel').click();
    expect(desk.history).toHaveLength(120);
    await button(page, 'Erase now…').click();
    await button(page, 'Erase for ever').click();
    await page.getByText('119 visits were erased.').waitFor(patience);
    expect(desk.history.map(({ label }) => label)).toEqual(['Смирнова Анна']);
    expect(await button(page, 'Erase now…').evaluate((each) => each === document.activeElement)).toBe(true);
    await button(page, 'Erase now…').click();
    await page.getByText('there is nothing to erase').waitFor(patience);
    expect(await button(page, 'Erase for ever').count()).toBe(0);
  });

  it('is the administrator’s at the clinic’s service, and the history everybody else’s', async () => {
    const chief = aClinic({ shell: 'service', you: { name: 'Root', role: 'administrator' } });
    const { page } = await open(chief);
    await section(page).click();
    await button(page, 'Erase now…').waitFor(patience);
    expect(await button(page, 'History').count()).toBe(0);
    const reception = aClinic({ shell: 'service', you: { name: 'Desk', role: 'reception' } });
    const { page: desk } = await open(reception);
    await button(desk, 'History').click();
    await desk.getByText('Dr. Petrova').nth(3).waitFor(patience);
    expect(await button(desk, 'Settings').count()).toBe(0);
  });
});

describe('finding a card', () => {
  const field = (page: Page) => page.getByRole('textbox', { name: 'Name or code' });
  const cards = (page: Page) =>
    page
      .locator('.board [data-visit]')
      .evaluateAll((all) => all.map((each) => each.getAttribute('data-visit')));

  function aBoard(): FakeDesk {
    const desk = aClinic();
    const waits = personView('p', 'Анна С.', 'waiting', Date.now());
    desk.visits = [
      visitView('waits', 'waiting', {
        persons: [waits],
        stage: { word: 'waiting', tone: 'ask', since: Date.now() },
      }),
      visitView('peter', 'not-opened', { label: 'Пётр Иванов', helpCode: 'ABC245' }),
      visitView('ivan', 'not-opened', { label: 'Иван Кузнецов', helpCode: 'ABX777' }),
    ];
    return desk;
  }

  it('hides the others, says how many are left and who must not be forgotten, and goes to the first by Enter', async () => {
    const { page } = await open(aBoard());
    await card(page, 'waits').waitFor(patience);
    await page.keyboard.press('/');
    await page.keyboard.type('иван');
    await expect.poll(() => cards(page), patience).toEqual(['peter', 'ivan']);
    await page.getByText('2 cards found. 1 that needs you is hidden.').waitFor();
    await expectClean(page);
    await page.keyboard.type('ов пет');
    await expect.poll(() => cards(page), patience).toEqual(['peter']);
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-visit'))).toBe('peter');
    await page.keyboard.press('/');
    await page.keyboard.press('Escape');
    await expect.poll(() => cards(page), patience).toHaveLength(3);
    await field(page).fill('анна');
    await expect.poll(() => cards(page), patience).toEqual(['waits']);
    await button(page, 'Show all cards').click();
    expect(await field(page).inputValue()).toBe('');
  });

  it('narrows down to a code while it is typed, and shows a new visit whatever is searched for', async () => {
    const { page } = await open(aBoard());
    await field(page).pressSequentially('аbс2', patience);
    await expect.poll(() => cards(page), patience).toEqual(['peter']);
    await field(page).fill('кузнец');
    await expect.poll(() => cards(page), patience).toEqual(['ivan']);
    await button(page, 'New visit').click();
    await card(page, 'new1').waitFor(patience);
    expect(await field(page).inputValue()).toBe('');
  });

  it('looks for somebody in the history who is on no card', async () => {
    const { page } = await open(aBoard());
    await field(page).fill('семен', patience);
    await page.getByText('No card has this name.').waitFor();
    await button(page, 'Look in the history').click();
    await page.getByText('2 visits found').waitFor(patience);
    expect(await search(page).inputValue()).toBe('семен');
    await button(page, 'Back to the board').click();
    await expect.poll(() => cards(page), patience).toHaveLength(3);
  });
});
