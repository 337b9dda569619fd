/** What the desk of the clinic's service offers to a doctor, to reception and to an administrator. */
import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Role } from '../../../src/shared/roles.ts';
import { FakeDesk, okay, refusal } from '../../fixtures/fakeDesk.ts';
import { personView, statusView, visitView } from '../../fixtures/views.ts';
import { button, card, deskWorld, expectClean, openDesk, patience } from './support.ts';

const world = deskWorld();

function deskOf(role: Role, name = 'Maria Petrova'): FakeDesk {
  const desk = new FakeDesk();
  desk.shell = 'service';
  desk.you = { name, role };
  desk.doctors = [
    { id: 'petrova', name: 'Петрова Мария' },
    { id: 'orlov', name: 'Орлов Кирилл' },
    { id: 'fedorov', name: 'Фёдоров Пётр' },
  ];
  return desk;
}
const open = (desk: FakeDesk, options: BrowserContextOptions = {}) =>
  openDesk(world.browser, world.site, { desk, ...options });

describe('reception', () => {
  const doctorField = (page: Page) => page.getByRole('combobox', { name: 'Doctor' });

  it('chooses the doctor by keyboard before a visit is made, and the choice is remembered', async () => {
    const { page, desk } = await open(deskOf('reception', 'Vera'));
    await page.getByText('You choose the doctor and press the button.').waitFor(patience);
    expect(await button(page, 'Settings').count()).toBe(0);
    await page.keyboard.press('n');
    await expect.poll(() => doctorField(page).getAttribute('aria-expanded')).toBe('true');
    expect(await page.getByRole('option').allInnerTexts()).toEqual([
      'Орлов Кирилл',
      'Петрова Мария',
      'Фёдоров Пётр',
    ]);
    await expectClean(page);
    await page.keyboard.type('nobody');
    await page.getByText('No doctor of this name at your site.').waitFor();
    await doctorField(page).fill('пет');
    await page.keyboard.press('ArrowDown');
    const active = await doctorField(page).getAttribute('aria-activedescendant');
    expect(await page.locator(`[id="${active}"]`).innerText()).toBe('Фёдоров Пётр');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    expect(await doctorField(page).inputValue()).toBe('Петрова Мария');
    await doctorField(page).fill('орл');
    await page.keyboard.press('Escape');
    expect(await doctorField(page).inputValue()).toBe('Петрова Мария');
    await button(page, 'New visit').click();
    await card(page, 'new1').getByText('Петрова Мария').waitFor(patience);
    await button(page, 'The doctor is late').click();
    await page.getByText('How much later will the doctor begin?').waitFor();
    await button(page, 'About 20 minutes later').click();
    await expect
      .poll(() => desk.inputsOf('visits:late'), patience)
      .toEqual([{ minutes: 20, ownerId: 'petrova' }]);
    expect(desk.inputsOf('visits:create')).toEqual([{ ownerId: 'petrova' }]);
    await page.reload();
    await expect.poll(() => doctorField(page).inputValue(), patience).toBe('Петрова Мария');
    expect(desk.inputsOf('settings:get')).toEqual([]);
  });

  it('sees where everybody is, sends words, and lets in only one more browser of a link', async () => {
    const desk = deskOf('reception', 'Vera');
    const waiting = personView('p1', 'Anna', 'waiting', Date.now() - 90_000);
    desk.visits = [
      visitView('first', 'waiting', { ownerId: 'orlov', persons: [waiting], admission: 'waiting' }),
      visitView('further', 'waiting', {
        persons: [
          personView('p2', 'Ivan', 'in-call', Date.now() - 90_000),
          personView('p3', 'His daughter', 'waiting', Date.now() - 30_000),
        ],
      }),
      visitView('full', 'waiting', {
        persons: [personView('p4', 'Olga', 'waiting', Date.now() - 9_000, { queue: 2 })],
      }),
      visitView('cry', 'call-me', { callMe: { reason: 'camera', at: Date.now() } }),
      visitView('over', 'ended', { phase: 'closed', link: null, ownerId: 'fedorov' }),
    ];
    const { page } = await open(desk, { viewport: { width: 900, height: 900 } });
    const first = card(page, 'first');
    await first.getByText('Орлов Кирилл').waitFor(patience);
    await first.getByText('Only the doctor lets the first one in.').waitFor();
    expect(await first.getByRole('button', { name: 'Let in' }).count()).toBe(0);
    expect(await page.getByRole('switch').count()).toBe(0);
    expect(await page.getByRole('link', { name: 'Join the call' }).count()).toBe(0);
    await expectClean(page);
    await first.getByRole('button', { name: 'More' }).click();
    expect(await first.getByRole('button', { name: 'Decline' }).count()).toBe(0);
    await first.getByRole('button', { name: '20 minutes' }).click();
    await first.getByText(/^Told at \d\d:\d\d: 20 minutes$/).waitFor(patience);
    await card(page, 'further').getByRole('button', { name: 'Let in' }).click();
    await expect
      .poll(() => desk.inputsOf('persons:letIn'), patience)
      .toEqual([{ visitId: 'further', personIds: ['p3'] }]);
    await card(page, 'cry').getByRole('button', { name: 'Called' }).click();
    await expect.poll(() => desk.inputsOf('visits:callDone').length, patience).toBe(1);
    await card(page, 'full').getByText('All guest places are taken: number 2 in the queue.').waitFor();
    await card(page, 'over').getByText('Фёдоров Пётр').waitFor();
  });

  it('is told what to do where no doctor works at its site, in Russian and in the dark', async () => {
    const desk = deskOf('reception', 'Вера');
    desk.doctors = [];
    const { page } = await open(desk, {
      locale: 'ru-RU',
      colorScheme: 'dark',
      viewport: { width: 640, height: 700 },
    });
    await page.getByRole('heading', { name: 'На вашей площадке пока нет врачей' }).waitFor(patience);
    await expectClean(page);
  });
});

describe('a doctor', () => {
  it('has no settings: what is wrong is the administrator’s, and the language is this browser’s', async () => {
    const desk = deskOf('doctor');
    desk.status = statusView({
      missing: ['credentials.secret'],
      join: { state: 'failed', error: { code: 'port-taken', retryable: false, details: { port: 8765 } } },
      doctorName: '',
    });
    const { page } = await open(desk);
    await page
      .getByText(/so no new visit can be made: Client Secret\. Please tell your administrator\./)
      .waitFor(patience);
    await page.getByText(/Port 8765 is used.*Please tell your administrator\./).waitFor();
    expect(
      await page.getByRole('button', { name: /Settings|Choose another port|Fill them in/ }).count(),
    ).toBe(0);
    desk.handlers['visits:create'] = () => refusal('not-configured');
    await button(page, 'New visit').click();
    await page
      .getByRole('alert')
      .getByText(/Open Settings.*Please tell your administrator\.$/)
      .waitFor(patience);
    await button(page, 'Account of Maria Petrova').click();
    await page.getByText('Doctor', { exact: true }).waitFor();
    await expectClean(page);
    await page.keyboard.press('Escape');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
      'Account of Maria Petrova',
    );
    await button(page, 'Account of Maria Petrova').click();
    const account = page.locator('a[href^="/account"]');
    expect(await account.getAttribute('href')).toBe('/account?lang=en');
    await button(page, 'Русский').click();
    await button(page, 'Новый приём').waitFor(patience);
    expect(await account.getAttribute('href')).toBe('/account?lang=ru');
    await page.reload();
    await button(page, 'Новый приём').waitFor(patience);
  });

  it('is told when a call is taken over at another desk, and takes it back', async () => {
    const desk = deskOf('doctor');
    const call = { kind: 'embedded', entry: 'named-guest', url: null } as const;
    const callUrl = `${world.site.origin.replace('127.0.0.1', 'localhost')}/call`;
    desk.visits = [
      visitView('a', 'in-call', { label: 'Orlov', call }),
      visitView('b', 'in-call', { call: { kind: 'tab', entry: 'own-account', url: callUrl } }),
    ];
    desk.handlers['call:enter'] = () => okay({ url: callUrl, partition: 'guest' });
    const { page } = await open(desk);
    await card(page, 'a').getByRole('button', { name: 'Join the call' }).click();
    await page.frameLocator('iframe').getByText('the call').waitFor(patience);
    desk.emit('call:taken', { visitId: 'a' });
    await page.getByRole('alert').getByText('The call was taken over at another desk.').waitFor(patience);
    expect(await page.locator('iframe').count()).toBe(0);
    expect(desk.inputsOf('call:leave')).toEqual([]);
    await expectClean(page);
    await button(page, 'Take over here').click();
    await page.frameLocator('iframe').getByText('the call').waitFor(patience);
    expect(desk.inputsOf('call:enter')).toHaveLength(2);
    desk.emit('call:taken', { visitId: 'a' });
    await page
      .getByRole('region', { name: 'Call', exact: true })
      .getByRole('button', { name: 'Close' })
      .click();
    await expect.poll(() => page.getByRole('region', { name: 'Call', exact: true }).count()).toBe(0);
    desk.emit('call:taken', { visitId: 'b' });
    await page
      .getByRole('alert')
      .getByText(/You can close its tab here/)
      .waitFor(patience);
  });
});

describe('a page that was loaded before the server’s address changed', () => {
  it('is loaded again once when the browser refuses the call’s frame, and joins by itself', async () => {
    const desk = deskOf('doctor');
    const call = { kind: 'embedded', entry: 'named-guest', url: null } as const;
    desk.visits = [visitView('a', 'in-call', { call })];
    desk.handlers['call:enter'] = () => okay({ url: 'http://elsewhere.example/call', partition: 'guest' });
    const { page } = await open(desk);
    await button(page, 'Join the call').click();
    await expect.poll(() => desk.inputsOf('call:enter').length, patience).toBe(2);
    await expect.poll(() => page.evaluate(() => window.violations.length), patience).toBe(1);
    await page.getByRole('region', { name: 'Call', exact: true }).waitFor(patience);
    expect(desk.inputsOf('app:info')).toHaveLength(2);
  });
});
