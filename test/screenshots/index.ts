/**
 * `npm run screenshots`: drives the real thing and writes docs/screenshots: board, settings, set-up and the patient's
 * page, light and dark, English and Russian.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { messages } from '../../src/shared/i18n/messages.ts';
import type { Language } from '../../src/shared/settings.ts';
import { launchChromium } from '../e2e/support/chromium.ts';
import { Clinic, doctor } from '../e2e/support/clinic.ts';

const folder = join(import.meta.dirname, '../../docs/screenshots');
const themes = ['light', 'dark'] as const;
const languages: readonly Language[] = ['en', 'ru'];
const locales = { en: 'en-GB', ru: 'ru-RU' } as const;
const names = {
  en: {
    waiting: 'Anna Smirnova',
    inCall: 'Kirill Orlov',
    labels: ['Smirnova A. P.', 'Orlov K.', 'Karimov R.'],
    clinic: 'City Clinic No. 5',
    doctor: 'Dr. Petrova',
  },
  ru: {
    waiting: 'Анна Смирнова',
    inCall: 'Кирилл Орлов',
    labels: ['Смирнова А. П.', 'Орлов К.', 'Каримов Р.'],
    clinic: 'Поликлиника № 5',
    doctor: 'Доктор Петрова',
  },
} as const;

interface Look {
  readonly language: Language;
  readonly theme: (typeof themes)[number];
}

const context = (browser: Browser, { language, theme }: Look, phone: boolean): Promise<BrowserContext> =>
  browser.newContext({
    viewport: phone ? { width: 360, height: 740 } : { width: 1280, height: 800 },
    deviceScaleFactor: phone ? 2 : 1,
    locale: locales[language],
    colorScheme: theme,
    permissions: phone ? [] : ['clipboard-read', 'clipboard-write'],
  });

async function newVisit(page: Page, language: Language, label: string): Promise<string> {
  const { board } = messages[language];
  const fields = page.getByRole('textbox', { name: board.link });
  const known = new Set(await Promise.all((await fields.all()).map((field) => field.inputValue())));
  await page.getByRole('button', { name: board['new-visit'] }).click();
  await fields.nth(known.size).waitFor();
  const links = await Promise.all((await fields.all()).map((field) => field.inputValue()));
  const link = links.find((one) => !known.has(one));
  if (link === undefined) throw new Error('the new visit shows no link');
  if (label !== '') {
    const card = page.locator('article', { has: page.locator(`input[value="${link}"]`) });
    await card.getByRole('textbox', { name: board.label }).fill(label);
    await page.keyboard.press('Enter');
  }
  return link;
}

async function press(page: Page, language: Language, name: string): Promise<void> {
  const { patient } = messages[language];
  await page.getByRole('textbox', { name: patient['name-label'] }).fill(name);
  await page.getByRole('button', { name: patient.join, exact: true }).click();
}

async function takeBoard(browser: Browser, look: Look): Promise<void> {
  const { language, theme } = look;
  const { board, settings } = messages[language];
  const doctors = { list: [{ id: doctor.id, name: names[language].doctor }], entry: 'named-guest' as const };
  const clinic = await Clinic.open({
    settings: { doctors, clinic: { name: names[language].clinic, phone: '8 495 000-00-00' } },
  });
  const run = await clinic.start();
  const page = await (await context(browser, look, false)).newPage();
  await page.goto(run.urls.app);
  const shot = (name: string) => page.screenshot({ path: join(folder, `${name}-${theme}-${language}.png`) });
  await page.getByRole('button', { name: board['new-visit'] }).waitFor();
  await shot('board-empty');
  const [waitingLabel, inCallLabel, openLabel] = names[language].labels;
  const inCallLink = await newVisit(page, language, inCallLabel);
  const inCall = await (await context(browser, look, true)).newPage();
  await inCall.goto(inCallLink);
  await press(inCall, language, names[language].inCall);
  await inCall.waitForURL(/webrtc/);
  const waitingLink = await newVisit(page, language, waitingLabel);
  const waitingCard = page.locator('article', { has: page.locator(`input[value="${waitingLink}"]`) });
  await waitingCard.getByRole('switch', { name: board['waiting-room'] }).check();
  const patient = await (await context(browser, look, true)).newPage();
  const patientShot = (name: string) =>
    patient.screenshot({ path: join(folder, `${name}-${theme}-${language}.png`) });
  await patient.goto(waitingLink);
  await patientShot('patient');
  await press(patient, language, ' ');
  await patient.getByRole('alert').waitFor();
  await patientShot('patient-error');
  await press(patient, language, names[language].waiting);
  await patient.getByText(messages[language].patient['waiting-title']).waitFor();
  await patientShot('patient-waiting');
  const open = await (await context(browser, look, true)).newPage();
  await open.goto(await newVisit(page, language, openLabel));
  await newVisit(page, language, '');
  await page
    .locator('article', { has: page.locator(`input[value="${inCallLink}"]`) })
    .getByRole('button', { name: board['join-call'] })
    .click();
  const frame = page.frameLocator('iframe');
  await frame.locator('video').nth(1).waitFor();
  await page.getByRole('status').filter({ hasText: board['stage-in-call'] }).waitFor();
  await shot('board');
  await page.getByRole('button', { name: board.settings }).click();
  await page.getByRole('button', { name: settings['test-connection'] }).click();
  await page.getByText(settings['stage-roster']).waitFor();
  await shot('settings');
  await page.close();
  await open.goto(`${run.urls.join}/v/${'A'.repeat(22)}`);
  await open.screenshot({ path: join(folder, `patient-dead-${theme}-${language}.png`) });
  await clinic.close();
}

async function takeSetup(browser: Browser, look: Look): Promise<void> {
  const clinic = await Clinic.open({ blank: true });
  const run = await clinic.start();
  const page = await (await context(browser, look, false)).newPage();
  await page.goto(run.urls.app);
  await page.getByText(messages[look.language].settings['setup-title']).waitFor();
  await page.screenshot({ path: join(folder, `setup-${look.theme}-${look.language}.png`) });
  await clinic.close();
}

await mkdir(folder, { recursive: true });
const browser = await launchChromium();
try {
  for (const language of languages) {
    for (const theme of themes) {
      await takeBoard(browser, { language, theme });
      await takeSetup(browser, { language, theme });
      for (const open of browser.contexts()) await open.close();
      console.log(`${language} ${theme}`);
    }
  }
} finally {
  await browser.close();
}
