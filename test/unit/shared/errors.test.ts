import { describe, expect, it } from 'vitest';
import { appError, errorCodes } from '../../../src/shared/errors.ts';
import { messages } from '../../../src/shared/i18n/messages.ts';
import { languages } from '../../../src/shared/settings.ts';

const gaps = (sentence: string): string[] =>
  [...sentence.matchAll(/\{\{\w+\}\}/g)].map(([gap]) => gap).sort();

describe('an error', () => {
  it('is retryable by its code alone', () => {
    expect(appError('timeout')).toEqual({ code: 'timeout', retryable: true });
    expect(appError('owner-unknown', { owner: 'x' })).toEqual({
      code: 'owner-unknown',
      retryable: false,
      details: { owner: 'x' },
    });
  });

  it.each(errorCodes)('%s has a sentence in every language, with the same gaps', (code) => {
    const sentences = languages.map((language) => messages[language].errors[code]);
    for (const sentence of sentences) expect(sentence.length).toBeGreaterThan(10);
    expect(new Set(sentences).size).toBe(languages.length);
    expect(new Set(sentences.map((sentence) => gaps(sentence).join())).size).toBe(1);
  });
});
