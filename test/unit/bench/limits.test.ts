import { describe, expect, it } from 'vitest';
import { clickLimitMs, pressLimitMs } from '../../bench/limits.ts';

describe('the limits that depend on the server', () => {
  it("give the doctor's click one server call and 50 ms", () => {
    expect(clickLimitMs(41.5)).toBe(91.5);
  });

  it("give the patient's press one round trip and 30 ms", () => {
    expect(pressLimitMs(41.5, 1)).toBe(71.5);
  });

  it('give it two round trips where the server has to be asked twice', () => {
    expect(pressLimitMs(41.5, 2)).toBe(113);
  });
});
