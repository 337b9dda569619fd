/** The form of a text that a number asks for, outside of the desk, whose own library does this. */
import type { Language } from '../settings.ts';

const forms = { zero: 'many', one: 'one', two: 'few', few: 'few', many: 'many', other: 'other' } as const;
type Form = (typeof forms)[keyof typeof forms];

export const pluralKey = <K extends string>(key: K, count: number, language: Language): `${K}_${Form}` =>
  `${key}_${forms[new Intl.PluralRules(language).select(count)]}`;
