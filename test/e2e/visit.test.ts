/** The main job: one click, one link, one press, and both see and hear each other. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { messages } from '../../src/shared/i18n/messages.ts';
import { launchChromium, desk, phone } from './support/chromium.ts';
import { Clinic, doctor as account, type ClinicOptions } from './support/clinic.ts';
import { Doctor, embeddedRoom, Patient, patience } from './support/people.ts';

let browser: Browser;
let clinic: Clinic;

beforeAll(async () => {
  browser = await launchChromium('allow', 'whole');
});
afterAll(() => browser.close());
afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
  await clinic.close();
});

const asNamedGuest = {
  doctors: { list: [{ id: account.id, name: 'Dr. Petrova' }], entry: 'named-guest' },
} as const;

async function atTheDesk(options: ClinicOptions = {}): Promise<Doctor> {
  clinic = await Clinic.open(options);
  const run = await clinic.start();
  return Doctor.at(await desk(browser), run.urls.app);
}

describe('a visit, straight in', () => {
  it('brings doctor (own account, in a tab) and patient together, and ends without a trace', async () => {
    const doctor = await atTheDesk();
    const link = await doctor.newVisit();
    await expect.poll(() => doctor.page.evaluate(() => navigator.clipboard.readText()), patience).toBe(link);
    await doctor.sees('Not opened');

    const patient = await Patient.opens(await phone(browser), link);
    await doctor.sees('Page open');
    await patient.joins('Anna Smirnova');
    const patientRoom = await patient.isInTheCall();
    await doctor.sees('In the call');

    const doctorRoom = await doctor.entersByOwnAccount(account);
    await doctorRoom.sees('Anna Smirnova');
    await doctorRoom.hears('Anna Smirnova');
    await patientRoom.sees(account.displayName);
    await patientRoom.hears(account.displayName);

    await patient.page.getByRole('button', { name: 'Leave' }).click();
    await doctor.sees('Lost');
    await doctor.ends();
    await doctor.sees('Ended');
    await expect.poll(() => clinic.server.conferences(), patience).toEqual([]);
    const after = await Patient.opens(await phone(browser), link);
    expect(await after.page.getByRole('button', { name: 'Join' }).count()).toBe(0);
    expect(await after.reads()).toContain('8 495 000-00-00');
  });

  it('brings the doctor in beside the board, as a named guest', async () => {
    const doctor = await atTheDesk({ settings: asNamedGuest });
    const link = await doctor.newVisit();
    const patient = await Patient.opens(await phone(browser), link);
    await patient.joins('Anna Smirnova');
    const patientRoom = await patient.isInTheCall();
    await doctor.sees('In the call');

    await doctor.card().getByRole('button', { name: 'Join the call' }).click();
    const { room } = await embeddedRoom(doctor.page);
    await room.sees('Anna Smirnova');
    await patientRoom.sees('Dr. Petrova');

    await doctor.ends();
    await doctor.sees('Ended');
    await expect.poll(() => clinic.server.conferences(), patience).toEqual([]);
  });

  it('works in Russian, on the board and on the phone', async () => {
    clinic = await Clinic.open();
    const run = await clinic.start();
    const doctor = await Doctor.at(await desk(browser, { locale: 'ru-RU' }), run.urls.app);
    const { board, patient: page } = messages.ru;
    await doctor.page.getByRole('button', { name: board['new-visit'] }).click();
    const link = await doctor.page.getByRole('textbox', { name: board.link }).inputValue();
    const patient = await Patient.opens(await phone(browser, { locale: 'ru-RU' }), link);
    await patient.joins('Анна Смирнова', { field: page['name-label'], button: page.join });
    await patient.isInTheCall();
    await doctor.sees(board['stage-in-call']);
    await doctor.card().getByText('Анна Смирнова').waitFor();
  });

  it('works without JavaScript on the patient’s page', async () => {
    const doctor = await atTheDesk();
    const link = await doctor.newVisit();
    const context = await phone(browser, { javaScript: false });
    const patient = await Patient.opens(context, link);
    await patient.joins('Anna Smirnova');
    await patient.page.waitForURL(/\/webrtc\//, patience);
    await doctor.sees('Going in');
  });
});

describe('a visit with a waiting room', () => {
  const waitingRoom = { visits: { admission: 'waiting' } } as const;

  it('lets the patient in when the doctor says so', async () => {
    const doctor = await atTheDesk({ settings: { ...waitingRoom, ...asNamedGuest } });
    const link = await doctor.newVisit();
    const patient = await Patient.opens(await phone(browser), link);
    await patient.joins('Anna Smirnova');
    await doctor.sees('Waiting');
    expect(clinic.server.conferences().flatMap((c) => c.participants)).toEqual([]);
    await doctor.card().getByText('Anna Smirnova').waitFor();
    await doctor.letsIn();
    const room = await patient.isInTheCall();
    await doctor.sees('In the call');
    await doctor.card().getByRole('button', { name: 'Join the call' }).click();
    await room.sees('Dr. Petrova');
  });

  it('does the same without JavaScript on the patient’s page', async () => {
    const doctor = await atTheDesk({ settings: waitingRoom });
    const link = await doctor.newVisit();
    const patient = await Patient.opens(await phone(browser, { javaScript: false }), link);
    await patient.joins('Anna Smirnova');
    expect(patient.page.url()).toBe(link);
    await doctor.sees('Waiting');
    await doctor.letsIn();
    await patient.page.getByRole('button', { name: 'Go in' }).click(patience);
    await patient.page.waitForURL(/\/webrtc\//, patience);
  });

  it('shows a second browser of the same link as a person of its own, who waits', async () => {
    const doctor = await atTheDesk();
    const link = await doctor.newVisit();
    const patient = await Patient.opens(await phone(browser), link);
    await patient.joins('Anna Smirnova');
    await patient.isInTheCall();
    const daughter = await Patient.opens(await phone(browser), link);
    await daughter.joins('Maria Smirnova');
    await doctor.sees('Waiting');
    await doctor.letsIn();
    await daughter.isInTheCall();
    await doctor.sees('In the call');
  });
});
