/** The sentences that a screen must show, from the dictionaries themselves. */
import type { ErrorCode, ErrorDetails } from '../../../src/shared/errors.ts';
import type { Emulator } from '../../../src/emulator/index.ts';
import { fill, messages } from '../../../src/shared/i18n/messages.ts';
import type { Language } from '../../../src/shared/settings.ts';

export const locales: Readonly<Record<Language, string>> = { en: 'en-GB', ru: 'ru-RU' };

/** The sentence to the staff, with its gaps filled. */
export const staffSentence = (language: Language, code: ErrorCode, details: ErrorDetails = {}): string =>
  fill(messages[language].errors[code], details);

/** The server as the sentences name it. */
export function hostOf({ origin }: Emulator): ErrorDetails {
  const { hostname, port } = new URL(origin);
  return { host: hostname, port: Number(port) };
}
