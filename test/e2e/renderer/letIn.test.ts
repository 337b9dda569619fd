/** The second press of letting in: about whom it asks, for how long, and where the focus is meanwhile. */
import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { FakeDesk } from '../../fixtures/fakeDesk.ts';
import { personView, visitView } from '../../fixtures/views.ts';
import { button, card, deskWorld, openDesk, patience } from './support.ts';

const world = deskWorld();
const ago = (ms: number): number => Date.now() - ms;
const line = (page: Page, person: string): Locator => page.locator(`[data-person=${person}]`);
const inLine = (page: Page, person: string, name: string): Locator =>
  line(page, person).getByRole('button', { name, exact: true });
const hasFocus = (element: Locator): Promise<boolean> =>
  element.evaluate((each) => each === document.activeElement);

const link = { number: 2, url: 'http://10.0.4.17:8765/v/two-2', label: 'Eva' };

/** The patient, the daughter by her own link, and somebody else by it; and a visit beside. */
function two(): FakeDesk {
  const desk = new FakeDesk();
  desk.visits = [
    visitView('one', 'not-opened'),
    visitView('two', 'waiting', {
      label: 'Кузнецов И. П.',
      admission: 'waiting',
      extraLinks: [{ ...link, helpCode: '', page: null, callMe: null }],
      persons: [
        personView('p2', 'Ivan Kuznetsov', 'waiting', ago(50_000)),
        personView('p3', 'eva kuznetsova', 'waiting', ago(40_000), { linkNumber: 2 }),
        personView('p4', 'Ivan Kuznetsov', 'waiting', ago(30_000), { linkNumber: 2 }),
      ],
    }),
  ];
  return desk;
}

it('who comes while it asks is not let in by the answer, and it asks no longer than there is a question', async () => {
  const { page, desk } = await openDesk(world.browser, world.site, { desk: two() });
  const all = button(page, 'Let in all');
  const asks = page.getByText('1 of them has another name than the label: Ivan Kuznetsov.');
  await all.click();
  await asks.waitFor(patience);
  const stranger = personView('p5', 'Oleg Sidorov', 'waiting', ago(1_000));
  const { persons } = desk.visit('two');
  const put = (...changed: typeof persons) =>
    desk.patch('two', {
      persons: persons.map((one) => changed.find(({ id }) => id === one.id) ?? one).concat(stranger),
    });
  put();
  await line(page, 'p5').waitFor(patience);
  expect(await asks.count()).toBe(1);
  // Under another name than the one that was read it is another question.
  const renamed = personView('p4', 'Pavel Orlov', 'waiting', ago(30_000), { linkNumber: 2 });
  put(renamed);
  await asks.waitFor({ state: 'detached' });
  expect(await hasFocus(all)).toBe(true);
  put();
  await line(page, 'p4').getByText('Ivan Kuznetsov').waitFor(patience);
  expect(await asks.count()).toBe(0);
  // It goes while the hand is elsewhere: the focus stays there.
  await inLine(page, 'p4', 'Let in').click();
  const label = card(page, 'one').getByRole('textbox', { name: 'Label' });
  await label.focus();
  put(renamed);
  await inLine(page, 'p4', 'Let in').waitFor(patience);
  expect(await hasFocus(label)).toBe(true);
  put();
  await line(page, 'p4').getByText('Ivan Kuznetsov').waitFor(patience);
  // Nor about a choice that was changed.
  for (const one of ['p2', 'p3', 'p4']) await line(page, one).getByRole('checkbox').check();
  await button(page, 'Let in 3').click();
  await asks.waitFor(patience);
  for (const one of ['p2', 'p3', 'p4']) await line(page, one).getByRole('checkbox').uncheck();
  expect(await asks.count()).toBe(0);
  desk.patch('two', { persons });
  await line(page, 'p5').waitFor({ state: 'detached' });
  await all.click();
  await asks.waitFor(patience);
  put();
  await line(page, 'p5').waitFor(patience);
  await button(page, 'Let in all the same').click();
  await expect
    .poll(() => desk.inputsOf('persons:letIn'))
    .toEqual([{ visitId: 'two', personIds: ['p2', 'p3', 'p4'] }]);
});

it('a press that came too early and another one’s answer leave the question open', async () => {
  const { page, desk } = await openDesk(world.browser, world.site, { desk: two() });
  const answer = desk.handlers['persons:letIn'];
  const held = Promise.withResolvers<void>();
  desk.handlers['persons:letIn'] = (input) => held.promise.then(() => answer(input));
  await inLine(page, 'p2', 'Let in').click();
  await expect.poll(() => desk.inputsOf('persons:letIn').length).toBe(1);
  await line(page, 'p4').locator('[data-action=let-in]').focus();
  await page.keyboard.press('Enter');
  const second = inLine(page, 'p4', 'Let in all the same');
  expect(await hasFocus(second)).toBe(true);
  await page.keyboard.press('Enter');
  held.resolve();
  await expect.poll(() => desk.visit('two').persons[0]?.state).toBe('going-in');
  await expect.poll(() => second.getAttribute('aria-disabled'), patience).toBe('false');
  await page.keyboard.press('Enter');
  const letIn = ['p2', 'p4'].map((id) => ({ visitId: 'two', personIds: [id] }));
  await expect.poll(() => desk.inputsOf('persons:letIn')).toEqual(letIn);
});
