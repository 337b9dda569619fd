/** What the board says of the day: who waits for how long, whether the doctor is late, what is missing. */
import { expect, it } from 'vitest';
import { lateNow } from '../../../src/renderer/features/late/lateNow.ts';
import { groupVisits, lackOf } from '../../../src/renderer/features/visits/groups.ts';
import { waitLevel } from '../../../src/renderer/ui/waitLevel.ts';
import { personView, visitView } from '../../fixtures/views.ts';

const now = new Date(2026, 10, 23, 12, 0).getTime();
const minute = 60_000;

it.each([
  [-1, 0],
  [0, 0],
  [5 * minute - 1, 0],
  [5 * minute, 5],
  [15 * minute - 1, 5],
  [15 * minute, 15],
  [30 * minute - 1, 15],
  [30 * minute, 30],
  [9 * 60 * minute, 30],
] as const)('somebody who has waited for %i ms is at the step of %i minutes', (ms, level) => {
  expect(waitLevel(ms)).toBe(level);
});

const late = (id: string, lateMinutes: number | null, part: Parameters<typeof visitView>[2] = {}) =>
  visitView(id, 'planned', { phase: 'planned', startsAt: now, lateMinutes, ...part });
const anna = (state: 'waiting' | 'in-call') => ({ persons: [personView('anna', 'Anna', state, now)] });

it('the doctor is late as long as a visit that has not begun says so', () => {
  expect(lateNow([], null)).toBeNull();
  expect(lateNow([late('a', null)], null)).toBeNull();
  expect(lateNow([late('a', 10), late('b', 20), late('c', null)], null)).toBe(20);
  expect(lateNow([late('a', 20, { phase: 'live', ...anna('waiting') })], null)).toBe(20);
  expect(lateNow([late('a', 20, { phase: 'live', ...anna('in-call') })], null)).toBeNull();
  expect(lateNow([late('a', 20, { phase: 'closed' }), late('b', 10)], null)).toBe(10);
  expect(lateNow([late('a', 20, { ownerId: 'ivanov' }), late('b', 10)], 'petrova')).toBe(10);
});

it.each([
  ['all', []],
  ['all-done', [visitView('a', 'ended', { phase: 'closed', createdAt: now })]],
  [
    'only-planned',
    [
      late('a', null, { startsAt: now + 60 * minute }),
      visitView('b', 'ended', { phase: 'closed', createdAt: now }),
    ],
  ],
  [null, [late('a', null, { startsAt: now + 10 * minute })]],
  [null, [visitView('a', 'not-opened')]],
] as const)('the board lacks %s', (lack, visits) => {
  expect(lackOf(groupVisits(visits, now))).toBe(lack);
});
