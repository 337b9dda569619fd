/** Texts in the chosen language, switched without a restart. */
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '../shared/settings.ts';
import { messages } from '../shared/i18n/messages.ts';

/** The language of the browser, for the first moment and where the settings say "like this computer". */
export function browserLanguage(languages: readonly string[] = navigator.languages): Language {
  const known = languages
    .map((tag) => tag.slice(0, 2).toLowerCase())
    .find((tag) => tag === 'ru' || tag === 'en');
  return known === 'ru' ? 'ru' : 'en';
}

export async function startTexts(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: browserLanguage(),
    resources: messages,
    defaultNS: 'board',
    ns: ['board', 'settings', 'people', 'errors'],
    keySeparator: false,
    nsSeparator: false,
    // React escapes what it draws.
    interpolation: { escapeValue: false },
  });
  document.documentElement.lang = i18next.language;
}

const choiceKey = 'visit-desk-language';

/** What somebody chose at this desk; `undefined`: nothing. */
export function chosenLanguage(): Language | undefined {
  const choice = localStorage.getItem(choiceKey);
  return choice === 'ru' || choice === 'en' ? choice : undefined;
}

/** For this browser, at the clinic's service: its settings are everybody's. */
export async function chooseLanguage(language: Language): Promise<void> {
  localStorage.setItem(choiceKey, language);
  await setLanguage(language);
}

export async function setLanguage(language: Language): Promise<void> {
  if (i18next.language === language) return;
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}
