import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyChange, catchUp, listOf } from '../../../src/renderer/state/visitList.ts';
import { visitView } from '../../fixtures/views.ts';

const change = (revision: number, id = 'a', label = '') => ({
  revision,
  visit: visitView(id, 'not-opened', { label, createdAt: 0 }),
});

describe('a change of the list', () => {
  const list = listOf({ revision: 4, visits: [visitView('a', 'not-opened')] });

  it('is applied when it is the next one', () => {
    const result = applyChange(list, change(5, 'b'));
    expect(result).toMatchObject({ kind: 'applied', list: { revision: 5 } });
    expect(result.kind === 'applied' && [...result.list.visits.keys()]).toEqual(['a', 'b']);
  });

  it('is dropped when it is known already', () => {
    expect(applyChange(list, change(4))).toEqual({ kind: 'old' });
  });

  it('shows a gap when one was missed', () => {
    expect(applyChange(list, change(6))).toEqual({ kind: 'gap' });
    expect(catchUp(list, [change(5), change(7)])).toBeUndefined();
  });

  it('gives the same list wherever the list was asked for, in whatever order the early ones came', () => {
    const changes = [1, 2, 3, 4, 5, 6].map((revision) =>
      change(revision, `v${revision % 3}`, `l${revision}`),
    );
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 6 }),
        fc.shuffledSubarray(changes, { minLength: 6 }),
        (at, early) => {
          const empty = listOf({ revision: 0, visits: [] });
          const known = catchUp(empty, changes.slice(0, at));
          const whole = catchUp(empty, changes);
          expect(known && catchUp(known, early)?.visits).toEqual(whole?.visits);
        },
      ),
    );
  });
});
