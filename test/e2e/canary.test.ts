/** A unique secret, label, note and typed name go the whole way and through faults; they are found only where docs/security.md allows. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { desk, launchChromium, phone } from './support/chromium.ts';
import { Clinic, credentials, doctor as account } from './support/clinic.ts';
import { Doctor, Patient, patience } from './support/people.ts';
import { filesIn, placesOf, Recorder, type Recorded } from './support/recorder.ts';

const secret = 'canary5ec7e7c0ffee00112233445566778899';
const label = 'Canarylabel Quetzal';
const note = 'Canarynote Simurgh';
const name = 'Canaryname Phoenix';

let browser: Browser;
let clinic: Clinic;
let ofDoctor: readonly Recorded[];
let ofPatient: readonly Recorded[];
let ofMachine: readonly Recorded[];

beforeAll(async () => {
  browser = await launchChromium();
  clinic = await Clinic.open({ server: { clientSecret: secret }, blank: true, settings: enough() });
});
afterAll(async () => {
  await browser.close();
  await clinic.close();
});

describe('the canaries', () => {
  it('go the whole way and through the faults', async () => {
    const doctorContext = await desk(browser);
    const patientContext = await phone(browser);
    const scriptless = await phone(browser, { javaScript: false });
    const recorders = [doctorContext, patientContext, scriptless].map((context) => new Recorder(context));

    let run = await clinic.start();
    const doctor = await Doctor.at(doctorContext, run.urls.app);
    await savesServerAndSecret(doctor);
    const link = await doctor.newVisit();
    await doctor.card().getByRole('textbox', { name: 'Label' }).fill(label);
    await doctor.page.keyboard.press('Enter');
    await doctor.notes(note);

    // A refused press, with and without script; then faults; then the way in.
    clinic.server.faults.noWebClient = true;
    const noScript = await Patient.opens(scriptless, link);
    await noScript.joins(name);
    await noScript.page.getByRole('alert').waitFor(patience);
    const patient = await Patient.opens(patientContext, link);
    for (const answer of [
      'html500',
      'json500',
      'html200',
      'brokenJson',
      'hugeJson',
      'redirect',
      'reset',
      'workThenReset',
    ] as const) {
      clinic.server.faults.answer = answer;
      await patient.page.goto(link);
      await noScript.page.getByRole('button', { name: /Join|Go in/ }).click();
      await noScript.page.getByRole('alert').waitFor(patience);
    }
    clinic.server.faults.answer = null;
    clinic.server.faults.noWebClient = false;
    await noScript.page.getByRole('button', { name: /Join|Go in/ }).click();
    await noScript.page.waitForURL(/\/webrtc\//, patience);
    await patient.page.goto(link);
    await patient.joins(name);
    await doctor.sees('Waiting');
    ofMachine = await filesIn(clinic.folder);

    await run.stop('SIGKILL');
    run = await clinic.start();
    const again = await Doctor.at(doctorContext, run.urls.app);
    await again.letsIn();
    await again.letsInAllTheSame();
    await patient.isInTheCall();
    await again.sees('In the call');
    await again.ends();
    await again.sees('Ended');
    await expect.poll(() => clinic.server.conferences(), patience).toEqual([]);

    [ofDoctor = []] = [await recorders[0]!.records()];
    ofPatient = [...(await recorders[1]!.records()), ...(await recorders[2]!.records())];
    ofMachine = [
      ...ofMachine,
      ...(await filesIn(clinic.folder)),
      { place: 'stdout and stderr', text: clinic.output() },
      { place: 'log of the server', text: clinic.server.log.join('\n') },
    ];
  }, 180_000);

  it('are alive: the search finds what is there', () => {
    expect(placesOf(label, ofDoctor)).not.toEqual([]);
    expect(placesOf(note, ofDoctor)).not.toEqual([]);
    expect(placesOf(name, ofPatient)).not.toEqual([]);
    expect(ofMachine.length).toBeGreaterThan(4);
  });

  it('the Client Secret is only in the message that saves it', () => {
    const saving = ofDoctor.filter(({ text }) => text.includes('"credentials:save"'));
    expect(placesOf(secret, saving)).toEqual(['socket /socket sent']);
    expect(
      placesOf(
        secret,
        ofDoctor.filter((record) => !saving.includes(record)),
      ),
    ).toEqual([]);
    expect(placesOf(secret, ofPatient)).toEqual([]);
    expect(placesOf(secret, ofMachine)).toEqual([]);
  });

  it.each([
    ['label', label],
    ['note', note],
  ])('the %s is only on the doctor’s channel', (_what, canary) => {
    expect(placesOf(canary, ofDoctor)).toEqual(['socket /socket received', 'socket /socket sent']);
    expect(placesOf(canary, ofPatient)).toEqual([]);
    expect(placesOf(canary, ofMachine)).toEqual([]);
  });

  it('the typed name is only in the press, its answers, the doctor’s channel and the server’s room', () => {
    expect(placesOf(name, ofDoctor)).toEqual(['socket /socket received']);
    expect(placesOf(name, ofMachine)).toEqual([]);
    // The room on the server is TrueConf's own: names belong there.
    const ours = placesOf(name, ofPatient).filter((place) => !place.startsWith('socket /websocket/'));
    expect(ours).toEqual(
      [
        'POST /v/TOKEN/join body',
        'answer to POST /v/TOKEN/join: body',
        'answer to POST /v/TOKEN/join: location',
      ].sort(),
    );
  });
});

const enough = () =>
  ({ doctors: { list: [{ id: account.id, name: 'Dr. Petrova' }], entry: 'named-guest' } }) as const;

async function savesServerAndSecret(doctor: Doctor): Promise<void> {
  const { page } = doctor;
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('textbox', { name: 'Server address' }).fill(clinic.server.origin);
  await page.getByRole('textbox', { name: 'Client ID' }).fill(credentials.clientId);
  await page.getByRole('textbox', { name: 'Client Secret' }).fill(secret);
  await page.getByRole('textbox', { name: 'TrueConf ID' }).fill(account.id);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: /Keep it/ }).click();
  await page.getByRole('button', { name: 'Back to the board' }).click();
}
