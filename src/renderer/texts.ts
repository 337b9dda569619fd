/**
 * The desk's texts, each language loaded when it is wanted: nobody waits for the other one. Those of the screens that load after
 * the desk are a group of their own.
 */
import type { Messages } from '../shared/i18n/messages.ts';
import type { Language } from '../shared/settings.ts';
import type { texts as english } from './texts/en.ts';
import type { laterTexts as laterEnglish } from './texts/later.en.ts';

/** With the keys as they are, so that a misspelt one does not compile. */
export type EnglishTexts = typeof english & typeof laterEnglish;
export type DeskTexts = { readonly [Area in keyof typeof english]: Messages[Area] };
export type LaterTexts = { readonly [Area in keyof typeof laterEnglish]: Messages[Area] };

/** `desk`: loaded before anything is shown. `later`: with the screens of `laterScreens.tsx`. */
export type TextGroup = 'desk' | 'later';

type Texts = Readonly<Record<string, Readonly<Record<string, string>>>>;

const loaders: Readonly<Record<TextGroup, Readonly<Record<Language, () => Promise<Texts>>>>> = {
  desk: {
    en: async () => (await import('./texts/en.ts')).texts,
    ru: async () => (await import('./texts/ru.ts')).texts,
  },
  later: {
    en: async () => (await import('./texts/later.en.ts')).laterTexts,
    ru: async () => (await import('./texts/later.ru.ts')).laterTexts,
  },
};

/** Errors: rejects when they cannot be had, because the line is gone just then. */
export const loadTexts = (group: TextGroup, language: Language): Promise<Texts> => loaders[group][language]();
