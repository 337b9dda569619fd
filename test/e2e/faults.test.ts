/** Whatever the server does: a sentence with cause and remedy on the board, in both languages, and nothing lost. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Emulator } from '../../src/emulator/index.ts';
import type { ErrorCode, ErrorDetails } from '../../src/shared/errors.ts';
import { messages } from '../../src/shared/i18n/messages.ts';
import { launchChromium } from './support/chromium.ts';
import { nowhere, type ClinicOptions } from './support/clinic.ts';
import { Patient, patience, type Doctor } from './support/people.ts';
import { hostOf, locales, staffSentence } from './support/sentences.ts';
import { inClinic } from './support/sideBySide.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

interface Case {
  readonly name: string;
  readonly options?: ClinicOptions;
  readonly spoil?: (server: Emulator) => void;
  readonly code: ErrorCode;
  readonly details?: (server: Emulator) => ErrorDetails;
}

const answer = (kind: NonNullable<Emulator['faults']['answer']>) => (server: Emulator) => {
  server.faults.answer = kind;
};

/** What goes wrong when the doctor clicks "New visit". */
const onCreate: readonly Case[] = [
  {
    name: 'wrong secret',
    options: { environment: { VISIT_DESK_CLIENT_SECRET: 'f'.repeat(40) } },
    code: 'credentials-rejected',
  },
  {
    name: 'missing permission',
    options: { server: { scopes: 'users:read' } },
    code: 'permission-missing',
    details: () => ({ permission: 'conferences' }),
  },
  {
    name: 'unknown TrueConf ID',
    options: { environment: { VISIT_DESK_OWNER: 'nobody' } },
    code: 'owner-unknown',
    details: () => ({ owner: 'nobody' }),
  },
  {
    name: 'server name not found',
    options: { environment: { VISIT_DESK_SERVER: 'https://server.invalid' } },
    code: 'name-not-found',
    details: () => ({ host: 'server.invalid' }),
  },
  {
    name: 'server unreachable',
    options: { environment: { VISIT_DESK_SERVER: nowhere } },
    code: 'unreachable',
    details: () => ({ host: new URL(nowhere).hostname }),
  },
  { name: 'server refusing', spoil: (server) => void server.close(), code: 'refused', details: hostOf },
  { name: 'server silent for 30 s', spoil: answer('silent'), code: 'timeout', details: hostOf },
  { name: 'server answering HTML', spoil: answer('html200'), code: 'not-trueconf', details: hostOf },
  {
    name: 'server answering 500',
    spoil: answer('html500'),
    code: 'server-error',
    details: (server) => ({ ...hostOf(server), status: 500 }),
  },
  { name: 'broken JSON', spoil: answer('brokenJson'), code: 'bad-answer', details: hostOf },
  { name: '10 MB of JSON', spoil: answer('hugeJson'), code: 'answer-too-large', details: hostOf },
  { name: 'a redirect', spoil: answer('redirect'), code: 'redirected', details: hostOf },
  {
    name: 'self-signed certificate',
    options: { server: { tls: true } },
    code: 'certificate-self-signed',
    details: hostOf,
  },
  {
    name: 'an older server',
    spoil: (server) => void (server.faults.api = 'old'),
    code: 'server-too-old',
    details: (server) => ({ ...hostOf(server), version: 'v3.8' }),
  },
];

describe.concurrent('a click on "New visit" that fails', () => {
  it.each(onCreate)('$name: says so in both languages, and the card stays to be tried again', (fault) =>
    inClinic(browser, fault.options ?? {}, async ({ clinic, doctor }) => {
      const details = fault.details?.(clinic.server);
      fault.spoil?.(clinic.server);
      await doctor.page.getByRole('button', { name: 'New visit' }).click();
      const sentence = staffSentence('en', fault.code, details);
      await doctor.card().getByText(sentence).waitFor({ timeout: 40_000 });
      await doctor.card().getByRole('button', { name: 'Try again' }).waitFor(patience);
      await switchToRussian(doctor);
      await doctor
        .card()
        .getByText(staffSentence('ru', fault.code, details))
        .waitFor(patience);
    }),
  );
});

describe.concurrent('weather that passes', () => {
  it('"Try again" makes the visit once the server is back', () =>
    inClinic(browser, {}, async ({ clinic, doctor }) => {
      clinic.server.faults.answer = 'html500';
      await doctor.page.getByRole('button', { name: 'New visit' }).click();
      await doctor.sees('Not made');
      clinic.server.faults.answer = null;
      await doctor.card().getByRole('button', { name: 'Try again' }).click();
      await doctor.sees('Not opened');
    }));

  it('a create whose answer is lost is found again and not made twice', () =>
    inClinic(browser, {}, async ({ clinic, doctor, phone }) => {
      clinic.server.faults.answer = 'workThenReset';
      clinic.server.faults.only = { path: /^POST .*\/conferences$/, times: 1 };
      const link = await doctor.newVisit();
      const patient = await Patient.opens(await phone(), link);
      await patient.joins('Anna Smirnova');
      await patient.isInTheCall();
      expect(clinic.server.conferences()).toHaveLength(1);
    }));

  it('a token that expires in mid-flow is renewed', () =>
    inClinic(browser, { server: { faults: { expireTokenAfterCalls: 1 } } }, async ({ doctor, phone }) => {
      const patient = await Patient.opens(await phone(), await doctor.newVisit());
      await patient.joins('Anna Smirnova');
      await patient.isInTheCall();
      await doctor.sees('In the call');
    }));

  it('a conference deleted behind our back is made anew under the same link', () =>
    inClinic(browser, {}, async ({ clinic, doctor, phone }) => {
      const link = await doctor.newVisit();
      for (const conference of clinic.server.conferences()) clinic.server.deleteConference(conference.id);
      const patient = await Patient.opens(await phone(), link);
      await patient.joins('Anna Smirnova');
      await patient.isInTheCall();
      await doctor.sees('In the call');
    }));
});

describe.concurrent('no guest seat left', () => {
  it.each(['en', 'ru'] as const)('is said to patient and doctor (%s), and the name is kept', (language) => {
    const { board, patient: words } = messages[language];
    const locale = locales[language];
    const options = { locale, server: { faults: { noWebClient: true } } } as const;
    return inClinic(browser, options, async ({ clinic, doctor, phone }) => {
      await doctor.page.getByRole('button', { name: board['new-visit'] }).click();
      const link = await doctor.linkOf(doctor.card());
      const patient = await Patient.opens(await phone({ locale, javaScript: false }), link);
      await patient.joins('Anna Smirnova', { field: words['name-label'], button: words.join });
      await patient.page.getByRole('alert').waitFor(patience);
      expect(await patient.reads()).toContain(words['failed-no-web-client']);
      expect(await patient.reads()).toContain('8 495 000-00-00');
      await doctor.card().getByText(staffSentence(language, 'no-web-client')).waitFor(patience);
      expect(await patient.page.getByRole('textbox').inputValue()).toBe('Anna Smirnova');
      clinic.server.faults.noWebClient = false;
      await patient.page.getByRole('button', { name: words.join, exact: true }).click();
      await patient.page.waitForURL(/\/webrtc\//, patience);
    });
  });
});

async function switchToRussian(doctor: Doctor): Promise<void> {
  await doctor.page.getByRole('button', { name: 'Settings' }).click();
  await doctor.page.getByRole('link', { name: messages.en.settings['section-app'] }).click();
  await doctor.page.getByLabel('Русский').check();
  await doctor.page.getByRole('button', { name: 'Save' }).click();
  await doctor.page.getByRole('button', { name: messages.ru.board['back-to-board'] }).click();
}
