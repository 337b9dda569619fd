/** The waiting room, as patients live it: links are passed on, pages reloaded, computers restarted. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { messages } from '../../../src/shared/i18n/messages.ts';
import { launchChromium, desk, phone } from '../support/chromium.ts';
import { Clinic } from '../support/clinic.ts';
import { Doctor, Patient, patience } from '../support/people.ts';

const words = messages.en.patient;
const waitingRoom = { visits: { admission: 'waiting' } } as const;
let browser: Browser;
let clinic: Clinic;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
  await clinic.close();
});

async function atTheDesk(options: Parameters<typeof Clinic.open>[0] = {}): Promise<Doctor> {
  clinic = await Clinic.open(options);
  const run = await clinic.start();
  return Doctor.at(await desk(browser), run.urls.app);
}

const seats = (): number => clinic.server.conferences().flatMap((one) => one.participants).length;

describe('a forwarded link', () => {
  it('the daughter presses first, to try it; the patient then waits, is seen by name, and is let in', async () => {
    const doctor = await atTheDesk();
    const link = await doctor.newVisit();
    const daughter = await Patient.opens(await phone(browser), link);
    await daughter.joins('Maria');
    await daughter.isInTheCall();
    await doctor.sees('In the call');
    await daughter.page.close();

    const mother = await Patient.opens(await phone(browser), link);
    await mother.joins('Anna Smirnova');
    await mother.sees(words['waiting-title']);
    await doctor.person('Anna Smirnova').getByText('Waiting', { exact: true }).waitFor(patience);
    await doctor.letsInPerson('Anna Smirnova');
    await mother.isInTheCall();
    await doctor.person('Anna Smirnova').getByText('In the call', { exact: true }).waitFor(patience);
  });
});

describe('a reload while waiting', () => {
  it('needs no typing, keeps the place, and leads into the call', async () => {
    const doctor = await atTheDesk({ settings: waitingRoom });
    const link = await doctor.newVisit();
    const patient = await Patient.opens(await phone(browser), link);
    await patient.joins('Anna Smirnova');
    await doctor.sees('Waiting');
    await patient.page.reload();
    await patient.sees(words['waiting-title']);
    await doctor.sees('Waiting');
    expect(await doctor.person('Anna Smirnova').count()).toBe(1);
    expect(seats()).toBe(0);
    await doctor.letsIn();
    await patient.isInTheCall();
  });
});

describe('the app is restarted while three wait', () => {
  it('all three are still there, in their order, and are let in with one click', async () => {
    const doctor = await atTheDesk({ settings: waitingRoom });
    const link = await doctor.newVisit();
    const names = ['Anna', 'Boris', 'Vera'];
    const patients: Patient[] = [];
    for (const name of names) {
      const patient = await Patient.opens(await phone(browser), link);
      await patient.joins(name);
      await doctor.person(name).waitFor(patience);
      patients.push(patient);
    }
    await clinic.stopAll('SIGKILL');
    const again = await clinic.start();
    const later = await Doctor.at(await desk(browser), again.urls.app);
    for (const name of names)
      await later.person(name).getByText('Waiting', { exact: true }).waitFor(patience);
    const lines = await later.card().getByRole('listitem').allInnerTexts();
    expect(lines.map((line) => names.find((name) => line.includes(name)))).toEqual(names);
    await later.card().getByRole('button', { name: 'Let in all' }).click();
    for (const patient of patients) await patient.isInTheCall();
  });
});

describe('a second device', () => {
  it('waits for the doctor and takes over when the phone is dead', async () => {
    const doctor = await atTheDesk();
    const link = await doctor.newVisit();
    const telephone = await phone(browser);
    const patient = await Patient.opens(telephone, link);
    await patient.joins('Anna Smirnova');
    await patient.isInTheCall();
    await doctor.sees('In the call');
    await telephone.close();

    const tablet = await Patient.opens(await phone(browser), link);
    await tablet.joins('Anna on the tablet');
    await tablet.sees(words['waiting-title']);
    await doctor.letsInPerson('Anna on the tablet');
    await tablet.isInTheCall();
    await doctor.person('Anna on the tablet').getByText('In the call', { exact: true }).waitFor(patience);
  });
});

describe('without JavaScript', () => {
  it('waits, reads the doctor’s message, and goes in by one press', async () => {
    const doctor = await atTheDesk({ settings: waitingRoom });
    const link = await doctor.newVisit();
    const patient = await Patient.opens(await phone(browser, { javaScript: false }), link);
    await patient.joins('');
    expect(await patient.reads()).toContain(words['failed-name-required']);
    await patient.joins('Anna Smirnova');
    await patient.sees(words['waiting-title']);
    await doctor.saysTenMinutes();
    await patient.page.getByText('The doctor needs about 10 more minutes.').waitFor(patience);
    await doctor.letsIn();
    await patient.page.getByRole('button', { name: words['go-in'] }).click(patience);
    await patient.isInTheCall();
  });
});

describe('the doctor ends while somebody waits', () => {
  it('the page says so at once, and nothing leads back', async () => {
    const doctor = await atTheDesk({ settings: waitingRoom });
    const link = await doctor.newVisit();
    const patient = await Patient.opens(await phone(browser), link);
    await patient.joins('Anna Smirnova');
    await doctor.sees('Waiting');
    await doctor.ends();
    await patient.sees(words['dead-title']);
    expect(await patient.page.getByRole('button').count()).toBe(0);
    expect(await patient.reads()).toContain('8 495 000-00-00');
    await patient.page.reload();
    await patient.sees(words['dead-title']);
  });
});
