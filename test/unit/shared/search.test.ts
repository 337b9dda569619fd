import { describe, expect, it } from 'vitest';
import { searchFor } from '../../../src/shared/search.ts';

const finds = (search: string, ...texts: readonly string[]): boolean | undefined =>
  searchFor(search)?.(texts);

describe('searching labels', () => {
  it.each([
    ['иванов', 'Иванов Пётр Ильич'],
    ['ПЕТР ИВАН', 'Иванов Пётр Ильич'],
    ['пётр', 'Петр'],
    ['ванов', 'Иванов'],
    ['Zoe', 'Zoë Müller'],
    ['muller', 'Zoë Müller'],
    ['и.п. иванов', 'Иванов И. П.'],
    ['14:30', 'visit of 14:30'],
    ["o'neil", 'O’Neil, Sam'],
  ])('%s finds %s', (search, text) => expect(finds(search, text)).toBe(true));

  it.each([
    ['иванов пётр', 'Иванов Павел'],
    // й is a letter of its own.
    ['май', 'Маи'],
    ['smith', 'Смит'],
  ])('%s does not find %s', (search, text) => expect(finds(search, text)).toBe(false));

  it('looks at each text alone', () => {
    expect(finds('anna smith', 'Anna', 'Smith')).toBe(false);
    expect(finds('anna smith', 'Peter', 'Smith, Anna')).toBe(true);
  });

  it('searches for nothing when no word was typed', () => {
    expect(searchFor('  .,- ')).toBeUndefined();
    expect(finds('a')).toBe(false);
  });
});
