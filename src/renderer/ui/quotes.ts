/** Quotation marks inside quotation marks, which differ from the outer ones. Pure. */

type Marks = readonly [from: RegExp, to: string];

const inner: Readonly<Record<string, readonly Marks[]>> = {
  en: [
    [/“/g, '‘'],
    [/”/g, '’'],
  ],
  ru: [
    [/«/g, '„'],
    [/»/g, '“'],
  ],
};

/** The sentence as it stands within the quotation marks of `language`. */
export const toBeQuoted = (sentence: string, language: string): string =>
  (inner[language] ?? []).reduce((text, [from, to]) => text.replace(from, to), sentence);
