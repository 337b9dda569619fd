import { describe, expect, it } from 'vitest';
import { pickLanguage, textsOf } from '../../../../src/emulator/room/texts.ts';

describe('pickLanguage', () => {
  it.each([
    ['ru', 'en-US', 'ru'],
    ['en', 'ru-RU', 'en'],
    ['auto', 'ru-RU', 'ru'],
    [null, 'ru', 'ru'],
    [null, 'de', 'en'],
  ] as const)('%s in a browser of %s: %s', (wanted, ofBrowser, expected) => {
    expect(pickLanguage(wanted, ofBrowser)).toBe(expected);
  });
});

it('no sentence is left in the other language', () => {
  expect(Object.values(textsOf('ru')).filter((text) => !/[а-я]/i.test(text))).toEqual([]);
  expect(Object.values(textsOf('en')).filter((text) => /[а-я]/i.test(text))).toEqual([]);
});
