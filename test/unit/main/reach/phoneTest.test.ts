import { describe, expect, it } from 'vitest';
import { createPhoneTest, testLifeMs } from '../../../../src/main/reach/phoneTest.ts';
import type { Reach } from '../../../../src/shared/ipc/reach.ts';
import { FakeClock } from '../../../fixtures/fakeClock.ts';
import { fakeRandom } from '../../../fixtures/fakeRandom.ts';

const base = 'https://visits.clinic.example';
const phone = { address: '203.0.113.7', space: 'public', https: true, warned: false } as const;
const tablet = { address: '10.0.4.30', space: 'private', https: true, warned: true } as const;

function test() {
  const clock = new FakeClock();
  const told: Reach[] = [];
  const made = createPhoneTest({ clock, random: fakeRandom() }, (state) => told.push(state));
  return { clock, told, made };
}
const codeOf = (reach: Reach | undefined): string => reach?.page?.address.split('/').at(-1) ?? '';

describe('a test with a phone', () => {
  it('cannot begin while no page is served', () => {
    const { made } = test();
    expect(made.start()).toBeUndefined();
    expect(made.state()).toEqual({ page: null, heard: [], elsewhereAt: null });
  });

  it('has an address that cannot be guessed, and ends after ten minutes', async () => {
    const { clock, told, made } = test();
    made.follow(base);
    const started = made.start();
    expect(started?.page?.address).toMatch(/^https:\/\/visits\.clinic\.example\/v\/test\/[\w-]{22}$/);
    expect(made.isOpen(codeOf(started))).toBe(true);
    await clock.advance(testLifeMs - 1);
    expect(made.isOpen(codeOf(started))).toBe(true);
    await clock.advance(1);
    expect(made.isOpen(codeOf(started))).toBe(false);
    expect(told.at(-1)?.page).toBeNull();
  });

  it('goes on at the same address when it is started again', async () => {
    const { clock, made } = test();
    made.follow(base);
    const first = made.start();
    await clock.advance(testLifeMs - 1);
    expect(made.start()?.page?.address).toBe(first?.page?.address);
    await clock.advance(testLifeMs - 1);
    expect(made.isOpen(codeOf(first))).toBe(true);
  });

  it('hears by its own address alone, the latest first', async () => {
    const { clock, told, made } = test();
    made.follow(base);
    const code = codeOf(made.start());
    expect(made.hear('other', phone)).toBe(false);
    expect(made.hear(code, tablet)).toBe(true);
    await clock.advance(5_000);
    expect(made.hear(code, phone)).toBe(true);
    expect(told.at(-1)?.heard).toMatchObject([phone, tablet]);
  });

  it('knows of elsewhere only what a device from elsewhere said, and of the present address only', () => {
    const { clock, made } = test();
    made.follow(base);
    const code = codeOf(made.start());
    made.hear(code, tablet);
    expect(made.state().elsewhereAt).toBeNull();
    made.hear(code, phone);
    made.stop();
    expect(made.state().elsewhereAt).toBe(clock.now());
    made.follow(base);
    expect(made.state().elsewhereAt).toBe(clock.now());
    made.follow('https://other.example');
    expect(made.state()).toEqual({ page: null, heard: [], elsewhereAt: null });
  });

  it('keeps no more than ten words', () => {
    const { made } = test();
    made.follow(base);
    const code = codeOf(made.start());
    for (let count = 0; count < 12; count += 1) made.hear(code, tablet);
    expect(made.state().heard).toHaveLength(10);
  });
});
