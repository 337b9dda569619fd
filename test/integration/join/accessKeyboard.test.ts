/** Every state of the page is reached and left by keyboard alone, and the focus can be seen all the way. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTheatre, type Theatre } from '../../fixtures/join/stage.ts';
import { patientStates } from '../../fixtures/join/states.ts';
import type { Hands } from '../../fixtures/join/visitor.ts';
import { byKeyboard, expectedOrder, focusTag, walk } from './keyboard.ts';
import { patience } from './patient.ts';

let theatre: Theatre;
/** Past the frame of a call the focus goes round as people know it only in a browser with a window. */
let windowed: Theatre;
beforeAll(async () => {
  [theatre, windowed] = await Promise.all([openTheatre(), openTheatre('whole')]);
}, 60_000);
afterAll(() => Promise.all([theatre.close(), windowed.close()]));

const desk = { isMobile: false, hasTouch: false, viewport: { width: 1280, height: 800 } } as const;
/** A page that was loaded anew has lost its mark; the focus then starts at the top, as everywhere. */
const mark = async (page: Page): Promise<void> => {
  await page.evaluate(() => Object.assign(window, { isMarked: true }));
};
const isMarked = (page: Page): Promise<boolean> => page.evaluate(() => 'isMarked' in window);
const holdsFocus = (page: Page): Promise<void> =>
  expect.poll(() => focusTag(page), patience).not.toBe('body');

it.each(patientStates.map((state) => [state.name, state] as const))('%s', async (_name, state) => {
  let presses = 0;
  const hands: Hands = {
    ...byKeyboard,
    async press(target) {
      presses += 1;
      await byKeyboard.press(target);
    },
  };
  const { play } = state.name === 'call' ? windowed : theatre;
  const played = await play(state, { language: 'en', hands, options: desk });
  const { page } = played;
  const hasScript = state.browser?.javaScriptEnabled !== false;
  if (presses > 0 && hasScript) await holdsFocus(page);

  const order = await expectedOrder(page);
  expect(order).not.toEqual([]);
  if (state.name === 'call') expect(await focusTag(page)).toBe('iframe');
  expect(await walk(page, 'Tab')).toEqual(order);
  await page.emulateMedia({ forcedColors: 'active' });
  expect(await walk(page, 'Shift+Tab')).toEqual(order.toReversed());

  await mark(page);
  await state.leave(played);
  if (await isMarked(page)) await holdsFocus(page);
  expect(played.complaints).toEqual([]);
  await played.close();
});
