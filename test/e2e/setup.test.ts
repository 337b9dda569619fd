/** The first start, the settings, and the port of the patient's page. */
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { messages } from '../../src/shared/i18n/messages.ts';
import type { Language } from '../../src/shared/settings.ts';
import { desk, launchChromium, phone } from './support/chromium.ts';
import { Clinic, type ClinicOptions } from './support/clinic.ts';
import { Doctor, Patient, patience } from './support/people.ts';
import { locales, staffSentence } from './support/sentences.ts';

const languages: readonly Language[] = ['en', 'ru'];

let browser: Browser;
let clinic: Clinic;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
  await clinic.close();
});

async function atTheDesk(language: Language, options: ClinicOptions = {}): Promise<Doctor> {
  clinic = await Clinic.open(options);
  const run = await clinic.start();
  return Doctor.at(await desk(browser, { locale: locales[language] }), run.urls.app);
}

describe('no server configured', () => {
  it.each(languages)(
    'shows three steps (%s), and "Try it without a server" leads to a visit',
    async (language) => {
      const { board, settings, patient: words } = messages[language];
      const doctor = await atTheDesk(language, { blank: true });
      await doctor.page.getByText(settings['setup-title']).waitFor(patience);
      await doctor.page.getByRole('button', { name: settings['setup-demo'] }).click();
      await doctor.page.getByText(board['banner-demo']).waitFor(patience);
      const link = await doctor.newVisit(board['new-visit']);
      const patient = await Patient.opens(await phone(browser, { locale: locales[language] }), link);
      await patient.joins('Anna Smirnova', { field: words['name-label'], button: words.join });
      await patient.isInTheCall();
      await doctor.sees(board['stage-in-call']);
      expect(clinic.server.conferences()).toEqual([]);
    },
  );
});

describe('a value of the environment', () => {
  it('wins and shows locked', async () => {
    const doctor = await atTheDesk('en', { settings: { server: { clientId: 'from-the-file' } } });
    await doctor.page.getByRole('button', { name: 'Settings' }).click();
    const field = doctor.page.getByRole('textbox', { name: 'Client ID' });
    expect(await field.inputValue()).toBe('c'.repeat(40));
    expect(await field.getAttribute('readonly')).not.toBeNull();
    expect(await doctor.page.getByText(messages.en.settings.locked).count()).toBe(4);
  });
});

describe('"Test connection"', () => {
  it.each(languages)('names cause and remedy of a wrong secret (%s)', async (language) => {
    const { board, settings } = messages[language];
    const doctor = await atTheDesk(language, { environment: { VISIT_DESK_CLIENT_SECRET: 'f'.repeat(40) } });
    await doctor.page.getByRole('button', { name: board.settings }).click();
    await doctor.page.getByRole('button', { name: settings['test-connection'] }).click();
    const result = doctor.page.getByRole('region', { name: settings['test-connection'] });
    await result.getByText(staffSentence(language, 'credentials-rejected')).waitFor(patience);
    await result.getByText(settings['test-failed']).waitFor(patience);
  });
});

describe('the port of the patient’s page', () => {
  it.each(languages)('that is taken is named (%s), and another one can be chosen', async (language) => {
    const { board, settings } = messages[language];
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    try {
      clinic = await Clinic.open({ settings: { join: { port } } });
      const run = await clinic.start({ joinPort: null });
      expect(run.urls.join).toBe('');
      const doctor = await Doctor.at(await desk(browser, { locale: locales[language] }), run.urls.app);
      await doctor.page.getByText(staffSentence(language, 'port-taken', { port })).waitFor(patience);
      await doctor.page.getByRole('button', { name: board['banner-choose-port'] }).click();
      await doctor.page.getByRole('textbox', { name: settings.port }).fill(String(await freePort()));
      await doctor.page.getByRole('button', { name: settings.save }).click();
      await doctor.page.getByText(settings.saved).waitFor(patience);
      await doctor.page.getByRole('button', { name: board['back-to-board'] }).click();
      const link = await doctor.newVisit(board['new-visit']);
      expect((await fetch(link)).status).toBe(200);
    } finally {
      other.close();
    }
  });

  it('that changes kills links: they are listed first, and "Cancel" keeps all', async () => {
    const { settings } = messages.en;
    clinic = await Clinic.open({ settings: { join: { port: await freePort() } } });
    const run = await clinic.start({ joinPort: null });
    const doctor = await Doctor.at(await desk(browser), run.urls.app);
    const link = await doctor.newVisit();
    await doctor.card().getByRole('textbox', { name: 'Label' }).fill('Smirnova A. P.');
    await doctor.page.keyboard.press('Enter');
    await doctor.page.getByRole('button', { name: 'Settings' }).click();
    await doctor.page.getByRole('link', { name: settings['section-join'] }).click();
    const next = await freePort();
    await doctor.page.getByRole('textbox', { name: settings.port }).fill(String(next));
    await doctor.page.getByRole('button', { name: 'Save' }).click();
    const dialog = doctor.page.getByRole('dialog', { name: settings['links-die-title'] });
    await dialog.getByText('Smirnova A. P.').waitFor(patience);
    await dialog.getByRole('button', { name: settings.cancel }).click();
    expect((await fetch(link)).status).toBe(200);
    await doctor.page.getByRole('button', { name: 'Save' }).click();
    await dialog.getByRole('button', { name: settings['links-die-yes'] }).click();
    await doctor.page.getByText(settings.saved).waitFor(patience);
    await doctor.page.getByRole('button', { name: messages.en.board['back-to-board'] }).click();
    await expect
      .poll(async () => new URL(await doctor.linkOf(doctor.card())).port, patience)
      .toBe(String(next));
    expect((await fetch(await doctor.linkOf(doctor.card()))).status).toBe(200);
  });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || !address) throw new Error('no port');
  return address.port;
}
