import { describe, expect, it } from 'vitest';
import { fullScale, parseScale } from '../../bench/service/scale.ts';

describe('the size of the clinic', () => {
  it('is the promised one', () => {
    expect(parseScale(['--json'])).toEqual(fullScale);
    expect(fullScale).toMatchObject({ desks: 400, waiting: 2_000, inCalls: 100, planned: 10_000 });
  });

  it('can be chosen, as can the measures', () => {
    const chosen = [
      '--desks',
      '8',
      '--waiting',
      '20',
      '--in-calls',
      '3',
      '--only',
      'two',
      '--only',
      'planned',
    ];
    expect(parseScale(chosen)).toEqual({
      ...fullScale,
      desks: 8,
      waiting: 20,
      inCalls: 3,
      only: ['two', 'planned'],
    });
  });

  it.each([
    [['--desks', '1']],
    [['--waiting', 'many']],
    [['--presses', '1.5']],
    [['--only', 'three']],
    [['--desk', '8']],
  ])('refuses %j', (parameters) => {
    expect(() => parseScale(parameters)).toThrow();
  });
});
