/** From a messenger's view to the real browser, and a camera that is refused first. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { messages } from '../../../src/shared/i18n/messages.ts';
import { desk, launchChromium, phone } from '../support/chromium.ts';
import { Clinic } from '../support/clinic.ts';
import { Doctor, Patient, patience } from '../support/people.ts';

const words = messages.en.patient;
const facebook =
  'Mozilla/5.0 (Linux; Android 14; SM-A546B Build/UP1A.231005.007; wv) AppleWebKit/537.36 (KHTML, like Gecko) ' +
  'Version/4.0 Chrome/130.0.6723.107 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/490.0.0.63.82;]';
let browser: Browser;
let refusing: Browser;
let clinic: Clinic;

beforeAll(async () => {
  [browser, refusing] = await Promise.all([launchChromium(), launchChromium('refuse', 'whole')]);
});
afterAll(() => Promise.all([browser.close(), refusing.close()]));
afterEach(async () => {
  for (const context of [...browser.contexts(), ...refusing.contexts()]) await context.close();
  await clinic.close();
});

async function atTheDesk(): Promise<Doctor> {
  clinic = await Clinic.open();
  const run = await clinic.start();
  return Doctor.at(await desk(browser), run.urls.app);
}

describe('from a messenger to the browser', () => {
  it('the way out comes first, and its address bears a code and no name', async () => {
    const doctor = await atTheDesk();
    const link = await doctor.newVisit();
    const inMessenger = await Patient.opens(await phone(browser, { userAgent: facebook }), link);
    await inMessenger.sees(words['away-title']);
    const out = inMessenger.page.getByRole('link', { name: words['away-open'] });
    expect(await out.getAttribute('href')).toMatch(
      /^intent:\/\/127\.0\.0\.1:\d+\/v\/[\w-]{22}\?h=[\w-]{22}#Intent;scheme=http;end$/,
    );
    expect(await doctor.card().getByRole('listitem').count()).toBe(0);
  });

  it('a name typed in the view waits for the browser that opens', async () => {
    const doctor = await atTheDesk();
    const link = await doctor.newVisit();
    const inMessenger = await Patient.opens(await phone(browser, { userAgent: facebook }), link);
    await inMessenger.page.getByRole('button', { name: words['away-here'] }).click();
    await inMessenger.page.evaluate(() => {
      // As in views that have no camera: the press finds out.
      navigator.mediaDevices.getUserMedia = () =>
        Promise.reject(new DOMException('Permission denied', 'NotAllowedError'));
    });
    await inMessenger.joins('Anna Smirnova');
    await inMessenger.sees(words['away-title']);
    expect(await doctor.card().getByRole('listitem').count()).toBe(0);
    const out = inMessenger.page.getByRole('link', { name: words['away-open'] });
    const kept = inMessenger.page.waitForResponse((answer) => answer.url().endsWith('/hand-over'), patience);
    const intent = new URL((await out.getAttribute('href')) ?? '');
    await out.click();
    await kept;

    const real = await Patient.opens(await phone(browser), `${link}${intent.search}`);
    expect(await real.reads()).toContain(words['name-waits']);
    expect(await real.reads()).not.toContain('Anna');
    expect(await real.page.getByRole('textbox').count()).toBe(0);
    await real.page.getByRole('button', { name: words.join, exact: true }).click();
    await real.isInTheCall();
    await doctor.person('Anna Smirnova').waitFor(patience);
    expect(await doctor.card().getByRole('listitem').count()).toBe(1);

    const late = await Patient.opens(await phone(browser), `${link}${intent.search}`);
    await late.page.getByRole('textbox', { name: words['name-label'] }).waitFor(patience);
  });
});

describe('a camera that is refused, then allowed', () => {
  it('the card says what to tell, the page heals by itself, and the patient is in the call', async () => {
    const doctor = await atTheDesk();
    const link = await doctor.newVisit();
    const context = await phone(refusing);
    const patient = await Patient.opens(context, link);
    await patient.page.getByRole('button', { name: words['camera-try'] }).click();
    await doctor
      .card()
      .getByText(/^Camera (refused|blocked in the browser)/)
      .waitFor(patience);
    await doctor
      .card()
      .getByText(/^Say: “/)
      .waitFor(patience);
    const callMe = patient.page.getByRole('button', { name: words['call-me'] });
    await callMe.waitFor(patience);

    await patient.page.getByRole('textbox', { name: words['name-label'] }).fill('Anna Smirnova');
    await callMe.click();
    await doctor.sees('Asks for a call');
    await doctor.card().getByRole('button', { name: 'Called' }).click();
    await doctor.sees('Page open');

    // In the call the browser asks once more, for the server's own page.
    for (const origin of [new URL(link).origin, clinic.server.origin])
      await context.grantPermissions(['camera', 'microphone'], { origin });
    await doctor.card().getByText('Camera and sound work').waitFor(patience);
    await patient.page.locator('video').waitFor(patience);
    await patient.page.getByRole('button', { name: words.join, exact: true }).click();
    await patient.isInTheCall();
    await doctor.sees('In the call');
  });
});
