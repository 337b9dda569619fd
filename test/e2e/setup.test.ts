/** The first start, and the settings. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Emulator } from '../../src/emulator/index.ts';
import type { ErrorCode, ErrorDetails } from '../../src/shared/errors.ts';
import { messages } from '../../src/shared/i18n/messages.ts';
import type { Language } from '../../src/shared/settings.ts';
import { launchChromium } from './support/chromium.ts';
import { credentials, doctor as account, nowhere, type ClinicOptions } from './support/clinic.ts';
import { Patient, patience } from './support/people.ts';
import { hostOf, locales, staffSentence } from './support/sentences.ts';
import { inClinic, type Scene } from './support/sideBySide.ts';

const languages: readonly Language[] = ['en', 'ru'];

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

const atTheDesk = (
  language: Language,
  options: ClinicOptions,
  play: (scene: Scene) => Promise<void>,
): Promise<void> => inClinic(browser, { ...options, locale: locales[language] }, play);

describe.concurrent('no server configured', () => {
  it.each(languages)('shows three steps (%s), and "Try it without a server" leads to a visit', (language) => {
    const { board, settings, patient: words } = messages[language];
    return atTheDesk(language, { blank: true }, async ({ clinic, doctor, phone }) => {
      await doctor.page.getByText(settings['setup-title']).waitFor(patience);
      await doctor.page.getByRole('button', { name: settings['setup-demo'] }).click();
      await doctor.page.getByText(board['banner-demo']).waitFor(patience);
      const link = await doctor.newVisit(board['new-visit']);
      const patient = await Patient.opens(await phone({ locale: locales[language] }), link);
      await patient.joins('Anna Smirnova', { field: words['name-label'], button: words.join });
      await patient.isInTheCall();
      await doctor.sees(board['stage-in-call']);
      expect(clinic.server.conferences()).toEqual([]);
    });
  });
});

describe.concurrent('three steps with the clinic’s own server', () => {
  it.each(languages)('lead from nothing to a patient in the call (%s)', (language) => {
    const { board, settings, settingFields, setup, patient: words } = messages[language];
    return atTheDesk(language, { blank: true }, async ({ clinic, doctor, phone }) => {
      const box = (name: string) => doctor.page.getByRole('textbox', { name });
      const click = (name: string) => doctor.page.getByRole('button', { name, exact: true }).click();
      await box(setup['server-address']).fill(clinic.server.origin);
      await box(setup['client-id']).fill(credentials.clientId);
      await box(setup['client-secret']).fill(credentials.clientSecret);
      await box(setup['trueconf-id']).fill(account.id);
      await click(settings['setup-next']);
      await click(settings['test-connection']);
      await doctor.page.getByText(settings['test-passed']).waitFor(patience);
      await click(settings['setup-next']);
      await box(settingFields.doctorName).fill(account.displayName);
      await click(settings['setup-finish']);
      await click(settings['consent-yes']);
      const link = await doctor.newVisit(board['new-visit']);
      const patient = await Patient.opens(await phone({ locale: locales[language] }), link);
      await patient.joins('Anna Smirnova', { field: words['name-label'], button: words.join });
      await patient.isInTheCall();
      await doctor.sees(board['stage-in-call']);
      expect(clinic.server.conferences()).toHaveLength(1);
    });
  });
});

describe.concurrent('a value of the environment', () => {
  it.each(languages)('wins, shows locked (%s) and cannot be typed over', (language) => {
    const { board, settings, settingFields, setup } = messages[language];
    const options = { settings: { server: { clientId: 'from-the-file' } } } as const;
    return atTheDesk(language, options, async ({ doctor }) => {
      await doctor.page.getByRole('button', { name: board.settings }).click();
      const field = doctor.page.getByRole('textbox', { name: setup['client-id'] });
      await field.waitFor(patience);
      await field.pressSequentially('typed over');
      expect(await field.inputValue()).toBe(credentials.clientId);
      expect(await field.getAttribute('readonly')).not.toBeNull();
      expect(await doctor.page.getByText(settingFields['locked-environment']).count()).toBe(4);
      const ours = doctor.page.getByRole('textbox', { name: settingFields.clinicName });
      await doctor.page.getByRole('link', { name: settings['section-clinic'] }).click();
      expect(await ours.getAttribute('readonly')).toBeNull();
    });
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

describe.concurrent('"Test connection"', () => {
  it.each(languages.flatMap((language) => troubles.map((trouble) => ({ ...trouble, language }))))(
    'names cause and remedy of $name ($language)',
    ({ language, environment = {}, spoil, code, details }) => {
      const { board, settings } = messages[language];
      return atTheDesk(language, { environment }, async ({ clinic, doctor }) => {
        const sentence = staffSentence(language, code, details?.(clinic.server));
        await spoil?.(clinic.server);
        await doctor.page.getByRole('button', { name: board.settings }).click();
        await doctor.page.getByRole('button', { name: settings['test-connection'] }).click();
        const result = doctor.page.getByRole('region', { name: settings['test-connection'] });
        await result.getByText(sentence).waitFor(patience);
        await result.getByText(settings['test-failed']).waitFor(patience);
      });
    },
  );
});
