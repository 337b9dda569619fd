/** The desk's texts, each language loaded when it is wanted: nobody waits for the other one. */
import type { Messages } from '../shared/i18n/messages.ts';
import type { Language } from '../shared/settings.ts';
import type { texts as english } from './texts/en.ts';

/** With the keys as they are, so that a misspelt one does not compile. */
export type EnglishTexts = typeof english;
export type DeskTexts = { readonly [Area in keyof EnglishTexts]: Messages[Area] };

const loaders: Readonly<Record<Language, () => Promise<DeskTexts>>> = {
  en: async () => (await import('./texts/en.ts')).texts,
  ru: async () => (await import('./texts/ru.ts')).texts,
};

/** Errors: rejects when they cannot be had, because the line is gone just then. */
export const loadTexts = (language: Language): Promise<DeskTexts> => loaders[language]();
