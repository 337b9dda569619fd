/** Texts in the chosen language, switched without a restart. */
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '../shared/settings.ts';
import { keptHere } from './state/kept.ts';
import { loadTexts, type TextGroup } from './texts.ts';

/** The language of the browser, for the first moment and where the settings say "like this computer". */
export function browserLanguage(languages: readonly string[] = navigator.languages): Language {
  const known = languages
    .map((tag) => tag.slice(0, 2).toLowerCase())
    .find((tag) => tag === 'ru' || tag === 'en');
  return known === 'ru' ? 'ru' : 'en';
}

/** Resolves with the texts of the browser's language; the others follow by themselves. */
export async function startTexts(): Promise<void> {
  const language = browserLanguage();
  await i18next.use(initReactI18next).init({
    lng: language,
    resources: { [language]: await loadTexts('desk', language) },
    defaultNS: 'board',
    keySeparator: false,
    nsSeparator: false,
    // React escapes what it draws.
    interpolation: { escapeValue: false },
  });
  loading.set(`desk ${language}`, Promise.resolve());
  document.documentElement.lang = i18next.language;
  // Whoever changes the language later does not wait, and needs no line to do so.
  for (const other of languages) void have(other).catch(() => undefined);
}

const languages = ['en', 'ru'] as const;

/** The texts of screens that load after the desk are wanted from now on, in every language that is. */
let wantsLater = false;

/**
 * Resolves with these texts in the language of the moment; the other language follows by itself. Errors: rejects when they
 * cannot be loaded; they are asked for again the next time.
 */
export async function startLaterTexts(): Promise<void> {
  wantsLater = true;
  const now = i18next.language === 'ru' ? 'ru' : 'en';
  await have(now);
  for (const other of languages) void have(other).catch(() => undefined);
  // The language was changed while they were on their way.
  if (i18next.language !== now) await have(i18next.language === 'ru' ? 'ru' : 'en');
}

const loading = new Map<`${TextGroup} ${Language}`, Promise<void>>();

/** Errors: rejects when the texts cannot be loaded; they are asked for again the next time. */
async function have(language: Language): Promise<void> {
  await Promise.all([haveGroup('desk', language), ...(wantsLater ? [haveGroup('later', language)] : [])]);
}

function haveGroup(group: TextGroup, language: Language): Promise<void> {
  const key = `${group} ${language}` as const;
  const known = loading.get(key);
  if (known) return known;
  const loaded = loadTexts(group, language).then((texts) => {
    for (const [area, sentences] of Object.entries(texts))
      i18next.addResourceBundle(language, area, sentences);
  });
  loading.set(key, loaded);
  loaded.catch(() => loading.delete(key));
  return loaded;
}

const choiceKey = 'visit-desk-language';

/** What somebody chose at this desk; `undefined`: nothing. */
export function chosenLanguage(): Language | undefined {
  const choice = keptHere.getItem(choiceKey);
  return choice === 'ru' || choice === 'en' ? choice : undefined;
}

/** For this browser, at the clinic's service: its settings are everybody's. */
export async function chooseLanguage(language: Language): Promise<void> {
  keptHere.setItem(choiceKey, language);
  await setLanguage(language);
}

let wanted: Language | undefined;

export async function setLanguage(language: Language): Promise<void> {
  wanted = language;
  if (i18next.language === language) return;
  try {
    await have(language);
  } catch {
    // The line is gone within the first moment: the words stay as they are until the language is wanted again.
    return;
  }
  // Another one may have been chosen meanwhile.
  if (wanted !== language) return;
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}
