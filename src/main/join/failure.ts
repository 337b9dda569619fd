/** What a patient is told when a press fails: the cause in plain words and what to do, never staff words. */
import type { ErrorCode } from '../../shared/errors.ts';
import { fill, messages } from '../../shared/i18n/messages.ts';
import type { Language, Settings } from '../../shared/settings.ts';

export type PatientText = keyof (typeof messages)['en']['patient'];

/** These say what to do themselves; the others get "try again or call". */
const complete: Readonly<Partial<Record<ErrorCode, PatientText>>> = {
  'name-required': 'failed-name-required',
  'too-many-requests': 'failed-too-many',
  'foreign-origin': 'failed-foreign-origin',
  'link-dead': 'dead',
  declined: 'declined',
};

const causes: Readonly<Partial<Record<ErrorCode, PatientText>>> = {
  'no-web-client': 'failed-no-web-client',
  'name-not-found': 'failed-no-answer',
  refused: 'failed-no-answer',
  unreachable: 'failed-no-answer',
  timeout: 'failed-no-answer',
  'connection-lost': 'failed-no-answer',
  'server-error': 'failed-no-answer',
  'visit-not-ready': 'failed-not-ready',
  'conference-not-found': 'failed-not-ready',
};

/** "Try again", and the telephone where there is one; its spaces do not break. */
export function tryAgain(language: Language, { phone }: Settings['clinic']): string {
  const words = messages[language].patient;
  return phone === ''
    ? words.again
    : fill(words['again-or-call'], { phone: phone.replaceAll(' ', '\u00a0') });
}

/** Sentences for the page and for the script. */
export function failureText(code: ErrorCode, language: Language, clinic: Settings['clinic']): string {
  const words = messages[language].patient;
  const whole = complete[code];
  return whole ? words[whole] : `${words[causes[code] ?? 'failed-other']} ${tryAgain(language, clinic)}`;
}

/** HTTP status of the answer to a failed press. */
export function failureStatus(code: ErrorCode): number {
  switch (code) {
    case 'name-required':
      return 422;
    case 'link-dead':
      return 404;
    case 'declined':
      return 409;
    case 'too-many-requests':
      return 429;
    default:
      return 503;
  }
}
