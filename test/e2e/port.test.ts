/** The port of the patient's page: taken, chosen anew, remembered, and changed only with the links in sight. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { messages } from '../../src/shared/i18n/messages.ts';
import type { Language } from '../../src/shared/settings.ts';
import { freePort } from '../fixtures/freePort.ts';
import { desk, launchChromium, phone } from './support/chromium.ts';
import { Clinic } from './support/clinic.ts';
import { Doctor, Patient, patience } from './support/people.ts';
import { locales, staffSentence } from './support/sentences.ts';

const languages: readonly Language[] = ['en', 'ru'];

let browser: Browser;
let clinic: Clinic;
let other: Server | null = null;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
afterEach(async () => {
  other?.close();
  other = null;
  await Promise.all(browser.contexts().map((context) => context.close()));
  await clinic.close();
});

/** Another program of this computer takes a port. */
async function occupiedPort(): Promise<number> {
  other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  return portOf(other);
}

function portOf(server: Server): number {
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('no port');
  return address.port;
}

/** Types another port under "Patient link" and saves. */
async function choosesPort({ page }: Doctor, language: Language, port: number): Promise<void> {
  const { settings, settingFields } = messages[language];
  await page.getByRole('textbox', { name: settingFields.port, exact: true }).fill(String(port));
  await page.getByRole('button', { name: settings.save }).click();
}

async function isBackAtTheBoard({ page }: Doctor, language: Language): Promise<void> {
  await page.getByText(messages[language].settings.saved).waitFor(patience);
  await page.getByRole('button', { name: messages[language].board['back-to-board'] }).click();
}

describe('a port that is taken', () => {
  it.each(languages)(
    'is named (%s), the board goes on, and another one brings patients in, also after a restart',
    async (language) => {
      const { board, patient: words } = messages[language];
      const port = await occupiedPort();
      clinic = await Clinic.open({ settings: { join: { port } } });
      const run = await clinic.start({ joinPort: null });
      expect(run.urls.join).toBe('');
      const doctor = await Doctor.at(await desk(browser, { locale: locales[language] }), run.urls.app);
      await doctor.page.getByText(staffSentence(language, 'port-taken', { port })).waitFor(patience);
      await doctor.page.getByRole('button', { name: board['new-visit'] }).click();
      await doctor.sees(board['stage-not-opened']);

      await doctor.page.getByRole('button', { name: board['banner-choose-port'] }).click();
      const next = await freePort();
      await choosesPort(doctor, language, next);
      await isBackAtTheBoard(doctor, language);
      await doctor.page
        .getByText(staffSentence(language, 'port-taken', { port }))
        .waitFor({ state: 'hidden' });
      const link = await doctor.linkOf(doctor.card());
      expect(new URL(link).port).toBe(String(next));

      await run.stop();
      expect(new URL((await clinic.start({ joinPort: null })).urls.join).port).toBe(String(next));
      const patient = await Patient.opens(await phone(browser, { locale: locales[language] }), link);
      await patient.joins('Anna Smirnova', { field: words['name-label'], button: words.join });
      await patient.isInTheCall();
    },
  );
});

describe('a change of the port', () => {
  it.each(languages)(
    'lists the visits whose links would die (%s), and "Cancel" keeps all',
    async (language) => {
      const { board, settings } = messages[language];
      clinic = await Clinic.open({ settings: { join: { port: await freePort() } } });
      const run = await clinic.start({ joinPort: null });
      const doctor = await Doctor.at(await desk(browser, { locale: locales[language] }), run.urls.app);
      const link = await doctor.newVisit(board['new-visit']);
      await doctor.card().getByRole('textbox', { name: board.label }).fill('Smirnova A. P.');
      await doctor.page.keyboard.press('Enter');
      await doctor.page.getByRole('button', { name: board.settings }).click();
      await doctor.page.getByRole('link', { name: settings['section-join'] }).click();
      const next = await freePort();
      await choosesPort(doctor, language, next);
      const dialog = doctor.page.getByRole('dialog', { name: settings['links-die-title'] });
      await dialog.getByText('Smirnova A. P.').waitFor(patience);
      await dialog.getByRole('button', { name: settings.cancel }).click();
      await dialog.waitFor({ state: 'hidden' });
      expect((await fetch(link)).status).toBe(200);
      await expect(fetch(link.replace(`:${new URL(link).port}`, `:${next}`))).rejects.toThrow();

      await doctor.page.getByRole('button', { name: settings.save }).click();
      await dialog.getByRole('button', { name: settings['links-die-yes'] }).click();
      await isBackAtTheBoard(doctor, language);
      await expect
        .poll(async () => new URL(await doctor.linkOf(doctor.card())).port, patience)
        .toBe(String(next));
      expect((await fetch(await doctor.linkOf(doctor.card()))).status).toBe(200);
    },
  );
});
