/** The desktop app's own page with the clinic's service: the first choice, signing in, and a line that main tells of. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { FakeDesk, okay, refusal } from '../../fixtures/fakeDesk.ts';
import { statusView, visitView } from '../../fixtures/views.ts';
import { button, card, deskWorld, openDesk, patience } from './support.ts';

const world = deskWorld();
const path = '/?clinic';
const address = 'https://desk.clinic.example';

const isClean = async (page: Page): Promise<void> => {
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  expect(await page.evaluate(() => window.violations)).toEqual([]);
};

function clinicDesk(connection: FakeDesk['clinic']['connection']): FakeDesk {
  const desk = new FakeDesk();
  desk.shell = 'desktop';
  desk.you = { name: 'Maria Petrova', role: 'doctor' };
  desk.clinic = { address, locked: false, connection };
  return desk;
}

describe('the first start of the desktop', () => {
  it('asks how it shall work; an address that is none is told why, a good one starts it anew', async () => {
    const desk = new FakeDesk();
    desk.shell = 'desktop';
    desk.status = statusView({ missing: ['server.address', 'doctors.id'] });
    const { page } = await openDesk(world.browser, world.site, { desk });
    await page.getByRole('heading', { name: 'How will Visit Desk work on this computer?' }).waitFor(patience);
    await isClean(page);
    await button(page, 'Connect').click();
    await page.getByText('This is no address.').waitFor(patience);
    expect(desk.inputsOf('clinic:use')).toEqual([]);
    const field = page.getByRole('textbox', { name: 'Address of the service' });
    await field.fill('visit.clinic.example');
    desk.handlers['clinic:use'] = () => refusal('not-the-service', { host: 'visit.clinic.example' });
    await button(page, 'Connect').click();
    await page
      .getByText('What answers at visit.clinic.example is not the clinic’s service')
      .waitFor(patience);
    desk.handlers['clinic:use'] = () => refusal('certificate-untrusted', { host: 'desk.clinic.example' });
    await button(page, 'Connect').click();
    await page.getByText('This computer does not trust the certificate of desk.clinic.example').waitFor();
    await isClean(page);
    desk.handlers['clinic:use'] = () => okay({});
    await field.fill(address);
    await button(page, 'Connect').click();
    await button(page, 'Visit Desk starts anew…').waitFor(patience);
    expect(desk.inputsOf('clinic:use').at(-1)).toEqual({ address });
  });

  it('goes on to the three steps where this PC works alone', async () => {
    const desk = new FakeDesk();
    desk.shell = 'desktop';
    desk.status = statusView({ missing: ['server.address'] });
    const { page } = await openDesk(world.browser, world.site, { desk });
    await button(page, 'This PC alone').click(patience);
    await page.getByRole('heading', { name: 'Three steps to the first visit' }).waitFor(patience);
    // And from its settings to the service, on any later day.
    await button(page, 'Settings').click();
    await page.getByRole('link', { name: 'Language' }).click();
    await page.getByText('their links do not work while it works with the service').waitFor(patience);
    await page.getByRole('textbox', { name: 'Address of the service' }).waitFor(patience);
    await isClean(page);
  });
});

describe('the desktop with a service', () => {
  it('asks to sign in in another window, and begins anew when somebody has', async () => {
    const desk = clinicDesk('signed-out');
    desk.visits = [visitView('v1', 'not-opened', { label: 'Ivanova' })];
    const { page } = await openDesk(world.browser, world.site, { desk, path });
    await page.getByText('in the window that opens').waitFor(patience);
    expect(await page.getByText('Ivanova').count()).toBe(0);
    await isClean(page);
    await button(page, 'Sign in').click();
    expect(desk.inputsOf('clinic:open')).toEqual([{ page: 'sign-in', language: 'en' }]);
    await button(page, 'Another service, or this PC alone').click();
    expect(await page.getByRole('textbox', { name: 'Address of the service' }).inputValue()).toBe(address);
    await isClean(page);
    await button(page, 'This PC alone').click();
    expect(desk.inputsOf('clinic:use')).toEqual([{ address: '' }]);

    desk.clinic = { ...desk.clinic, connection: 'up' };
    desk.emit('connection:changed', { connection: 'opening' });
    await card(page, 'v1').waitFor(patience);
    await button(page, 'Account of Maria Petrova').click();
    await button(page, 'Account and devices').click();
    await button(page, 'Account of Maria Petrova').click();
    await button(page, 'Sign out').click();
    await expect.poll(() => desk.inputsOf('clinic:signOut')).toEqual([{}]);
    expect(desk.inputsOf('clinic:open').at(-1)).toEqual({ page: 'account', language: 'en' });
  });

  it('turns grey with its age while the line is lost, and is told apart from one that never came', async () => {
    const desk = clinicDesk('up');
    desk.visits = [visitView('v1', 'not-opened')];
    const { page } = await openDesk(world.browser, world.site, { desk, path });
    await card(page, 'v1').waitFor(patience);
    desk.emit('connection:changed', { connection: 'lost' });
    await page.getByText(/^No connection since/).waitFor(patience);
    expect(await page.getByRole('textbox', { name: 'Address of the service' }).count()).toBe(0);
    desk.emit('connection:changed', { connection: 'up' });
    await page.getByText(/^No connection since/).waitFor({ ...patience, state: 'hidden' });

    const away = clinicDesk('lost');
    away.handlers['app:info'] = () => new Promise(() => undefined);
    const { page: first } = await openDesk(world.browser, world.site, { desk: away, path });
    await first.getByRole('textbox', { name: 'Address of the service' }).waitFor(patience);
    await isClean(first);
  });

  it('says what to do when the service is newer, and offers no reload that would change nothing', async () => {
    const desk = clinicDesk('too-old');
    const { page } = await openDesk(world.browser, world.site, { desk, path, locale: 'ru-RU' });
    await page.getByText('Попросите ИТ обновить Visit Desk на этом компьютере').waitFor(patience);
    expect(await button(page, 'Загрузить заново').count()).toBe(0);
    await isClean(page);
  });
});
