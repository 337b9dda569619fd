import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanLine, cleanName, cutWhole, maxNameLength } from '../../../src/shared/displayName.ts';

describe('a typed name', () => {
  it.each<[string, string]>([
    ['  Anna   Smirnova ', 'Anna Smirnova'],
    ['Анна Смирнова', 'Анна Смирнова'],
    ['A$n*na', 'A n na'],
    ['<b>"Anna" & Co</b>', '<b>"Anna" & Co</b>'],
    ['An\u0000na\u001b[2J', 'An na [2J'],
    ['Anna\u202egnp.exe', 'Anna gnp.exe'],
    ['שרה כהן', 'שרה כהן'],
    ['👩‍⚕️ Anna 👍🏽', '👩‍⚕️ Anna 👍🏽'],
    ['e\u0301', 'é'],
    ['Anna\nBoris\tC', 'Anna Boris C'],
    ['\ud800Anna', '\ufffdAnna'],
  ])('%j becomes %j', (typed, clean) => expect(cleanName(typed)).toBe(clean));

  it.each([
    '',
    ' ',
    '\u00a0\u2003',
    '$*$*',
    '\u0000',
    '\u200b\ufeff',
    '\u202e\u2066',
    '\u3164',
    '\u200d',
    '\u2800',
    '\ufe0f',
  ])('%j is no name', (typed) => expect(cleanName(typed)).toBe(''));

  it('of 1,000 characters is cut to 100, and never inside a character', () => {
    expect(cleanName('x'.repeat(1_000))).toBe('x'.repeat(100));
    const family = '👨‍👩‍👧‍👦';
    const cut = cleanName(family.repeat(200));
    expect(cut).toBe(family.repeat(Math.floor(100 / family.length)));
    expect(cleanName(`a${'\u0301'.repeat(1_000)}`).length).toBeLessThanOrEqual(100);
  });

  it('is always fit: short, one line, nothing reserved, and clean stays clean', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (typed) => {
        const name = cleanName(typed);
        expect(name.length).toBeLessThanOrEqual(maxNameLength);
        expect(name).not.toMatch(/[$*\p{Cc}\u2028\u2029\u202a-\u202e]/u);
        expect(name.isWellFormed()).toBe(true);
        expect(name).toBe(name.trim());
        expect(cleanName(name)).toBe(name);
      }),
    );
  }, 60_000);
});

describe('a line', () => {
  it('keeps what only TrueConf reserves', () => expect(cleanLine(' 5$ * ', 100)).toBe('5$ *'));
  it('is cut where it is told', () => expect(cleanLine('ab cd', 3)).toBe('ab'));
});

describe('cutting', () => {
  it('gives back what fits, and cuts a single character that is too long by its parts', () => {
    expect(cutWhole('abc', 3)).toBe('abc');
    expect(cutWhole(`a${'\u0301'.repeat(9)}`, 5)).toBe(`a${'\u0301'.repeat(4)}`);
    expect(cutWhole('👩‍⚕️', 1)).toBe('');
  });
});
