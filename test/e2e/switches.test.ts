/** The whole way under every behaviour of the server that the public material leaves open. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Faults } from '../../src/emulator/index.ts';
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

const switches: readonly { readonly name: string; readonly faults: Partial<Faults> }[] = [
  { name: 'widget first', faults: { widgetFirst: true } },
  { name: 'owner@domain', faults: { ownerWithDomain: true } },
  { name: 'create answered with 201', faults: { createStatus: 201 } },
  { name: 'delete answered with 204', faults: { deleteStatus: 204 } },
  { name: 'http: addresses in answers', faults: { httpUrlsInAnswers: true } },
  { name: 'another port in answers', faults: { otherPort: 4443 } },
  { name: 'no web client before run', faults: { noWebClientBeforeRun: true } },
  { name: 'iframe without web_url', faults: { iframeOnly: true } },
  { name: 'a fragment that is not percent-encoded', faults: { rawFragment: true } },
  { name: 'tags forgotten', faults: { dropTags: true } },
  { name: 'the tag filter ignored', faults: { ignoreTagFilter: true } },
  { name: 'started by create', faults: { startOnCreate: true } },
  { name: '400 when run twice', faults: { runWhenRunning400: true } },
  { name: '400 when stopped twice', faults: { stopWhenStopped400: true } },
  { name: 'delete refused while running', faults: { deleteWhenRunning400: true } },
  { name: 'no scope told', faults: { hideScope: true } },
  { name: 'no v4', faults: { apiMissing: ['v4'] } },
  { name: 'guest ids of the server’s own', faults: { guestIdHidden: true } },
  { name: 'users forbidden', faults: { usersForbidden: true } },
  { name: 'token expires with every call', faults: { expireTokenAfterCalls: 1 } },
];

describe('the whole way', () => {
  it.each(switches)('$name', async ({ faults }) => {
    clinic = await Clinic.open({ server: { faults } });
    const run = await clinic.start();
    const doctor = await Doctor.at(await desk(browser), run.urls.app);
    const patient = await Patient.opens(await phone(browser), await doctor.newVisit());
    await patient.joins('Anna Smirnova');
    await patient.isInTheCall();
    await doctor.sees('In the call');
    await doctor.ends();
    await doctor.sees('Ended');
    await expect.poll(() => clinic.server.conferences(), patience).toEqual([]);
  });

  it('the roster forbidden: "in the call (not confirmed)"', async () => {
    clinic = await Clinic.open({ server: { faults: { rosterForbidden: true } } });
    const run = await clinic.start();
    const doctor = await Doctor.at(await desk(browser), run.urls.app);
    const patient = await Patient.opens(await phone(browser), await doctor.newVisit());
    await patient.joins('Anna Smirnova');
    await patient.isInTheCall();
    await doctor.sees('In the call (not confirmed)');
  });
});

const refusals: readonly Faults['tokenError'][] = [400, 401, 403, 'reason', 'error-in-200'];

describe('wrong credentials', () => {
  it.each(refusals)('told as %s are named as wrong credentials', async (tokenError) => {
    clinic = await Clinic.open({ server: { faults: { tokenError, rejectCredentials: true } } });
    const run = await clinic.start();
    const doctor = await Doctor.at(await desk(browser), run.urls.app);
    await doctor.page.getByRole('button', { name: 'New visit' }).click();
    await doctor.card().getByText('does not know this Client ID with this Client Secret').waitFor(patience);
  });
});
