/** What a patient is told when a press fails: the cause in plain words and what to do, never staff words. */
import type { ErrorCode } from '../../shared/errors.ts';
import type { Settings } from '../../shared/settings.ts';
import { tryAgain } from './pageParts.ts';
import type { PatientWords } from './patientTexts.ts';

export type PatientText = keyof PatientWords;

/** These say what to do themselves; the others get "try again or call". */
const complete: Readonly<Partial<Record<ErrorCode, PatientText>>> = {
  'name-required': 'failed-name-required',
  'too-many-requests': 'failed-too-many',
  'foreign-origin': 'failed-foreign-origin',
  'needs-browser': 'failed-needs-browser',
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

/** Sentences for the page and for the script. */
export function failureText(code: ErrorCode, words: PatientWords, clinic: Settings['clinic']): string {
  const whole = complete[code];
  return whole ? words[whole] : `${words[causes[code] ?? 'failed-other']} ${tryAgain({ words, clinic })}`;
}

/** HTTP status of the answer to a failed press. */
export function failureStatus(code: ErrorCode): number {
  switch (code) {
    case 'name-required':
      return 422;
    case 'link-dead':
      return 404;
    case 'declined':
    case 'needs-browser':
      return 409;
    case 'too-many-requests':
      return 429;
    default:
      return 503;
  }
}
