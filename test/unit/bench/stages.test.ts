import { describe, expect, it } from 'vitest';
import { matchStages } from '../../bench/service/stages.ts';

const heard = (visitId: string, word: string, ownerAt: number, lastAt = ownerAt) => ({
  visitId,
  word,
  ownerAt,
  lastAt,
});

describe('a stage on a card', () => {
  it('takes from what was said to the desk of the doctor, and to the last desk', () => {
    const wanted = [{ visitId: 'a', word: 'asleep', at: 1_000 }];
    expect(matchStages(wanted, [heard('a', 'asleep', 1_007, 1_020)])).toEqual({
      owner: [7],
      last: [20],
      missing: 0,
    });
  });

  it('belongs to one word of one visit', () => {
    const wanted = [{ visitId: 'a', word: 'asleep', at: 1_000 }];
    const others = [heard('b', 'asleep', 1_001), heard('a', 'waiting', 1_002)];
    expect(matchStages(wanted, others)).toEqual({ owner: [], last: [], missing: 1 });
  });

  it('is not one that was heard before, nor one that was counted already', () => {
    const wanted = [
      { visitId: 'a', word: 'asleep', at: 1_000 },
      { visitId: 'a', word: 'asleep', at: 5_000 },
      { visitId: 'a', word: 'asleep', at: 5_001 },
    ];
    const all = [heard('a', 'asleep', 900), heard('a', 'asleep', 1_010), heard('a', 'asleep', 5_030)];
    expect(matchStages(wanted, all)).toEqual({ owner: [10, 30], last: [10, 30], missing: 1 });
  });

  it('is missing while no desk of the doctor has shown it', () => {
    const wanted = [{ visitId: 'a', word: 'asleep', at: 1_000 }];
    expect(matchStages(wanted, [heard('a', 'asleep', Infinity, 1_004)]).missing).toBe(1);
  });
});
