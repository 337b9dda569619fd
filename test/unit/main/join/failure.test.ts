import { describe, expect, it } from 'vitest';
import { failureStatus, failureText } from '../../../../src/main/join/failure.ts';
import { errorCodes, type ErrorCode } from '../../../../src/shared/errors.ts';
import { messages } from '../../../../src/shared/i18n/messages.ts';
import { defaultSettings, languages } from '../../../../src/shared/settings.ts';

const withPhone = { ...defaultSettings.clinic, phone: '8 495 000-00-00' };
const words = { en: messages.en.patient, ru: messages.ru.patient };

describe.each(languages)('in %s', (language) => {
  it.each(errorCodes)('%s is told in plain words, whole and without gaps', (code) => {
    const text = failureText(code, words[language], withPhone);
    expect(text).toMatch(/^\p{Lu}[^{}]+[.]$/u);
    expect(text).not.toMatch(/trueconf|server|licen|сервер|лиценз|guest|гост/iu);
  });

  it('a failure on our side names the telephone where there is one', () => {
    expect(failureText('timeout', words[language], withPhone)).toContain(
      '8\u00a0495\u00a0000\u201100\u201100',
    );
    expect(failureText('timeout', words[language], defaultSettings.clinic)).toBe(
      `${words[language]['failed-no-answer']} ${words[language].again}`,
    );
  });

  it('the causes are told apart', () => {
    const distinct: readonly ErrorCode[] = [
      'name-required',
      'no-web-client',
      'timeout',
      'visit-not-ready',
      'too-many-requests',
      'foreign-origin',
      'link-dead',
      'declined',
      'needs-browser',
      'internal',
    ];
    expect(new Set(distinct.map((code) => failureText(code, words[language], withPhone))).size).toBe(
      distinct.length,
    );
  });
});

it.each([
  ['name-required', 422],
  ['link-dead', 404],
  ['declined', 409],
  ['needs-browser', 409],
  ['too-many-requests', 429],
  ['timeout', 503],
  ['internal', 503],
] as const)('%s has status %i', (code, status) => {
  expect(failureStatus(code)).toBe(status);
});
