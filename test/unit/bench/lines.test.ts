import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineOf, percentile } from '../../bench/lines.ts';

const values = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1 });

describe('a percentile', () => {
  it.each([
    [[1], 50, 1],
    [[1], 95, 1],
    [[4, 1, 3, 2], 50, 2],
    [[4, 1, 3, 2], 95, 4],
    [[30, 20, 10], 50, 20],
    [Array.from({ length: 100 }, (_unused, index) => 100 - index), 95, 95],
    [Array.from({ length: 20 }, (_unused, index) => index + 1), 95, 19],
    [[2, 1], 0, 1],
    [[2, 1], 100, 2],
  ])('of %j at %i %% is %d', (given, percent, expected) => {
    expect(percentile(given, percent)).toBe(expected);
  });

  it('cannot be had without samples', () => {
    expect(() => percentile([], 50)).toThrow('no samples');
  });

  it('is a value that was measured, and at least as many as it promises do not exceed it', () => {
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 100 }), (given, percent) => {
        const found = percentile(given, percent);
        expect(given).toContain(found);
        const within = given.filter((value) => value <= found).length;
        expect(within * 100).toBeGreaterThanOrEqual(percent * given.length);
      }),
    );
  });

  it('does not depend on the order and leaves the samples as they are', () => {
    fc.assert(
      fc.property(values, (given) => {
        const copy = [...given];
        expect(percentile([...given].reverse(), 95)).toBe(percentile(given, 95));
        expect(given).toEqual(copy);
      }),
    );
  });
});

describe('a line', () => {
  const measured = { name: 'something', unit: 'ms', values: [1, 2, 3, 50] } as const;

  it('is met when its worst twentieth is within the limit', () => {
    expect(lineOf({ ...measured, limit: 50 })).toEqual({
      name: 'something',
      unit: 'ms',
      samples: 4,
      p50: 2,
      p95: 50,
      limit: 50,
      met: true,
    });
  });

  it('is missed when only the median is within the limit', () => {
    expect(lineOf({ ...measured, limit: 49 }).met).toBe(false);
  });

  it('is judged before it is rounded', () => {
    const line = lineOf({ ...measured, values: [50.004], limit: 50 });
    expect(line.p95).toBe(50);
    expect(line.met).toBe(false);
  });

  it('without a limit is neither met nor missed', () => {
    const line = lineOf(measured);
    expect(line.limit).toBeNull();
    expect(line.met).toBeNull();
  });

  it('takes the lower end for the bad one where more is better', () => {
    const line = lineOf({ ...measured, unit: 'requests/s', moreIsBetter: true });
    expect([line.p50, line.p95]).toEqual([2, 1]);
  });

  it('keeps its note and has none otherwise', () => {
    expect(lineOf({ ...measured, note: 'how' }).note).toBe('how');
    expect(lineOf(measured)).not.toHaveProperty('note');
  });

  it('shows fewer digits of what is larger', () => {
    const line = lineOf({ ...measured, values: [0.0149, 12.3456], limit: 1.234 });
    expect([line.p50, line.p95, line.limit]).toEqual([0.015, 12.3, 1.23]);
  });
});
