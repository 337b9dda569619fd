/** A hand that has keys alone. After each press the focus is on something that is seen and has a name. */
import { expect } from 'vitest';
import type { Locator, Page } from 'playwright-core';
import { patience, soon } from '../support/people.ts';
import type { Hand } from './hand.ts';

/** How a button can be come to. */
interface Way {
  /** `null`: by Tab alone. */
  readonly key: string | null;
  readonly inDialog: boolean;
  readonly visitId: string | null;
  /** Of several persons or links on one card, the one whose it is. */
  readonly isOneOfSeveral: boolean;
}

const mostTabs = 60;

export class KeyHand implements Hand {
  readonly #page: Page;
  /** Where the focus was last seen to be right. */
  #place: Locator | undefined;
  readonly #pressed: string[] = [];

  constructor(page: Page) {
    this.#page = page;
  }

  async press(button: Locator): Promise<void> {
    await button.waitFor({ state: 'attached', ...patience });
    const way = await button.evaluate(wayTo);
    if (way.visitId !== null && !way.inDialog) await this.#goToCard(way.visitId);
    if (way.key === null || way.inDialog || way.isOneOfSeveral) await this.#tabTo(button);
    await this.#key(way.key === null || way.inDialog ? 'Enter' : way.key);
  }

  /** An item with a key of its own is done by it, menu or not; one that cannot be taken back waits for Enter. */
  async choose(menu: Locator, item: Locator): Promise<void> {
    await item.waitFor({ state: 'attached', ...patience });
    const { key, visitId, isOneOfSeveral } = await item.evaluate(wayTo);
    if (key !== null && visitId !== null && !isOneOfSeveral) {
      await this.press(item);
      if ((await this.#page.locator('.menu-item:focus').count()) > 0) await this.#key('Enter');
      return;
    }
    await this.press(menu);
    for (let presses = 0; !(await isFocused(item)); presses += 1) {
      expect(presses).toBeLessThan(mostTabs);
      await this.#key('ArrowDown');
    }
    await this.#key('Enter');
  }

  async write(field: Locator, text: string): Promise<void> {
    await this.#goInto(field);
    await this.#page.keyboard.press('ControlOrMeta+A');
    await this.#page.keyboard.type(text);
  }

  async set(field: Locator, value: string): Promise<void> {
    await this.#goInto(field);
    await this.#page.keyboard.type(value.includes(':') ? timeKeys(value) : dateKeys(value));
    expect(await field.inputValue()).toBe(value);
  }

  confirm(): Promise<void> {
    return this.#key('Enter');
  }

  /** Waits for it: what has the focus may be drawn a moment later. */
  async isAt(place: Locator): Promise<void> {
    await this.#hasFocus(place, `${String(place)} after`);
    this.#place = place;
  }

  letGo(): Promise<void> {
    return Promise.resolve();
  }

  async staysPut(): Promise<void> {
    if (this.#place) await this.isAt(this.#place);
  }

  async #key(key: string): Promise<void> {
    this.#pressed.push(key);
    await this.#page.keyboard.press(key);
    await this.#hasFocus(this.#page.locator('body'), 'the focus after');
  }

  /** `what`: is said before the last keys when it has not. */
  #hasFocus(place: Locator, what: string): Promise<void> {
    return soon(
      () => place.evaluate(focusIn, null, { timeout: 1_000 }),
      (focus) => expect(focus, `${what} ${this.#pressed.slice(-8).join(' ')}`).toBe('seen and named'),
    );
  }

  async #goInto(field: Locator): Promise<void> {
    await field.waitFor(patience);
    const way = await field.evaluate(wayTo);
    if (way.key !== null && !way.inDialog) await this.press(field);
    else await this.#tabTo(field);
    expect(await isFocused(field)).toBe(true);
  }

  /** By the arrows, or from the other end where that is shorter. */
  async #goToCard(visitId: string): Promise<void> {
    const { cards, at } = await this.#page.evaluate(cardsInSight);
    const to = cards.indexOf(visitId);
    expect(to).toBeGreaterThanOrEqual(0);
    // Also with the focus elsewhere: its keys are for the current card.
    if (at === to) return;
    const ways = [
      { first: [], steps: at < 0 ? Infinity : to - at },
      { first: ['Home'], steps: to },
      { first: ['End'], steps: to - cards.length + 1 },
    ];
    const length = ({ first, steps }: (typeof ways)[number]): number => first.length + Math.abs(steps);
    const [way] = ways.toSorted((a, b) => length(a) - length(b));
    if (!way) return;
    for (const key of way.first) await this.#key(key);
    for (let left = Math.abs(way.steps); left > 0; left -= 1)
      await this.#key(way.steps > 0 ? 'ArrowDown' : 'ArrowUp');
    await this.isAt(this.#page.locator(`[data-visit="${visitId}"]`));
  }

  async #tabTo(target: Locator): Promise<void> {
    for (let presses = 0; !(await isFocused(target)); presses += 1) {
      expect(presses).toBeLessThan(mostTabs);
      await this.#key((await target.evaluate(isBefore)) ? 'Shift+Tab' : 'Tab');
    }
  }
}

/** Chromium asks for the month first, and for half days, as its own language has it: not that of the desk. */
function dateKeys(value: string): string {
  const [year, month, date] = value.split('-');
  return `${month}${date}${year}`;
}

function timeKeys(value: string): string {
  const [hours = 0, minutes = 0] = value.split(':').map(Number);
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${two(hours % 12 || 12)}${two(minutes)}${hours < 12 ? 'a' : 'p'}`;
}

const isFocused = (element: Locator): Promise<boolean> =>
  element.evaluate((each) => each === document.activeElement);

function wayTo(element: Element): Way {
  const card = element.closest<HTMLElement>('[data-visit]');
  const own = element.closest('[data-person]');
  const others = card?.querySelectorAll('[data-person]').length ?? 0;
  return {
    key: element.getAttribute('aria-keyshortcuts'),
    inDialog: element.closest('dialog') !== null,
    visitId: card?.dataset['visit'] ?? null,
    isOneOfSeveral: own !== null && others > 1,
  };
}

/** Whether it stands before what has the focus. */
const isBefore = (element: Element): boolean =>
  Boolean(
    document.activeElement &&
    element.compareDocumentPosition(document.activeElement) & Node.DOCUMENT_POSITION_FOLLOWING,
  );

function cardsInSight(): { readonly cards: readonly string[]; readonly at: number } {
  const all = [...document.querySelectorAll<HTMLElement>('.board [data-visit]')];
  const current = document.activeElement?.closest('[data-visit]') ?? document.querySelector('[data-current]');
  return {
    cards: all.map((card) => card.dataset['visit'] ?? ''),
    at: all.findIndex((card) => card === current),
  };
}

/** What is wrong with the focus, or that it is in this place, seen, and has a name that a screen reader can say. */
function focusIn(place: Element): string {
  const { activeElement: element } = document;
  if (!element || element === document.body) return 'lost';
  if (!place.contains(element)) return `elsewhere: ${element.outerHTML.slice(0, 200)}`;
  if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return 'hidden';
  const { top, bottom, left, right } = element.getBoundingClientRect();
  if (bottom <= 0 || right <= 0 || top >= innerHeight || left >= innerWidth) return 'out of sight';
  // The calendar of a date has a button of its own, inside of the field.
  const isMarked = element.matches(':focus-visible, input:focus-within');
  if (!isMarked) return `not marked: ${element.outerHTML.slice(0, 200)}`;
  const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : [];
  const isPressed = element.matches('button, a, summary');
  const name =
    element.getAttribute('aria-label') ??
    [...labels, ...(isPressed ? [element] : [])].map((each) => each.textContent).join('');
  return name.trim() === '' ? `nameless: ${element.outerHTML.slice(0, 200)}` : 'seen and named';
}
