/** Several doctors at one PC: the switch in the header and the list on the settings screen. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { FakeDesk, okay } from '../../fixtures/fakeDesk.ts';
import { anEntry, historyPage } from '../../fixtures/historyEntries.ts';
import { settingsView, visitView } from '../../fixtures/views.ts';
import { button, card, deskWorld, expectClean, openDesk, patience } from './support.ts';

const world = deskWorld();

const petrova = { id: 'petrova', name: 'Dr. Petrova' };
const orlov = { id: 'orlov', name: 'Dr. Orlov' };

function shared(shell: FakeDesk['shell'] = 'web'): FakeDesk {
  const desk = new FakeDesk();
  desk.shell = shell;
  const list = [petrova, orlov];
  const { values } = desk.settings;
  const server = { ...values.server, address: world.site.origin.replace('127.0.0.1', 'localhost') };
  desk.settings = settingsView({
    values: { ...values, server, doctors: { list, entry: 'own-account' } },
  });
  desk.status = { ...desk.status, doctors: { presentId: 'petrova', mustSignIn: false, list } };
  const call = { kind: 'embedded', entry: 'named-guest', url: null } as const;
  desk.visits = [
    visitView('anna', 'in-call', { label: 'Anna', call }),
    visitView('boris', 'not-opened', { label: 'Boris', ownerId: 'orlov' }),
  ];
  desk.handlers['call:enter'] = () => okay({ url: `${server.address}/call`, partition: 'guest' });
  return desk;
}

const switcher = (page: Page) => page.getByRole('button', { name: /^Doctor at this PC/ });
const focusedName = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));

describe('who works at this PC', () => {
  it('is switched by keyboard: another board, and new visits of one’s own', async () => {
    const { page, desk } = await openDesk(world.browser, world.site, { desk: shared() });
    await card(page, 'anna').waitFor(patience);
    expect(await card(page, 'boris').count()).toBe(0);
    await page.keyboard.press('Shift+D');
    await button(page, 'Switch to Dr. Orlov').waitFor();
    await expectClean(page);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await card(page, 'boris').waitFor(patience);
    expect(await card(page, 'anna').count()).toBe(0);
    await page.getByRole('status').getByText('Dr. Orlov works at this PC now.').waitFor();
    expect(await focusedName(page)).toBe('Doctor at this PC: Dr. Orlov. Switch');
    // Nothing is heard of the other's patients.
    desk.patch('anna', { label: 'Anna Ivanova' });
    await page.keyboard.press('n');
    await card(page, 'new1').waitFor(patience);
    expect(desk.visit('new1').ownerId).toBe('orlov');
    expect(await page.getByText('Anna').count()).toBe(0);
    await expectClean(page);
  });

  it('takes along neither what the other looked for among past visits nor what could be taken back', async () => {
    const desk = shared();
    const past = [
      anEntry('h1', Date.now() - 3_600_000, { label: 'Anna Past' }),
      anEntry('h2', Date.now() - 7_200_000, { label: 'Boris Past', ownerId: 'orlov' }),
    ];
    desk.handlers['history:list'] = (wanted) =>
      okay(historyPage(past, { ...wanted, ownerId: desk.status.doctors.presentId }));
    const { page } = await openDesk(world.browser, world.site, { desk });
    const label = card(page, 'anna').getByRole('textbox', { name: 'Label' });
    await label.fill('Anna I.');
    await label.press('Enter');
    await page.locator('.undo').hover(patience);
    await page.keyboard.press('h');
    const field = page.getByRole('searchbox', { name: 'Search the labels' });
    await field.fill('Past');
    await page.getByText('Anna Past').waitFor(patience);
    await page.locator('.undo').hover();
    await desk.handlers['doctors:switch']({ ownerId: 'orlov' });
    await page.getByText('Boris Past').waitFor(patience);
    expect(await page.getByText('Anna').count()).toBe(0);
    expect([await field.inputValue(), await page.locator('.undo').count()]).toEqual(['', 0]);
  });

  it('is switched out of a call only after a question', async () => {
    const { page, desk } = await openDesk(world.browser, world.site, { desk: shared() });
    await card(page, 'anna').getByRole('button', { name: 'Join the call' }).click(patience);
    await page.locator('iframe').waitFor(patience);
    await switcher(page).click();
    await button(page, 'Switch to Dr. Orlov').click();
    await expectClean(page);
    await button(page, 'Stay here').click();
    expect(await page.locator('iframe').count()).toBe(1);
    expect(desk.inputsOf('doctors:switch')).toEqual([]);
    await switcher(page).click();
    await button(page, 'Switch to Dr. Orlov').click();
    await button(page, 'Leave and switch').click();
    await card(page, 'boris').waitFor(patience);
    await expect.poll(() => desk.inputsOf('call:leave')).toEqual([{ visitId: 'anna' }]);
    // Back again: the call does not come back by itself.
    await switcher(page).click();
    await button(page, 'Switch to Dr. Petrova').click();
    await card(page, 'anna').waitFor(patience);
    expect(await page.locator('iframe').count()).toBe(0);
  });

  it('is nothing to see with one doctor; the desktop signs out of TrueConf', async () => {
    const alone = await openDesk(world.browser, world.site);
    expect(await switcher(alone.page).count()).toBe(0);
    await alone.page.getByText('Dr. Petrova · ').waitFor();
    const { page, desk } = await openDesk(world.browser, world.site, { desk: shared('desktop') });
    await switcher(page).click();
    await button(page, 'Sign out of TrueConf').click();
    await page.getByText('Dr. Petrova is signed out of TrueConf at this PC.').waitFor(patience);
    expect(desk.inputsOf('doctors:signOut')).toEqual([{}]);
  });
});

describe('the list of doctors', () => {
  const row = (page: Page, number: number) => page.getByRole('group', { name: `Doctor ${number}` });
  const idOf = (page: Page, number: number) => row(page, number).getByLabel('TrueConf ID');

  async function openList(desk: FakeDesk): Promise<Page> {
    const { page } = await openDesk(world.browser, world.site, { desk });
    await button(page, 'Settings').click();
    await page.getByRole('link', { name: 'Doctors' }).click();
    await row(page, 1).waitFor();
    return page;
  }

  it('takes a second doctor, says what is wrong in which row, and what TrueConf knows', async () => {
    const desk = new FakeDesk();
    desk.handlers['connection:test'] = ({ ownerId }) =>
      okay({
        stages: [
          ownerId === 'orlov'
            ? { stage: 'owner', outcome: 'passed', ms: 1, error: null, facts: { name: 'Orlov K. A.' } }
            : {
                stage: 'owner',
                outcome: 'failed',
                ms: 1,
                error: { code: 'owner-unknown', retryable: false, details: { owner: ownerId ?? '' } },
                facts: {},
              },
        ],
      });
    const page = await openList(desk);
    await button(page, 'Add a doctor').click();
    await expect.poll(() => idOf(page, 2).evaluate((field) => field === document.activeElement)).toBe(true);
    await page.keyboard.type('petrova');
    await button(page, 'Save').click();
    await row(page, 2).getByText('This TrueConf ID stands in the list already.').waitFor();
    expect(await idOf(page, 2).getAttribute('aria-invalid')).toBe('true');
    await idOf(page, 2).fill('orlov');
    await row(page, 2).getByLabel('Name of the doctor').fill('Dr. Orlov');
    await button(page, 'Check the TrueConf IDs').click();
    await row(page, 2).getByText('TrueConf knows this ID: Orlov K. A.').waitFor(patience);
    await row(page, 1).getByText('petrova').waitFor(patience);
    await expectClean(page);
    await button(page, 'Save').click();
    await page.getByText('Saved.').waitFor(patience);
    expect(desk.settings.values.doctors.list).toEqual([petrova, orlov]);
  });

  it('loses a doctor with visits only after it was said which', async () => {
    const desk = shared();
    const save = desk.handlers['settings:save'];
    desk.handlers['settings:save'] = (input) =>
      input.doctorsMayGo
        ? save(input)
        : okay({
            state: 'doctors-have-visits',
            visits: [
              { id: 'boris', label: '', createdAt: 0, ownerId: 'orlov', startsAt: Date.UTC(2027, 4, 3, 9) },
            ],
          });
    const page = await openList(desk);
    await button(page, 'Remove Dr. Orlov').click();
    await expect.poll(() => idOf(page, 1).evaluate((field) => field === document.activeElement)).toBe(true);
    await button(page, 'Save').click();
    await page.getByText(/^Dr. Orlov: visit of 3 May 2027, /).waitFor(patience);
    await expectClean(page);
    await button(page, 'Cancel').click();
    expect(desk.settings.values.doctors.list).toHaveLength(2);
    await button(page, 'Save').click();
    await button(page, 'Remove all the same').click();
    await page.getByText('Saved.').waitFor(patience);
    expect(desk.settings.values.doctors.list).toEqual([petrova]);
  });
});
