/** The first start, and the settings. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Emulator } from '../../src/emulator/index.ts';
import type { ErrorCode, ErrorDetails } from '../../src/shared/errors.ts';
import { messages } from '../../src/shared/i18n/messages.ts';
import type { Language } from '../../src/shared/settings.ts';
import { desk, launchChromium, phone } from './support/chromium.ts';
import { Clinic, credentials, doctor as account, nowhere, type ClinicOptions } from './support/clinic.ts';
import { Doctor, Patient, patience } from './support/people.ts';
import { hostOf, locales, staffSentence } from './support/sentences.ts';

const languages: readonly Language[] = ['en', 'ru'];

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

async function atTheDesk(language: Language, options: ClinicOptions = {}): Promise<Doctor> {
  clinic = await Clinic.open(options);
  const run = await clinic.start();
  return Doctor.at(await desk(browser, { locale: locales[language] }), run.urls.app);
}

describe('no server configured', () => {
  it.each(languages)(
    'shows three steps (%s), and "Try it without a server" leads to a visit',
    async (language) => {
      const { board, settings, patient: words } = messages[language];
      const doctor = await atTheDesk(language, { blank: true });
      await doctor.page.getByText(settings['setup-title']).waitFor(patience);
      await doctor.page.getByRole('button', { name: settings['setup-demo'] }).click();
      await doctor.page.getByText(board['banner-demo']).waitFor(patience);
      const link = await doctor.newVisit(board['new-visit']);
      const patient = await Patient.opens(await phone(browser, { locale: locales[language] }), link);
      await patient.joins('Anna Smirnova', { field: words['name-label'], button: words.join });
      await patient.isInTheCall();
      await doctor.sees(board['stage-in-call']);
      expect(clinic.server.conferences()).toEqual([]);
    },
  );
});

describe('three steps with the clinic’s own server', () => {
  it.each(languages)('lead from nothing to a patient in the call (%s)', async (language) => {
    const { board, settings, patient: words } = messages[language];
    const doctor = await atTheDesk(language, { blank: true });
    const box = (name: string) => doctor.page.getByRole('textbox', { name });
    const click = (name: string) => doctor.page.getByRole('button', { name, exact: true }).click();
    await box(settings['server-address']).fill(clinic.server.origin);
    await box(settings['client-id']).fill(credentials.clientId);
    await box(settings['client-secret']).fill(credentials.clientSecret);
    await box(settings['trueconf-id']).fill(account.id);
    await click(settings['setup-next']);
    await click(settings['test-connection']);
    await doctor.page.getByText(settings['test-passed']).waitFor(patience);
    await click(settings['setup-next']);
    await box(settings['doctor-name']).fill(account.displayName);
    await click(settings['setup-finish']);
    await click(settings['consent-yes']);
    const link = await doctor.newVisit(board['new-visit']);
    const patient = await Patient.opens(await phone(browser, { locale: locales[language] }), link);
    await patient.joins('Anna Smirnova', { field: words['name-label'], button: words.join });
    await patient.isInTheCall();
    await doctor.sees(board['stage-in-call']);
    expect(clinic.server.conferences()).toHaveLength(1);
  });
});

describe('a value of the environment', () => {
  it.each(languages)('wins, shows locked (%s) and cannot be typed over', async (language) => {
    const { board, settings } = messages[language];
    const doctor = await atTheDesk(language, { settings: { server: { clientId: 'from-the-file' } } });
    await doctor.page.getByRole('button', { name: board.settings }).click();
    const field = doctor.page.getByRole('textbox', { name: settings['client-id'] });
    await field.waitFor(patience);
    await field.pressSequentially('typed over');
    expect(await field.inputValue()).toBe(credentials.clientId);
    expect(await field.getAttribute('readonly')).not.toBeNull();
    expect(await doctor.page.getByText(settings.locked).count()).toBe(4);
    const ours = doctor.page.getByRole('textbox', { name: settings['clinic-name'] });
    await doctor.page.getByRole('link', { name: settings['section-clinic'] }).click();
    expect(await ours.getAttribute('readonly')).toBeNull();
  });
});

const troubles: readonly {
  readonly name: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly spoil?: (server: Emulator) => Promise<void>;
  readonly code: ErrorCode;
  readonly details?: (server: Emulator) => ErrorDetails;
}[] = [
  {
    name: 'a wrong secret',
    environment: { VISIT_DESK_CLIENT_SECRET: 'f'.repeat(40) },
    code: 'credentials-rejected',
  },
  {
    name: 'a server that cannot be reached',
    environment: { VISIT_DESK_SERVER: nowhere },
    code: 'unreachable',
    details: () => ({ host: new URL(nowhere).hostname }),
  },
  {
    name: 'a server that refuses',
    spoil: (server) => server.close(),
    code: 'refused',
    details: hostOf,
  },
];

describe('"Test connection"', () => {
  it.each(languages.flatMap((language) => troubles.map((trouble) => ({ ...trouble, language }))))(
    'names cause and remedy of $name ($language)',
    async ({ language, environment = {}, spoil, code, details }) => {
      const { board, settings } = messages[language];
      const doctor = await atTheDesk(language, { environment });
      const sentence = staffSentence(language, code, details?.(clinic.server));
      await spoil?.(clinic.server);
      await doctor.page.getByRole('button', { name: board.settings }).click();
      await doctor.page.getByRole('button', { name: settings['test-connection'] }).click();
      const result = doctor.page.getByRole('region', { name: settings['test-connection'] });
      await result.getByText(sentence).waitFor(patience);
      await result.getByText(settings['test-failed']).waitFor(patience);
    },
  );
});
