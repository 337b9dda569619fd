import { describe, expect, it } from 'vitest';
import { lineOf } from '../../bench/lines.ts';
import { table } from '../../bench/table.ts';

const lines = [
  lineOf({ name: 'quick', unit: 'ms', values: [3, 4], limit: 10, note: 'how it was taken' }),
  lineOf({ name: 'slow', unit: 'ms', values: [300], limit: 10 }),
  lineOf({ name: 'compared', unit: 'requests/s', values: [1234.5] }),
];

describe('the table', () => {
  const rows = table(lines).split('\n');

  it('says of each line whether it was met, and nothing where there is no limit', () => {
    expect(rows[1]).toMatch(/^quick +2 +3 +4 +10 +ms +met$/);
    expect(rows[3]).toMatch(/^slow +1 +300 +300 +10 +ms +MISSED$/);
    expect(rows[4]).toMatch(/^compared +1 +1234\.5 +1234\.5 +- +requests\/s$/);
  });

  it('puts a note under its line', () => {
    expect(rows[2]).toBe('    how it was taken');
  });

  it('aligns its numbers', () => {
    const ends = [rows[1], rows[3], rows[4]].map((row) => /^\S+ +\d+/.exec(row ?? '')?.[0].length);
    expect(new Set(ends).size).toBe(1);
  });
});
