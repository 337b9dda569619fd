/** A doctor’s day in real Chromium, where time passes: by mouse, and once more by keys alone. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { temporaryFolder } from '../../fixtures/temporaryFolder.ts';
import { Day, morning, wholeDay } from './dayScript.ts';
import { MouseHand, type Hand } from './hand.ts';
import type { Hands } from './hands.ts';
import { KeyHand } from './keyHand.ts';
import { Practice } from './practice.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

async function passDay(handAt: (page: Page) => Hand): Promise<Hands> {
  const practice = await Practice.open({
    browser,
    folder: temporaryFolder(),
    doctors: [
      { id: 'petrova', name: 'Dr. Petrova' },
      { id: 'ivanov', name: 'Dr. Ivanov' },
    ],
    morning,
  });
  try {
    await wholeDay(new Day(practice, handAt));
    return practice.hands;
  } finally {
    await practice.close();
  }
}

it('a doctor’s day', { timeout: 240_000 }, async () => {
  const { clicks, keys } = await passDay((page) => new MouseHand(page));
  console.log(`30 visits of two doctors: ${clicks} clicks, ${keys} keys`);
});

it('the same day by keyboard', { timeout: 240_000 }, async () => {
  const { clicks, keys } = await passDay((page) => new KeyHand(page));
  expect(clicks).toBe(0);
  console.log(`30 visits of two doctors: ${keys} keys, ${clicks} clicks`);
});
