/** The desk as the doctor works at it: what is done by hand, and what the board shows. */
import { expect } from 'vitest';
import type { Locator, Page } from 'playwright-core';
import { dateField, timeField } from '../../../src/renderer/features/planned/moment.ts';
import { patience, soon } from '../support/people.ts';
import type { Hand } from './hand.ts';

/** Groups of the board by their headings, each with its cards: label and stage. */
export type BoardShown = Readonly<Record<string, readonly string[]>>;

export class DayDesk {
  readonly page: Page;
  readonly #hand: Hand;

  constructor(page: Page, hand: Hand) {
    this.page = page;
    this.#hand = hand;
  }

  card(label: string): Locator {
    return this.page.getByRole('article', { name: label });
  }

  /** One press, and the patient's name into the new card. Gives the link that is on the clipboard. `meanwhile`: after the press. */
  async newVisit(label: string, meanwhile?: () => Promise<void>): Promise<string> {
    const before = await this.#visitIds();
    await this.#hand.press(this.#button('New visit'));
    await meanwhile?.();
    const card = this.page.locator(`article[data-visit="${await this.#madeAfter(before)}"]`);
    await this.#hand.isAt(card);
    await this.#hand.write(card.locator('.label-input'), label);
    await this.#hand.confirm();
    await this.card(label).waitFor(patience);
    await this.#hand.isAt(card);
    return this.linkOf(label);
  }

  /** `at`: epoch ms. */
  async plans(label: string, at: number): Promise<string> {
    await this.#hand.press(this.#button('Plan…'));
    const form = this.page.getByRole('dialog');
    await this.#when(form, at);
    await this.#hand.write(form.getByRole('textbox', { name: 'The patient’s name, optional' }), label);
    await this.#hand.press(form.getByRole('button', { name: 'Plan the visit' }));
    await this.card(label).waitFor(patience);
    await this.#hand.isAt(this.card(label));
    return this.linkOf(label);
  }

  async moves(label: string, at: number): Promise<void> {
    await this.#hand.press(this.#buttonOf(label, 'Move…'));
    const form = this.page.getByRole('dialog');
    await this.#when(form, at);
    await this.#hand.press(form.getByRole('button', { name: 'Move it' }));
    await form.waitFor({ state: 'detached', ...patience });
    await this.#hand.isAt(this.card(label));
  }

  async #when(form: Locator, at: number): Promise<void> {
    await this.#hand.isAt(form.getByLabel('Date'));
    await this.#hand.set(form.getByLabel('Date'), dateField(at));
    await this.#hand.set(form.getByLabel('Time'), timeField(at));
  }

  async #madeAfter(before: readonly string[]): Promise<string> {
    let made: string | undefined;
    await soon(
      async () => (made = (await this.#visitIds()).find((id) => !before.includes(id))),
      (id) => expect(id).toBeDefined(),
    );
    return made ?? '';
  }

  #visitIds(): Promise<readonly string[]> {
    return this.page
      .getByRole('article')
      .evaluateAll((cards) => cards.map((card) => card.dataset['visit'] ?? ''));
  }

  linkOf(label: string, name = 'Patient link'): Promise<string> {
    return this.card(label).getByRole('textbox', { name }).inputValue(patience);
  }

  #button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name });
  }

  #buttonOf(label: string, name: string): Locator {
    return this.card(label).getByRole('button', { name, exact: true }).first();
  }

  /** A button that leaves the doctor where the card is. */
  async presses(label: string, button: string): Promise<void> {
    await this.#hand.press(this.#buttonOf(label, button));
    await this.#hand.isAt(this.card(label));
  }

  person(label: string, name: string): Locator {
    return this.card(label).getByRole('listitem').filter({ hasText: name });
  }

  /** At the line of one of several persons. */
  async pressesAt(label: string, name: string, button: string): Promise<void> {
    await this.#hand.press(this.person(label, name).getByRole('button', { name: button, exact: true }));
    await this.#hand.isAt(this.card(label));
  }

  /** Beside the board; the doctor looks at the call. */
  async joinsCall(label: string): Promise<void> {
    await this.#hand.press(this.#buttonOf(label, 'Join the call'));
    await this.#isAtCall();
  }

  #isAtCall(): Promise<void> {
    return this.#hand.isAt(this.page.getByRole('region', { name: 'Call', exact: true }));
  }

  /** After the question whether everybody may be put out. */
  async ends(label: string): Promise<void> {
    await this.#asked(label, 'End visit', 'Keep it going');
    await this.#answers(label, 'End for everybody');
  }

  async cancels(label: string): Promise<void> {
    await this.#asked(label, 'Cancel visit…', 'Keep it');
    await this.#answers(label, 'Cancel the visit');
  }

  /** What cannot be taken back asks; the focus waits at the answer that changes nothing. */
  async #asked(label: string, button: string, safe: string): Promise<void> {
    await this.#hand.press(this.#buttonOf(label, button));
    await this.#hand.isAt(this.page.getByRole('dialog').getByRole('button', { name: safe, exact: true }));
  }

  async #answers(label: string, button: string): Promise<void> {
    const dialog = this.page.getByRole('dialog');
    await this.#hand.press(dialog.getByRole('button', { name: button, exact: true }));
    await dialog.waitFor({ state: 'detached', ...patience });
    await this.#hand.isAt(this.card(label));
  }

  /** What is rare stands behind a button of the card. */
  async fromMenu(label: string, item: string): Promise<void> {
    await this.#hand.choose(this.#buttonOf(label, 'Actions with this visit'), this.#item(label, item));
    await this.#hand.isAt(this.card(label));
  }

  async declines(label: string, name: string): Promise<void> {
    const more = this.person(label, name).getByRole('button', { name: 'More', exact: true });
    await this.#hand.choose(more, this.#item(label, 'Decline'));
    await this.#hand.isAt(this.card(label));
  }

  /** In a menu of a card, folded or not. */
  #item(label: string, name: string): Locator {
    return this.card(label).locator('.menu-item').filter({ hasText: name });
  }

  /** One more link of the visit: for whom. */
  async addsPerson(label: string, who: string): Promise<string> {
    await this.#hand.press(this.#buttonOf(label, 'Add a person…'));
    const form = this.page.getByRole('dialog');
    const field = form.getByLabel('Who it is, optional');
    await this.#hand.isAt(field);
    await this.#hand.write(field, who);
    await this.#hand.press(form.getByRole('button', { name: 'Make the link' }));
    await form.waitFor({ state: 'detached', ...patience });
    await this.#hand.isAt(this.card(label));
    return this.linkOf(label, `Link: ${who}`);
  }

  /** Or no longer is: the desk says that its line is lost. */
  async hasNoLine(hasNone = true): Promise<void> {
    const banner = this.page.getByRole('alert').getByText('The connection to Visit Desk is lost');
    await banner.waitFor({ state: hasNone ? 'visible' : 'detached', ...patience });
  }

  async isLate(minutes: number): Promise<void> {
    const item = this.page.locator('.late .menu-item').filter({ hasText: `${minutes} minutes` });
    await this.#hand.choose(this.#button('I am late'), item);
    await this.#hand.isAt(this.page.locator('.late'));
  }

  async isOnTimeAgain(): Promise<void> {
    const item = this.page.locator('.late .menu-item').filter({ hasText: 'On time again' });
    await this.#hand.choose(this.#button(/^Late: /), item);
    await this.#hand.isAt(this.#button('I am late'));
  }

  async switchesTo(name: string): Promise<void> {
    const present = this.#button(/^Doctor at this PC/);
    const item = this.page.locator('.doctor-switch .menu-item').filter({ hasText: `Switch to ${name}` });
    await this.#hand.choose(present, item);
    await this.#button(new RegExp(`^Doctor at this PC: ${name}`)).waitFor(patience);
    await this.#hand.isAt(present);
  }

  /** One press; who comes next is shown beside the label. */
  async endsAndNext(): Promise<void> {
    await this.#hand.press(this.#button(/^End and next/));
    await this.page.getByText('The names match.').waitFor(patience);
    await this.#isAtCall();
  }

  /** Waits until the board is this, while nobody aims at a card. */
  async shows(wanted: BoardShown): Promise<void> {
    await this.#hand.letGo();
    await soon(
      () => this.board(),
      (board) => expect(board).toEqual(wanted),
    );
    await this.#hand.staysPut();
  }

  async board(): Promise<BoardShown> {
    const groups = await this.page.locator('section.group').evaluateAll((sections) =>
      sections.map((section): readonly [string, readonly string[]] => [
        section.getAttribute('aria-label') ?? '',
        [...section.querySelectorAll('article')].map((card) => {
          const label = card.getAttribute('aria-label')?.replace('Visit: ', '') ?? '';
          return `${label}: ${card.querySelector('.stage')?.textContent ?? ''}`;
        }),
      ]),
    );
    expect(new Set(groups.map(([name]) => name)).size).toBe(groups.length);
    return Object.fromEntries(groups);
  }
}
