/** The section of the patient’s link in a real browser, with a scripted core. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { embeddings } from '../../../src/shared/ipc/contract.ts';
import { messages } from '../../../src/shared/i18n/messages.ts';
import { FakeDesk } from '../../fixtures/fakeDesk.ts';
import { settingsView, statusView } from '../../fixtures/views.ts';
import { deskWorld, patience, openDesk } from './support.ts';

const world = deskWorld();

const box = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });
const save = (page: Page) => page.getByRole('button', { name: 'Save', exact: true }).click();

async function openSection(desk = new FakeDesk(), language: 'en' | 'ru' = 'en') {
  const { settings, settingFields, board } = messages[language];
  const opened = await openDesk(world.browser, world.site, { desk, viewport: { width: 1024, height: 800 } });
  await opened.page.getByRole('button', { name: board.settings }).click();
  await opened.page.getByRole('link', { name: settings['section-join'] }).click();
  await box(opened.page, settingFields.publicAddress).waitFor();
  return opened;
}

describe('the public address, its proxies and its files', () => {
  it('are saved as a server wants them, whatever was pasted', async () => {
    const { page, desk } = await openSection();
    await box(page, 'Public address').fill('Visits.Clinic.Example/');
    await box(page, 'Trusted proxies').fill('10.0.4.2, 10.1.0.0/16\nfd00::/8\n');
    await box(page, 'Certificate file').fill(' /etc/visit-desk/page.pem ');
    await box(page, 'Key file').fill('/etc/visit-desk/page.key');
    await page.getByRole('radio', { name: /The call stands in the patient’s page/ }).check();
    await save(page);
    await page.getByText('Saved.').waitFor(patience);
    expect(desk.settings.values.join).toEqual({
      links: 'own-page',
      interface: null,
      port: 8_765,
      publicAddress: 'https://visits.clinic.example',
      trustedProxies: ['10.0.4.2', '10.1.0.0/16', 'fd00::/8'],
      certificateFile: '/etc/visit-desk/page.pem',
      keyFile: '/etc/visit-desk/page.key',
      pfxFile: '',
      entry: 'embed',
    });
    expect(await box(page, 'Public address').inputValue()).toBe('https://visits.clinic.example');
    expect(await box(page, 'Trusted proxies').inputValue()).toBe('10.0.4.2\n10.1.0.0/16\nfd00::/8');
  });

  it.each(['en', 'ru'] as const)(
    'are checked before anything is saved, with a sentence at the field (%s)',
    async (language) => {
      const { settings, settingFields } = messages[language];
      const desk = new FakeDesk();
      desk.settings = settingsView({ values: { ...desk.settings.values, app: { language } } });
      const { page } = await openSection(desk, language);
      await box(page, settingFields.publicAddress).fill('http://visits.clinic.example');
      await box(page, settingFields.trustedProxies).fill('10.0.4.2\nproxy');
      await box(page, settingFields.keyFile).fill('/etc/visit-desk/page.key');
      await page.getByRole('button', { name: settings.save, exact: true }).click();
      await page.getByText(settings['problem-public-http']).waitFor(patience);
      await page.getByText(settings['problem-network'].replace('{{value}}', 'proxy')).waitFor();
      await page.getByText(settings['problem-file-pair']).waitFor();
      expect(await box(page, settingFields.certificateFile).getAttribute('aria-invalid')).toBe('true');
      expect(await box(page, settingFields.trustedProxies).getAttribute('aria-invalid')).toBe('true');
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
      await box(page, settingFields.publicAddress).fill('https://visits.clinic.example/page');
      await page.getByRole('button', { name: settings.save, exact: true }).click();
      await page.getByText(settings['problem-public-invalid']).waitFor(patience);
      expect(desk.inputsOf('settings:save')).toEqual([]);
    },
  );
});

describe('navigate or embed', () => {
  it('says what comes of the stored choice, in words for each state', async () => {
    const desk = new FakeDesk();
    const join = { ...desk.settings.values.join, entry: 'embed' as const };
    desk.settings = settingsView({ values: { ...desk.settings.values, join } });
    desk.status = statusView({ embedding: 'unchecked' });
    const { page } = await openSection(desk);
    for (const embedding of embeddings) {
      desk.setStatus({ embedding });
      await page.getByText(messages.en.settings[`embedding-${embedding}`], { exact: true }).waitFor(patience);
    }
    expect(new Set(embeddings.map((each) => messages.en.settings[`embedding-${each}`])).size).toBe(
      embeddings.length,
    );
  });

  it('says nothing while the browser goes to TrueConf by choice', async () => {
    const { page } = await openSection();
    await page.getByRole('radio', { name: /Their browser goes to TrueConf/ }).waitFor();
    expect(await page.locator('.embedding').count()).toBe(0);
  });
});

it('the test with a phone ends, and the focus stays where it is begun', async () => {
  const { page } = await openSection();
  const { reach } = messages.en;
  await page.getByRole('button', { name: reach['test-start'], exact: true }).press('Enter');
  await page.getByRole('button', { name: reach['test-stop'], exact: true }).press('Enter');
  await page.getByRole('button', { name: reach['test-start'], exact: true }).waitFor(patience);
  expect(await page.locator(':focus').textContent()).toBe(reach['test-start']);
});
