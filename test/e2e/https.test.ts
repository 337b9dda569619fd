/** The server over https with a certificate of its own making: trusted by hand, used, changed behind our back. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { messages } from '../../src/shared/i18n/messages.ts';
import { desk, launchChromium, phone } from './support/chromium.ts';
import { Clinic, credentials, doctor as account } from './support/clinic.ts';
import { Doctor, embeddedRoom, Patient, patience } from './support/people.ts';
import { hostOf, locales, staffSentence } from './support/sentences.ts';

const { settings, board } = messages.en;

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

async function trustsWhatItSees(page: Page): Promise<void> {
  await page.getByRole('button', { name: settings['certificate-look'] }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(settings['verdict-self-signed']).waitFor(patience);
  await dialog.getByRole('button', { name: settings['certificate-trust'] }).click();
}

/** IT's way from nothing to a trusted server, on the settings screen. */
async function setsUp(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('textbox', { name: 'Server address' }).fill(clinic.server.origin);
  await page.getByRole('textbox', { name: 'Client ID' }).fill(credentials.clientId);
  await page.getByRole('textbox', { name: 'Client Secret' }).fill(credentials.clientSecret);
  await page.getByRole('textbox', { name: 'TrueConf ID' }).fill(account.id);
  await page.getByRole('button', { name: 'Test connection' }).click();
  await page
    .getByText(staffSentence('en', 'certificate-self-signed', hostOf(clinic.server)))
    .waitFor(patience);
  await trustsWhatItSees(page);
  await page.getByRole('button', { name: 'Test connection' }).click();
  await page.getByText(settings['test-passed']).waitFor(patience);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: settings['consent-yes'] }).click();
  await page.getByText(settings.saved).waitFor(patience);
  await page.getByRole('button', { name: board['back-to-board'] }).click();
}

describe('a server with a self-signed certificate', () => {
  it('is trusted by hand, and then the whole way works over https', async () => {
    clinic = await Clinic.open({
      server: { tls: true },
      blank: true,
      settings: { doctors: { list: [{ id: account.id, name: 'Dr. Petrova' }], entry: 'named-guest' } },
    });
    const run = await clinic.start();
    const doctor = await Doctor.at(await desk(browser, { trustsEveryCertificate: true }), run.urls.app);
    await setsUp(doctor.page);
    const link = await doctor.newVisit();
    const patient = await Patient.opens(await phone(browser, { trustsEveryCertificate: true }), link);
    await patient.joins('Anna Smirnova');
    const patientRoom = await patient.isInTheCall();
    expect(new URL(patient.page.url()).protocol).toBe('https:');
    await doctor.sees('In the call');
    await doctor.card().getByRole('button', { name: board['join-call'] }).click();
    const { room } = await embeddedRoom(doctor.page);
    await room.sees('Anna Smirnova');
    await patientRoom.sees('Dr. Petrova');
    await doctor.ends();
    await doctor.sees('Ended');
    await expect.poll(() => clinic.server.conferences(), patience).toEqual([]);
  });

  it('lets the doctor in by own account, in a tab', async () => {
    clinic = await Clinic.open({ server: { tls: true }, blank: true });
    const run = await clinic.start();
    const doctor = await Doctor.at(await desk(browser, { trustsEveryCertificate: true }), run.urls.app);
    await setsUp(doctor.page);
    const link = await doctor.newVisit();
    const patient = await Patient.opens(await phone(browser, { trustsEveryCertificate: true }), link);
    await patient.joins('Anna Smirnova');
    const patientRoom = await patient.isInTheCall();
    await doctor.sees('In the call');
    const doctorRoom = await doctor.entersByOwnAccount(account);
    await doctorRoom.sees('Anna Smirnova');
    await patientRoom.sees(account.displayName);
    await doctor.ends();
    await doctor.sees('Ended');
    await expect.poll(() => clinic.server.conferences(), patience).toEqual([]);
  });

  it('that changes stops everything, and the card says so in both languages', async () => {
    clinic = await Clinic.open({ server: { tls: true }, blank: true });
    const run = await clinic.start();
    const doctor = await Doctor.at(await desk(browser), run.urls.app);
    await setsUp(doctor.page);
    await clinic.server.rotateCertificate();
    await doctor.page.getByRole('button', { name: 'New visit' }).click();
    const details = hostOf(clinic.server);
    await doctor
      .card()
      .getByText(staffSentence('en', 'certificate-changed', details))
      .waitFor(patience);
    const session = await doctor.page.evaluate(() => ({ ...sessionStorage }));
    const russian = await (await desk(browser, { locale: locales.ru })).newPage();
    await russian.addInitScript((kept) => {
      for (const [key, value] of Object.entries(kept)) sessionStorage.setItem(key, value);
    }, session);
    await russian.goto(new URL(run.urls.app).origin);
    await russian
      .getByRole('article')
      .getByText(staffSentence('ru', 'certificate-changed', details))
      .waitFor(patience);
    expect(clinic.server.conferences()).toEqual([]);
  });

  it('that changes is trusted anew in Settings, and then the same visit is made', async () => {
    clinic = await Clinic.open({ server: { tls: true }, blank: true });
    const run = await clinic.start();
    const doctor = await Doctor.at(await desk(browser), run.urls.app);
    await setsUp(doctor.page);
    await clinic.server.rotateCertificate();
    await doctor.page.getByRole('button', { name: 'New visit' }).click();
    await doctor.sees('Not made');
    await doctor.page.getByRole('button', { name: 'Settings' }).click();
    await trustsWhatItSees(doctor.page);
    await doctor.page.getByRole('button', { name: 'Save' }).click();
    await doctor.page.getByText(settings.saved).waitFor(patience);
    await doctor.page.getByRole('button', { name: board['back-to-board'] }).click();
    await doctor.card().getByRole('button', { name: 'Try again' }).click();
    await doctor.sees('Not opened');
    expect(clinic.server.conferences()).toHaveLength(1);
  });
});
