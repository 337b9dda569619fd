/** What survives when the doctor's PC does not. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { desk, launchChromium, phone } from './support/chromium.ts';
import { Clinic } from './support/clinic.ts';
import { Doctor, Patient, patience } from './support/people.ts';

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

describe('after kill -9', () => {
  it('a link that was sent before still brings the patient in', async () => {
    clinic = await Clinic.open();
    const first = await clinic.start();
    const before = await Doctor.at(await desk(browser), first.urls.app);
    const link = await before.newVisit();
    await first.stop('SIGKILL');

    const second = await clinic.start();
    const doctor = await Doctor.at(await desk(browser), second.urls.app);
    expect(await doctor.linkOf(doctor.card())).toBe(link);
    const patient = await Patient.opens(await phone(browser), link);
    await patient.joins('Anna Smirnova');
    await patient.isInTheCall();
    await doctor.sees('In the call');
    expect(clinic.server.conferences()).toHaveLength(1);
  });

  it('between create and its answer, the conference is found again and not made twice', async () => {
    clinic = await Clinic.open();
    const first = await clinic.start();
    const before = await Doctor.at(await desk(browser), first.urls.app);
    clinic.server.faults.answer = 'workThenSilent';
    clinic.server.faults.only = { path: /^POST .*\/conferences$/, times: 1 };
    await before.page.getByRole('button', { name: 'New visit' }).click();
    await expect.poll(() => clinic.server.conferences().length, patience).toBe(1);
    await first.stop('SIGKILL');

    const second = await clinic.start();
    const doctor = await Doctor.at(await desk(browser), second.urls.app);
    await doctor.sees('Not opened');
    const patient = await Patient.opens(await phone(browser), await doctor.linkOf(doctor.card()));
    await patient.joins('Anna Smirnova');
    await patient.isInTheCall();
    expect(clinic.server.conferences()).toHaveLength(1);
  });

  it('a visit that was being ended is ended', async () => {
    clinic = await Clinic.open();
    const first = await clinic.start();
    const before = await Doctor.at(await desk(browser), first.urls.app);
    const link = await before.newVisit();
    clinic.server.faults.answer = 'html500';
    await before.ends();
    await before.sees('Ending');
    await first.stop('SIGKILL');
    clinic.server.faults.answer = null;

    await clinic.start();
    await expect.poll(() => clinic.server.conferences(), patience).toEqual([]);
    const late = await Patient.opens(await phone(browser), link);
    expect(await late.page.getByRole('button', { name: 'Join' }).count()).toBe(0);
  });
});
