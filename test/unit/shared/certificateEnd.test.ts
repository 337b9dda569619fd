import { expect, test } from 'vitest';
import { daysLeft, endLevel } from '../../../src/shared/certificateEnd.ts';

const dayMs = 86_400_000;
const now = Date.parse('2026-11-25T12:00:00Z');

test.each([
  [31, null, 31],
  [30 + 1 / dayMs, null, 30],
  [30, 'days-30', 30],
  [14.5, 'days-30', 14],
  [14, 'days-14', 14],
  [7.01, 'days-14', 7],
  [7, 'days-7', 7],
  [0.2, 'days-7', 0],
  [0, 'days-7', 0],
  [-1 / dayMs, 'ended', 0],
  [-400, 'ended', 0],
])('%s days before its end: %s', (days, level, left) => {
  expect(endLevel(now + days * dayMs, now)).toBe(level);
  expect(daysLeft(now + days * dayMs, now)).toBe(left);
});
