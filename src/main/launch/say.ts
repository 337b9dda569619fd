/** What the launcher says: one line on stderr, in the language of the settings or of the system. */
import { fill, messages } from '../../shared/i18n/messages.ts';
import type { Language } from '../../shared/settings.ts';

export type LaunchMessage = keyof (typeof messages)['en']['launch'];
export type Say = (key: LaunchMessage, values?: Readonly<Record<string, string | number>>) => void;

export const createSay =
  (language: Language): Say =>
  (key, values) => {
    process.stderr.write(`${fill(messages[language].launch[key], values)}\n`);
  };

/** The system's language, as far as Visit Desk speaks it. */
export function systemLanguage(locale = new Intl.DateTimeFormat().resolvedOptions().locale): Language {
  return locale.toLowerCase().startsWith('ru') ? 'ru' : 'en';
}
