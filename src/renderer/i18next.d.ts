/** Makes a misspelt key a type error. */
import 'i18next';
import type { en } from '../shared/i18n/en.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'board';
    resources: typeof en;
    keySeparator: false;
    nsSeparator: false;
  }
}
