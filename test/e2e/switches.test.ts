/** The whole way under every behaviour of the server that the public material leaves open. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Faults } from '../../src/emulator/index.ts';
import { launchChromium } from './support/chromium.ts';
import { Patient, patience, soon } from './support/people.ts';
import { inClinic } from './support/sideBySide.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

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
  { name: 'v4 alone', faults: { api: 'v4', shortList: true } },
  { name: 'guest ids of the server’s own', faults: { guestIdHidden: true } },
  { name: 'users forbidden', faults: { usersForbidden: true } },
  { name: 'token expires with every call', faults: { expireTokenAfterCalls: 1 } },
];

// Each of them waits for the roster, which is asked every few seconds.
describe.concurrent('the whole way', () => {
  it.each(switches)('$name', ({ faults }) =>
    inClinic(browser, { server: { faults } }, async ({ clinic, doctor, phone }) => {
      const patient = await Patient.opens(await phone(), await doctor.newVisit());
      await patient.joins('Anna Smirnova');
      await patient.isInTheCall();
      await doctor.sees('In the call');
      await doctor.ends();
      await doctor.sees('Ended');
      await soon(
        () => clinic.server.conferences(),
        (left) => expect(left).toEqual([]),
      );
    }),
  );

  it('the roster forbidden: "in the call (not confirmed)"', () =>
    inClinic(browser, { server: { faults: { rosterForbidden: true } } }, async ({ doctor, phone }) => {
      const patient = await Patient.opens(await phone(), await doctor.newVisit());
      await patient.joins('Anna Smirnova');
      await patient.isInTheCall();
      await doctor.sees('In the call (not confirmed)');
    }));
});

const refusals: readonly Faults['tokenError'][] = [400, 401, 403, 'reason', 'error-in-200'];

describe.concurrent('wrong credentials', () => {
  it.each(refusals)('told as %s are named as wrong credentials', (tokenError) =>
    inClinic(browser, { server: { faults: { tokenError, rejectCredentials: true } } }, async ({ doctor }) => {
      await doctor.page.getByRole('button', { name: 'New visit' }).click();
      await doctor.card().getByText('does not know this Client ID with this Client Secret').waitFor(patience);
    }),
  );
});
