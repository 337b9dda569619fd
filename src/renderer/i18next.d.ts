/** Makes a misspelt key a type error. */
import 'i18next';
import type { EnglishTexts } from './texts.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'board';
    resources: EnglishTexts;
    keySeparator: false;
    nsSeparator: false;
  }
}
