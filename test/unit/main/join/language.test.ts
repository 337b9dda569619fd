import { describe, expect, it } from 'vitest';
import { chooseLanguage } from '../../../../src/main/join/language.ts';

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
    expect(chooseLanguage(undefined, header, 'en')).toEqual({ language: expected, chosen: false });
  });

  it('falls back to what the clinic has set', () => {
    expect(chooseLanguage('', 'de', 'ru')).toEqual({ language: 'ru', chosen: false });
  });

  it('follows the switch before the browser, and ignores a switch it does not know', () => {
    expect(chooseLanguage('en', 'ru', 'ru')).toEqual({ language: 'en', chosen: true });
    expect(chooseLanguage('de', 'ru', 'en')).toEqual({ language: 'ru', chosen: false });
    expect(chooseLanguage(['ru'], 'en', 'en')).toEqual({ language: 'en', chosen: false });
  });

  it('is not slowed by a header of thousands of ranges', () => {
    expect(chooseLanguage(undefined, `${'de,'.repeat(5_000)}ru`, 'en').language).toBe('en');
  });
});
