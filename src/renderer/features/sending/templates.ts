/** The text of a message before its gaps are filled. Pure. */
import { sending as english } from '../../../shared/i18n/en/sending.ts';
import { sending as russian } from '../../../shared/i18n/ru/sending.ts';
import type { Language } from '../../../shared/settings.ts';

const words = { en: english, ru: russian } as const;

/** In the patient's language, whatever the one of the desk is. */
export const patientWords = (language: Language) => words[language];

export const builtInTemplate = (language: Language): string => patientWords(language)['default-message'];

/** `stored`: the clinic's own text; empty: it has none. */
export const templateOf = (stored: string, language: Language): string =>
  stored.trim() === '' ? builtInTemplate(language) : stored;
