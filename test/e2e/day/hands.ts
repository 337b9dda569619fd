import type { BrowserContext } from 'playwright-core';

/** What a doctor's hands do. */
export interface Hands {
  clicks: number;
  keys: number;
}

declare global {
  interface Window {
    countHand(kind: keyof Hands): void;
  }
}

/** Counts every click, and every key that is no letter in a field, on all pages of the desk. */
export async function countHands(context: BrowserContext, hands: Hands): Promise<void> {
  await context.exposeBinding('countHand', (_, kind: keyof Hands) => {
    hands[kind] += 1;
  });
  await context.addInitScript(() => {
    const tell = (kind: keyof Hands): void => window.countHand(kind);
    const isField = (target: EventTarget | null): boolean =>
      (target instanceof HTMLInputElement && !target.readOnly) || target instanceof HTMLTextAreaElement;
    const counts = ({ key, target }: KeyboardEvent): boolean =>
      !['Shift', 'Control', 'Alt', 'Meta'].includes(key) && !(key.length === 1 && isField(target));
    // A key that presses a button is a click without a pointer, and counted as a key.
    window.addEventListener('click', ({ detail }) => detail > 0 && tell('clicks'), true);
    window.addEventListener('keydown', (event) => counts(event) && tell('keys'), true);
  });
}
