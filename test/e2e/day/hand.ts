/** What a doctor does to the desk, whatever with: the same day is done with a mouse and by keys alone. */
import type { Locator, Page } from 'playwright-core';
import { patience } from '../support/people.ts';

export interface Hand {
  /** A button in sight or, on a card, one that has a key. */
  press(button: Locator): Promise<void>;
  /** What a folded menu holds. */
  choose(menu: Locator, item: Locator): Promise<void>;
  /** In the place of what the field holds. */
  write(field: Locator, text: string): Promise<void>;
  /** `value`: as a field of type `date` or `time` holds it. */
  set(field: Locator, value: string): Promise<void>;
  /** Ends what is written in a field. */
  confirm(): Promise<void>;
  /** Where the next press should be expected: of no interest to who has a pointer. */
  isAt(place: Locator): Promise<void>;
  /** Aims at no card any more. */
  letGo(): Promise<void>;
  /** After the cards have gone to their places the next press is expected where it was. */
  staysPut(): Promise<void>;
}

export class MouseHand implements Hand {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  press(button: Locator): Promise<void> {
    return button.click(patience);
  }

  async choose(menu: Locator, item: Locator): Promise<void> {
    await menu.click(patience);
    await item.click(patience);
  }

  write(field: Locator, text: string): Promise<void> {
    return field.fill(text);
  }

  set(field: Locator, value: string): Promise<void> {
    return field.fill(value);
  }

  confirm(): Promise<void> {
    return this.#page.keyboard.press('Enter');
  }

  isAt(): Promise<void> {
    return Promise.resolve();
  }

  staysPut(): Promise<void> {
    return Promise.resolve();
  }

  /** The pointer goes off the board. */
  letGo(): Promise<void> {
    return this.#page.mouse.move(640, 5);
  }
}
