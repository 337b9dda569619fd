/** The right patient, the doctor's note, who did not come, a visit again, and what is taken back: on the card, by pointer and keyboard. */
import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { FakeDesk, okay, refusal } from '../../fixtures/fakeDesk.ts';
import { personView, settingsView, visitView } from '../../fixtures/views.ts';
import { button, card, deskWorld, expectClean, openDesk, patience } from './support.ts';

const world = deskWorld();
const ago = (ms: number): number => Date.now() - ms;

const open = (visits: FakeDesk['visits'], options: Parameters<typeof openDesk>[2] = {}) => {
  const desk = new FakeDesk();
  desk.visits = visits;
  return openDesk(world.browser, world.site, { desk, ...options });
};
const line = (page: Page, person: string): Locator => page.locator(`[data-person=${person}]`);
const inLine = (page: Page, person: string, name: string): Locator =>
  line(page, person).getByRole('button', { name, exact: true });
const hasFocus = (element: Locator): Promise<boolean> =>
  element.evaluate((each) => each === document.activeElement);
const undoBar = (page: Page): Locator => page.locator('.undo');

/** Two visits: a stranger at one; at the other the patient, the daughter by her own link, and somebody else by it. */
const strangers = () => [
  visitView('one', 'waiting', {
    label: 'Смирнова Анна',
    admission: 'waiting',
    persons: [personView('p1', 'Olga Petrova', 'waiting', ago(60_000))],
  }),
  visitView('two', 'waiting', {
    label: 'Кузнецов И. П.',
    admission: 'waiting',
    extraLinks: [
      {
        number: 2,
        url: 'http://10.0.4.17:8765/v/two-2',
        label: 'Eva',
        helpCode: '',
        page: null,
        callMe: null,
      },
    ],
    persons: [
      personView('p2', 'Ivan Kuznetsov', 'waiting', ago(50_000)),
      personView('p3', 'eva kuznetsova', 'waiting', ago(40_000), { linkNumber: 2 }),
      personView('p4', 'Ivan Kuznetsov', 'waiting', ago(30_000), { linkNumber: 2 }),
    ],
  }),
];

const inCall = (part: Partial<FakeDesk['visits'][number]> = {}) => [
  visitView('a', 'in-call', {
    label: 'Anna',
    persons: [personView('p1', 'Anna', 'in-call', ago(9_000))],
    ...part,
  }),
];

describe('another name than the label', () => {
  it('stands beside it with the difference marked, and letting in takes a second press, also by keyboard', async () => {
    const { page, desk } = await open(strangers());
    expect(await line(page, 'p1').locator('mark').allInnerTexts()).toEqual([
      'Olga',
      'Petrova',
      'Смирнова',
      'Анна',
    ]);
    const letIn = inLine(page, 'p1', 'Let in');
    const second = inLine(page, 'p1', 'Let in all the same');
    await letIn.focus();
    await page.keyboard.press('Enter');
    expect(await hasFocus(second)).toBe(true);
    await page.keyboard.press('Escape');
    expect(await hasFocus(letIn)).toBe(true);
    expect(await second.count()).toBe(0);
    // A key that is held down is one press.
    await page.keyboard.down('Enter');
    await page.keyboard.down('Enter');
    await page.keyboard.up('Enter');
    expect(await hasFocus(second)).toBe(true);
    await inLine(page, 'p1', 'Not yet').click();
    // A double click is one press, too.
    await letIn.dblclick();
    await second.waitFor();
    expect(desk.inputsOf('persons:letIn')).toEqual([]);
    await second.click();
    await expect.poll(() => desk.inputsOf('persons:letIn')).toEqual([{ visitId: 'one', personIds: ['p1'] }]);
    // Once in the call it can still be seen.
    await expect.poll(() => inLine(page, 'p1', 'Let in all the same').count(), patience).toBe(0);
    expect(await line(page, 'p1').innerText()).toContain('The label says Смирнова Анна');
    expect(await card(page, 'one').evaluate((each) => each.contains(document.activeElement))).toBe(true);
  });

  it('is not asked about any more once somebody has gone, also not when they are back', async () => {
    const { page, desk } = await open(strangers());
    await inLine(page, 'p1', 'Let in').click();
    const becomes = (state: 'in-call' | 'waiting') =>
      desk.patch('one', { persons: [personView('p1', 'Olga Petrova', state, ago(1_000))] });
    becomes('in-call');
    await inLine(page, 'p1', 'Let in all the same').waitFor({ state: 'detached' });
    becomes('waiting');
    await inLine(page, 'p1', 'Let in').waitFor(patience);
    expect(await inLine(page, 'p1', 'Let in all the same').count()).toBe(0);
  });

  it('the same name in other letters comes in at once, and each link has its own label', async () => {
    const { page, desk } = await open(strangers());
    await inLine(page, 'p2', 'Let in').click();
    await inLine(page, 'p3', 'Let in').click();
    await inLine(page, 'p4', 'Let in').click();
    await inLine(page, 'p4', 'Let in all the same').waitFor(patience);
    const letIn = desk.inputsOf('persons:letIn');
    expect(letIn).toEqual(['p2', 'p3'].map((id) => ({ visitId: 'two', personIds: [id] })));
    expect(await line(page, 'p4').innerText()).toContain('The label says Eva');
  });

  it('among several it is asked about, and the others can go in alone', async () => {
    const { page, desk } = await open(strangers());
    const all = button(page, 'Let in all');
    await all.click();
    await page.getByText('1 of them has another name than the label: Ivan Kuznetsov.').waitFor();
    await page.keyboard.press('Escape');
    expect(await hasFocus(all)).toBe(true);
    await all.click();
    await button(page, 'Only the others').click();
    const first = { visitId: 'two', personIds: ['p2', 'p3'] };
    await expect.poll(() => desk.inputsOf('persons:letIn')).toEqual([first]);
    // Tried again after a failure it asks again.
    desk.handlers['persons:letIn'] = () => refusal('storage-failed');
    for (const tries of [2, 3]) {
      await inLine(page, 'p4', 'Let in').click();
      await inLine(page, 'p4', 'Let in all the same').click();
      await expect.poll(() => desk.inputsOf('persons:letIn').length).toBe(tries);
      await expect.poll(() => inLine(page, 'p4', 'Let in').count(), patience).toBe(1);
    }
  });
});

describe('what the doctor notes', () => {
  it('how somebody was identified: one click, shown, and taken back by a second one or by U', async () => {
    const { page, desk } = await open(inCall());
    const pressed = () =>
      line(page, 'p1')
        .locator('[aria-pressed]')
        .evaluateAll((chips) => chips.map((chip) => chip.getAttribute('aria-pressed') === 'true'));
    await inLine(page, 'p1', 'Document shown').click();
    await expect.poll(pressed, patience).toEqual([false, true, false]);
    await undoBar(page).getByText('Identity noted.').waitFor();
    await page.keyboard.press('u');
    await expect.poll(pressed, patience).toEqual([false, false, false]);
    expect(await undoBar(page).count()).toBe(0);
    await inLine(page, 'p1', 'Not').click();
    await expect.poll(pressed, patience).toEqual([false, false, true]);
    await inLine(page, 'p1', 'Not').click();
    await expect.poll(pressed, patience).toEqual([false, false, false]);
    const how = ['document', null, 'not', null];
    expect(desk.inputsOf('persons:identify')).toEqual(
      how.map((each) => ({ visitId: 'a', personId: 'p1', how: each })),
    );
  });

  it('a note: folded to a line, saved on leaving it, kept when saving fails, and when the visit ends meanwhile', async () => {
    const { page, desk } = await open(inCall());
    expect(await page.locator('.note').count()).toBe(0);
    await card(page, 'a').focus();
    await page.keyboard.press('t');
    const field = page.getByRole('textbox', { name: 'Note' });
    expect(await hasFocus(field)).toBe(true);
    await field.fill('Asks about the scar.');
    desk.handlers['visits:setNote'] = () => refusal('storage-failed');
    await field.blur();
    await page.getByText(/^The note is not saved\./).waitFor(patience);
    expect(await field.inputValue()).toBe('Asks about the scar.');
    desk.handlers['visits:setNote'] = ({ visitId, note }) => okay(desk.patch(visitId, { note }));
    await field.press('Control+Enter');
    await expect.poll(() => desk.visit('a').note).toBe('Asks about the scar.');
    const fold = page.getByRole('button', { name: 'Note Asks about the scar.' });
    expect(await hasFocus(fold)).toBe(true);
    await fold.click();
    await field.fill('Healed.');
    desk.patch('a', { phase: 'closed', link: null, persons: [] });
    await page.locator('.slim [aria-label=Note]').waitFor();
    expect(await field.inputValue()).toBe('Healed.');
    await field.press('Escape');
    expect(await page.getByRole('button', { name: 'Note Asks about the scar.' }).count()).toBe(1);
  });

  it('neither is offered to reception, who reads how somebody was identified', async () => {
    const desk = new FakeDesk();
    desk.you = { name: 'Front desk', role: 'reception' };
    desk.visits = [
      visitView('a', 'in-call', {
        persons: [personView('p1', 'Anna', 'in-call', ago(9_000), { identified: 'known' })],
      }),
      visitView('b', 'not-opened'),
    ];
    const { page } = await openDesk(world.browser, world.site, { desk });
    expect(await line(page, 'p1').innerText()).toContain('Identified: known to the doctor');
    expect(await line(page, 'p1').locator('[aria-pressed]').count()).toBe(0);
    await card(page, 'b').getByRole('button', { name: 'Actions with this visit' }).click();
    expect(await button(page, 'Did not come').count()).toBe(1);
    expect(await button(page, 'Write a note for yourself…').count()).toBe(0);
  });
});

describe('who did not come', () => {
  it('is marked from the menu, where nobody is there; and “Again” makes the same visit with its link copied', async () => {
    const { page, desk } = await open([
      visitView('a', 'not-opened', { label: 'Anna', ownerId: 'wilson' }),
      visitView('b', 'waiting', { persons: [personView('p1', 'Boris', 'waiting', ago(9_000))] }),
    ]);
    await card(page, 'b').getByRole('button', { name: 'Actions with this visit' }).click();
    expect(await card(page, 'b').getByRole('button', { name: 'Did not come' }).count()).toBe(0);
    await card(page, 'a').getByRole('button', { name: 'Actions with this visit' }).click();
    await card(page, 'a').getByRole('button', { name: 'Did not come' }).click();
    await card(page, 'a').getByText('Did not come').waitFor(patience);
    expect(desk.inputsOf('visits:end')).toEqual([{ visitId: 'a', noShow: true }]);
    await card(page, 'a').getByRole('button', { name: 'Again' }).click();
    await page.getByText('The link is on the clipboard.').waitFor(patience);
    expect(desk.inputsOf('visits:create')).toEqual([{ ownerId: 'wilson', label: 'Anna' }]);
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(desk.visit('new1').link?.url);
  });
});

describe('taking back', () => {
  const waiting = () => [
    visitView('a', 'waiting', {
      persons: [personView('p1', 'Anna', 'waiting', ago(60_000))],
      admission: 'waiting',
    }),
  ];
  const decline = async (page: Page): Promise<void> => {
    await inLine(page, 'p1', 'More').click();
    await inLine(page, 'p1', 'Decline').click();
    await undoBar(page).getByText('Declined.').waitFor(patience);
  };

  it('a decline, for five seconds, and longer while the button is aimed at; nothing moves', async () => {
    const { page, desk } = await open(waiting());
    await page.clock.install();
    await page.clock.pauseAt(Date.now() + 1_000);
    const before = await card(page, 'a').boundingBox();
    await decline(page);
    expect((await card(page, 'a').boundingBox())?.y).toBe(before?.y);
    expect(await page.locator('.undo-place').getAttribute('role')).toBe('status');
    await page.clock.runFor(4_900);
    await button(page, 'Undo').focus();
    await page.clock.runFor(20_000);
    await page.keyboard.press('Enter');
    await expect
      .poll(() => desk.inputsOf('persons:undecline'))
      .toEqual([{ visitId: 'a', personIds: ['p1'] }]);
    // The bar took its focus away with it.
    expect(await hasFocus(card(page, 'a'))).toBe(true);
    await inLine(page, 'p1', 'Let in').waitFor(patience);
    await decline(page);
    await page.mouse.move(640, 10);
    await page.clock.runFor(5_000);
    expect(await undoBar(page).count()).toBe(0);
    await page.keyboard.press('u');
    await page.keyboard.press('Control+z');
    expect(desk.inputsOf('persons:undecline')).toHaveLength(1);
    // Taken back under the pointer: the next bar goes in its time again. German has Z where English has Y.
    desk.patch('a', { persons: [personView('p1', 'Anna', 'waiting', ago(60_000))] });
    await inLine(page, 'p1', '10 minutes').click();
    await undoBar(page).hover();
    await page.evaluate(() =>
      document.body.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'z', code: 'KeyY', ctrlKey: true, bubbles: true }),
      ),
    );
    await expect.poll(() => undoBar(page).count(), patience).toBe(0);
    await page.mouse.move(640, 10);
    await inLine(page, 'p1', '10 minutes').press('Enter');
    await undoBar(page).waitFor(patience);
    await page.clock.runFor(5_000);
    expect(await undoBar(page).count()).toBe(0);
  });

  it('what was told: the word before it comes back, or none; only the last is offered', async () => {
    const { page, desk } = await open(waiting());
    await inLine(page, 'p1', '10 minutes').click();
    await undoBar(page).waitFor();
    await inLine(page, 'p1', 'More').click();
    await inLine(page, 'p1', '40 minutes').click();
    await expect.poll(() => line(page, 'p1').innerText(), patience).toContain(': 40 minutes');
    await page.keyboard.press('Control+z');
    await expect.poll(() => line(page, 'p1').innerText(), patience).toContain(': 10 minutes');
    expect(await undoBar(page).count()).toBe(0);
    const told = (minutes: number) => ({
      visitId: 'a',
      personIds: ['p1'],
      message: { kind: 'minutes', minutes },
    });
    expect(desk.inputsOf('persons:message')).toEqual([told(10), told(40), told(10)]);
    await inLine(page, 'p1', 'Take back').click();
    await inLine(page, 'p1', '10 minutes').click();
    await undoBar(page).waitFor();
    await page.keyboard.press('u');
    await expect.poll(() => desk.visit('a').persons[0]?.message).toBe(null);
  });

  it('a label, a moved and a cancelled visit; and a failure is told', async () => {
    const startsAt = Date.now() + 3 * 3_600_000;
    const { page, desk } = await open([
      visitView('a', 'planned', { phase: 'planned', startsAt, label: 'Anna' }),
    ]);
    const label = page.getByRole('textbox', { name: 'Label' });
    await label.fill('Eva');
    await label.press('Enter');
    await undoBar(page).getByText('The label is changed.').waitFor(patience);
    // In the field the keys are the text's own.
    await label.press('u');
    await label.press('Control+z');
    expect(desk.inputsOf('visits:setLabel')).toEqual([{ visitId: 'a', label: 'Eva' }]);
    await label.press('Escape');
    await button(page, 'Undo').click();
    await expect.poll(() => desk.visit('a').label).toBe('Anna');
    await button(page, 'Move…').click();
    await page.getByLabel('Time', { exact: true }).fill('23:59');
    await page
      .getByLabel('Date', { exact: true })
      .fill(new Date(startsAt + 2 * 86_400_000).toLocaleDateString('sv-SE'));
    await button(page, 'Move it').click();
    await undoBar(page).getByText('The visit is moved.').waitFor(patience);
    await button(page, 'Undo').click();
    await expect.poll(() => desk.visit('a').startsAt).toBe(startsAt);
    const cancel = async (): Promise<void> => {
      await button(page, 'Cancel visit…').click();
      await button(page, 'Cancel the visit').click();
      await undoBar(page).getByText('The planned visit is cancelled.').waitFor(patience);
      await page.keyboard.press('u');
    };
    await cancel();
    await expect.poll(() => desk.visit('a').phase).toBe('planned');
    desk.handlers['visits:reopen'] = () => refusal('visit-closed');
    await cancel();
    await page.getByRole('alert').getByText('It could not be taken back.').waitFor(patience);
  });
});

it.each([
  ['light', 'en'],
  ['dark', 'ru'],
] as const)('every state of it is clean: %s, %s', async (colorScheme, language) => {
  const desk = new FakeDesk();
  desk.settings = settingsView({ values: { ...desk.settings.values, app: { language } } });
  desk.visits = [
    ...strangers(),
    ...inCall(),
    visitView('empty', 'not-opened'),
    visitView('over', 'no-show', { phase: 'closed', link: null, label: 'Анна', note: 'Про шов' }),
  ];
  const { page } = await openDesk(world.browser, world.site, { desk, colorScheme });
  await card(page, 'one').locator('[data-action=let-in]').click();
  await card(page, 'two').locator('[data-action=let-in-all]').click();
  await card(page, 'over').locator('[data-action=note]').click();
  await card(page, 'a').locator('[data-action=identified-known]').click();
  await card(page, 'empty').locator('.card-top .menu-place > button').click();
  // While it is pointed at, the bar stays.
  await undoBar(page).hover();
  await expectClean(page);
});
