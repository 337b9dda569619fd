/** How a picture is taken: languages, themes, windows, and the people on it. */
import type { Browser, BrowserContext } from 'playwright-core';
import type { Language } from '../../src/shared/settings.ts';

export const languages: readonly Language[] = ['en', 'ru'];
export const themes = ['light', 'dark'] as const;
export type Theme = (typeof themes)[number];

export interface Look {
  readonly language: Language;
  readonly theme: Theme;
}

export const looks: readonly Look[] = languages.flatMap((language) =>
  themes.map((theme) => ({ language, theme })),
);

const locales = { en: 'en-GB', ru: 'ru-RU' } as const;

export const cast = {
  en: {
    waiting: ['Anna Smirnova', 'Pavel Smirnov', 'Olga Karimova'],
    inCall: 'Kirill Orlov',
    refused: 'Rustam Karimov',
    labels: { waiting: 'Smirnova A. P.', inCall: 'Orlov K.', open: 'Karimov R.', refused: 'Karimov R.' },
    clinic: 'City Clinic No. 5',
    doctor: 'Dr. Petrova',
    colleague: 'Dr. Orlov',
    reception: 'Vera',
    site: 'North',
    interpreter: 'Interpreter',
    planned: ['Fedorova M. I.', 'Akhmetov T.', 'Belova O. N.'],
  },
  ru: {
    waiting: ['Анна Смирнова', 'Павел Смирнов', 'Ольга Каримова'],
    inCall: 'Кирилл Орлов',
    refused: 'Рустам Каримов',
    labels: { waiting: 'Смирнова А. П.', inCall: 'Орлов К.', open: 'Каримов Р.', refused: 'Каримов Р.' },
    clinic: 'Поликлиника № 5',
    doctor: 'Мария Петрова',
    colleague: 'Кирилл Орлов',
    reception: 'Вера',
    site: 'Северный корпус',
    interpreter: 'Переводчик',
    planned: ['Фёдорова М. И.', 'Ахметов Т.', 'Белова О. Н.'],
  },
} as const;

const context = (browser: Browser, look: Look, width: number, height: number): Promise<BrowserContext> =>
  browser.newContext({
    viewport: { width, height },
    locale: locales[look.language],
    colorScheme: look.theme,
    reducedMotion: 'reduce',
    // The proxy before the clinic's service has a certificate that nobody knows.
    ignoreHTTPSErrors: true,
  });

export async function deskContext(browser: Browser, look: Look): Promise<BrowserContext> {
  const desk = await context(browser, look, 1280, 800);
  await desk.grantPermissions(['clipboard-read', 'clipboard-write']);
  return desk;
}

export const phoneContext = (browser: Browser, look: Look): Promise<BrowserContext> =>
  context(browser, look, 360, 740);
