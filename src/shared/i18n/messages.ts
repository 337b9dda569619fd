/** The dictionaries: the same keys in each language, or it does not compile. */
import type { Language } from '../settings.ts';
import { en } from './en.ts';
import { ru } from './ru.ts';

export type Messages = {
  readonly [Area in keyof typeof en]: { readonly [Key in keyof (typeof en)[Area]]: string };
};
export type Area = keyof Messages;

export const messages: Readonly<Record<Language, Messages>> = { en, ru };

/** Fills `{{gap}}`s; a gap without a value stays visible, so that it is noticed. */
export function fill(text: string, values: Readonly<Record<string, string | number>> = {}): string {
  return text.replace(/\{\{(\w+)\}\}/g, (gap, name: string) => String(values[name] ?? gap));
}
