/** What every field of the settings has: found by the search, its default, its way back; and what a new user stumbled over. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { messages } from '../../../src/shared/i18n/messages.ts';
import { FakeDesk, okay } from '../../fixtures/fakeDesk.ts';
import { settingsView, statusView } from '../../fixtures/views.ts';
import { button, deskWorld, expectClean, openDesk, patience } from './support.ts';

const world = deskWorld();

const box = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });
const link = (page: Page, name: string) =>
  page.getByRole('navigation').getByRole('link', { name, exact: true });
const focused = (page: Page) =>
  page.evaluate(() => document.activeElement?.closest<HTMLElement>('[data-field]')?.dataset['field']);

async function openSettings(desk = new FakeDesk(), language: 'en' | 'ru' = 'en') {
  if (language === 'ru') {
    desk.settings = settingsView({ values: { ...desk.settings.values, app: { language } } });
  }
  const opened = await openDesk(world.browser, world.site, { desk, viewport: { width: 1024, height: 700 } });
  await button(opened.page, messages[language].board.settings).click();
  await box(opened.page, 'Client ID').waitFor();
  return opened;
}

describe('the search', () => {
  it('leads by keyboard alone to a field of another section, which has the focus and a mark', async () => {
    const { page } = await openSettings();
    await button(page, 'Back to the board').focus();
    await page.keyboard.press('/');
    await page.getByText('Type a word, such as port, proxy or certificate.').waitFor(patience);
    await page.keyboard.type('порт');
    const first = page.getByRole('option').first();
    expect(await first.textContent()).toBe('PortPatient link');
    await expectClean(page);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Patient link', level: 2 }).waitFor(patience);
    expect(await focused(page)).toBe('port');
    expect(await box(page, 'Port').evaluate((field) => field === document.activeElement)).toBe(true);
    expect(await page.locator('.found').getAttribute('data-field')).toBe('port');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    expect(await page.locator('.found').count()).toBe(0);
  });

  it('says in Russian that nothing is found, and leads from a hidden field to what shows it', async () => {
    const { page } = await openSettings(new FakeDesk(), 'ru');
    const find = page.getByRole('combobox', { name: 'Найти настройку' });
    await find.fill('фрамуга');
    await page.getByText('Такой настройки нет.').waitFor(patience);
    await find.press('Enter');
    expect(await find.inputValue()).toBe('фрамуга');
    await find.fill('пароль прокси');
    await page.getByRole('option', { name: /^Пароль прокси/ }).click();
    expect(await focused(page)).toBe('proxyMode');
    await expectClean(page);
  });
});

describe('a field', () => {
  it('says its default, goes back to it, and the saving is taken back by one press', async () => {
    const { page, desk } = await openSettings();
    await link(page, 'Patient link').click();
    await page.getByText('Default: 8765', { exact: true }).waitFor();
    expect(await button(page, 'Set to the default: Port').count()).toBe(0);
    await box(page, 'Port').fill(' 09000');
    await box(page, 'Port').press('Enter');
    await page.getByText('Saved.').waitFor(patience);
    expect(desk.settings.values.join.port).toBe(9_000);
    await page.keyboard.press('Tab');
    await button(page, 'Undo').focus();
    await page.keyboard.press('Enter');
    await page.getByText('As it was before.').waitFor(patience);
    expect(desk.settings.values.join.port).toBe(8_765);
    expect(await box(page, 'Port').inputValue()).toBe('8765');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Save');
    await box(page, 'Port').fill('80');
    await button(page, 'Set to the default: Port').click();
    expect(await box(page, 'Port').inputValue()).toBe('8765');
    expect(await focused(page)).toBe('port');
  });

  it('is not put back over what somebody else has changed since', async () => {
    const { page, desk } = await openSettings();
    await link(page, 'Visits').click();
    await box(page, 'Places in a call').fill('6');
    await page.getByRole('radio', { name: /Also exchange files/ }).check();
    await button(page, 'Save').click();
    await button(page, 'Undo').waitFor(patience);
    expect(desk.settings.values.visits).toMatchObject({ places: 6, rights: 'documents' });
    const { values } = desk.settings;
    desk.setSettings({ values: { ...values, visits: { ...values.visits, places: 9 } } });
    await button(page, 'Undo').waitFor({ state: 'detached', ...patience });
  });

  it('that is locked says by whom, also of several to choose from', async () => {
    const desk = new FakeDesk();
    desk.settings = settingsView({ locked: [{ key: 'visits.rights', source: 'registry' }] });
    const { page } = await openSettings(desk);
    await link(page, 'Visits').click();
    await page.getByText('Set by your organisation’s policy in Windows.').waitFor(patience);
    const files = page.getByRole('radio', { name: /Also exchange files/ });
    // It can be reached and read, and stays as it is.
    await files.focus();
    await page.keyboard.press('Space');
    expect(await files.isChecked()).toBe(false);
    await expectClean(page);
  });
});

describe('the server', () => {
  it('takes trust and proxy, shows what was pasted as it is stored, and keeps what no undo brings back', async () => {
    const { page, desk } = await openSettings();
    await box(page, 'Server address').fill(' video.clinic.example/c/3413915491 ');
    await box(page, 'Server address').press('Tab');
    expect(await box(page, 'Server address').inputValue()).toBe('https://video.clinic.example');
    await page.evaluate(() => navigator.clipboard.writeText('s3c\nr3t\n'));
    await box(page, 'Client Secret').focus();
    await page.keyboard.press('ControlOrMeta+V');
    await page.getByText('Line breaks and spaces of what you pasted were left out.').waitFor(patience);
    await page.getByRole('radio', { name: /the clinic’s own authority/ }).check();
    await page.getByRole('radio', { name: /Through this proxy/ }).check();
    await button(page, 'Save').click();
    await page.getByText('Name the CA file, or choose another way to trust.').waitFor(patience);
    await page.getByText('Fill in the address of the proxy').waitFor();
    expect(await focused(page)).toBe('caFile');
    await expectClean(page);
    await box(page, 'CA file').fill('/etc/ssl/clinic-ca.pem');
    await box(page, 'Address of the proxy').fill('proxy.clinic.example:3128');
    await box(page, 'Password at the proxy').fill('p w');
    await button(page, 'Save').click();
    await page.getByText('Undo puts the fields back, but not what was typed as a secret.').waitFor(patience);
    expect(desk.settings.values.server).toMatchObject({
      trust: 'ca-file',
      caFile: '/etc/ssl/clinic-ca.pem',
      proxy: { mode: 'explicit', address: 'http://proxy.clinic.example:3128' },
    });
    expect(desk.inputsOf('credentials:save')).toEqual([{ secret: 's3cr3t', consent: false }]);
    expect(desk.inputsOf('credentials:saveProxyPassword')).toEqual([{ password: 'p w', consent: false }]);
    expect(await box(page, 'Password at the proxy').getAttribute('placeholder')).toContain('Stored.');
    await button(page, 'Erase the password').click();
    await button(page, 'Erase the password').waitFor({ state: 'detached', ...patience });
  });

  it('offers no certificate to look at over http, and names an address once', async () => {
    const desk = new FakeDesk();
    const facts = { host: '127.0.0.1', address: '127.0.0.1' };
    desk.handlers['connection:test'] = () =>
      okay({ stages: [{ stage: 'connection', outcome: 'passed', ms: 3, error: null, facts }] });
    const { page } = await openSettings(desk);
    await button(page, 'Look at the certificate').waitFor();
    await page.getByRole('radio', { name: /This one certificate and no other/ }).check();
    await button(page, 'Save').click();
    await page.getByText('No certificate is chosen yet.').waitFor(patience);
    expect(await focused(page)).toBe('pin');
    await page.getByRole('radio', { name: /What this computer trusts/ }).check();
    await box(page, 'Server address').fill('http://127.0.0.1:4307');
    await page.getByText('there is no certificate to look at').waitFor(patience);
    expect(await button(page, 'Look at the certificate').count()).toBe(0);
    await button(page, 'Test connection').click();
    const result = page.getByRole('region', { name: 'Test connection' });
    await result.getByText('127.0.0.1', { exact: true }).waitFor(patience);
    // What is green is what was tested, and nothing else.
    await box(page, 'Server address').fill('http://127.0.0.1:4308');
    await result.waitFor({ state: 'detached', ...patience });
  });

  it('stays where it is after the first saving at the service, and says that it was saved', async () => {
    const desk = new FakeDesk();
    desk.shell = 'service';
    desk.you = { name: 'IT', role: 'administrator' };
    desk.status = statusView({ missing: ['server.clientId'] });
    const save = desk.handlers['settings:save'];
    desk.handlers['settings:save'] = (input) => {
      desk.setStatus({ missing: [] });
      return save(input);
    };
    const { page } = await openDesk(world.browser, world.site, { desk });
    await box(page, 'Client ID').fill('new');
    await button(page, 'Save').click();
    await page.getByText('Saved.').waitFor(patience);
    await page.getByRole('heading', { name: 'Server', level: 2 }).waitFor();
  });
});

it('a screen that cannot be loaded says so, and comes with another try', async () => {
  const { page } = await openDesk(world.browser, world.site, { away: /screens-[^/]*\.js$/ });
  await button(page, 'Settings').click();
  await page.getByRole('alert').getByText('This screen could not be loaded').waitFor(patience);
  await page.context().unrouteAll();
  await button(page, 'Try again').click();
  await box(page, 'Client ID').waitFor(patience);
});
