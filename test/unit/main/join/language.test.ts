import { describe, expect, it } from 'vitest';
import { chooseLanguage, type LanguageChoice } from '../../../../src/main/join/language.ts';

const choose = (chosen: unknown, accept: string | undefined, fallback: string): LanguageChoice =>
  chooseLanguage(chosen, accept, fallback, ['en', 'ru']);

describe('the language of an answer', () => {
  it.each([
    [undefined, 'en'],
    ['', 'en'],
    ['ru', 'ru'],
    ['ru-RU,ru;q=0.9,en-US;q=0.8,en;q=0.7', 'ru'],
    ['en-US,en;q=0.9,ru;q=0.8', 'en'],
    ['de-DE,de;q=0.9,ru;q=0.5', 'ru'],
    ['de, fr', 'en'],
    ['ru;q=0, en', 'en'],
    ['ru;q=0', 'en'],
    ['RU-ru', 'ru'],
    ['rus', 'en'],
    [';;;,,,q=1', 'en'],
    ['en;q=nonsense, ru;q=0.1', 'ru'],
  ])('for %j is %s', (header, expected) => {
    expect(choose(undefined, header, 'en')).toEqual({ language: expected, chosen: false });
  });

  it('falls back to what the clinic has set', () => {
    expect(choose('', 'de', 'ru')).toEqual({ language: 'ru', chosen: false });
  });

  it('follows the switch before the browser, and ignores a switch it does not know', () => {
    expect(choose('en', 'ru', 'ru')).toEqual({ language: 'en', chosen: true });
    expect(choose('de', 'ru', 'en')).toEqual({ language: 'ru', chosen: false });
    expect(choose(['ru'], 'en', 'en')).toEqual({ language: 'en', chosen: false });
  });

  it('can be any that there are words for', () => {
    const known = ['en', 'ru', 'kk'];
    expect(chooseLanguage('kk', 'ru', 'en', known)).toEqual({ language: 'kk', chosen: true });
    expect(chooseLanguage('', 'kk-KZ, ru;q=0.5', 'en', known)).toEqual({ language: 'kk', chosen: false });
  });

  it('is not slowed by a header of thousands of ranges', () => {
    expect(choose(undefined, `${'de,'.repeat(5_000)}ru`, 'en').language).toBe('en');
  });
});
