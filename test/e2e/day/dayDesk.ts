/** The desk as the doctor works at it: what is done by hand, and what the board shows. */
import { expect } from 'vitest';
import type { Locator, Page } from 'playwright-core';
import { dateField, timeField } from '../../../src/renderer/features/planned/moment.ts';
import { patience, soon } from '../support/people.ts';

/** Groups of the board by their headings, each with its cards: label and stage. */
export type BoardShown = Readonly<Record<string, readonly string[]>>;

export class DayDesk {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  card(label: string): Locator {
    return this.page.getByRole('article', { name: label });
  }

  /** One click, and the patient's name into the new card. Gives the link that is on the clipboard. */
  async newVisit(label: string): Promise<string> {
    const before = await this.#visitIds();
    await this.page.getByRole('button', { name: 'New visit' }).click();
    const field = this.page.locator(`article[data-visit="${await this.#madeAfter(before)}"] .label-input`);
    await field.fill(label);
    await field.press('Enter');
    await this.card(label).waitFor(patience);
    return this.linkOf(label);
  }

  /** `at`: epoch ms. */
  async plans(label: string, at: number): Promise<string> {
    await this.page.getByRole('button', { name: 'Plan…' }).click();
    const form = this.page.getByRole('dialog');
    await this.#when(form, at);
    await form.getByRole('textbox', { name: 'The patient’s name, optional' }).fill(label);
    await form.getByRole('button', { name: 'Plan the visit' }).click();
    await this.card(label).waitFor(patience);
    return this.linkOf(label);
  }

  async moves(label: string, at: number): Promise<void> {
    await this.presses(label, 'Move…');
    const form = this.page.getByRole('dialog');
    await this.#when(form, at);
    await form.getByRole('button', { name: 'Move it' }).click();
    await form.waitFor({ state: 'detached', ...patience });
  }

  async #when(form: Locator, at: number): Promise<void> {
    await form.getByLabel('Date').fill(dateField(at));
    await form.getByLabel('Time').fill(timeField(at));
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

  async presses(label: string, button: string): Promise<void> {
    await this.card(label).getByRole('button', { name: button, exact: true }).first().click(patience);
  }

  person(label: string, name: string): Locator {
    return this.card(label).getByRole('listitem').filter({ hasText: name });
  }

  /** What is rare stands behind a button of the card. */
  async fromMenu(label: string, item: string): Promise<void> {
    await this.presses(label, 'Actions with this visit');
    await this.page.getByRole('button', { name: item, exact: true }).click(patience);
  }

  async declines(label: string, name: string): Promise<void> {
    await this.person(label, name).getByRole('button', { name: 'More', exact: true }).click(patience);
    await this.page.getByRole('button', { name: 'Decline', exact: true }).click(patience);
  }

  /** One more link of the visit: for whom. */
  async addsPerson(label: string, who: string): Promise<string> {
    await this.presses(label, 'Add a person…');
    const form = this.page.getByRole('dialog');
    await form.getByLabel('Who it is, optional').fill(who);
    await form.getByRole('button', { name: 'Make the link' }).click();
    await form.waitFor({ state: 'detached', ...patience });
    return this.linkOf(label, `Link: ${who}`);
  }

  async isLate(minutes: number): Promise<void> {
    await this.page.getByRole('button', { name: 'I am late' }).click();
    await this.page.getByRole('button', { name: `About ${minutes} minutes later` }).click(patience);
  }

  async switchesTo(name: string): Promise<void> {
    await this.page.getByRole('button', { name: /^Doctor at this PC/ }).click();
    await this.page.getByRole('button', { name: `Switch to ${name}` }).click(patience);
    await this.page
      .getByRole('button', { name: new RegExp(`^Doctor at this PC: ${name}`) })
      .waitFor(patience);
  }

  /** One click; who comes next is shown beside the label. */
  async endsAndNext(): Promise<void> {
    await this.page.getByRole('button', { name: /^End and next/ }).click();
    await this.page.getByText('The names match.').waitFor(patience);
  }

  async answers(button: string): Promise<void> {
    await this.page.getByRole('dialog').getByRole('button', { name: button, exact: true }).click(patience);
  }

  /** Waits until the board is this. The pointer goes off it before, so that cards go to their places. */
  async shows(wanted: BoardShown): Promise<void> {
    await this.page.mouse.move(640, 5);
    await soon(
      () => this.board(),
      (board) => expect(board).toEqual(wanted),
    );
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
    return Object.fromEntries(groups);
  }
}
