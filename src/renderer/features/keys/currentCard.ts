/** The card that the keys are for: the one with the focus, or the one that had it last. Of the page, not of React. */
import { cardOf } from '../../ui/cards.ts';

const mark = 'data-current';

/** In the order in which they stand, those in sight only. */
export const cardsOf = (board: ParentNode): readonly HTMLElement[] =>
  [...board.querySelectorAll<HTMLElement>('[data-visit]')].filter(isInSight);

export const isInSight = (element: Element): boolean => element.getClientRects().length > 0;

/** `null`: none was chosen yet, or it is gone. */
export const currentCard = (): HTMLElement | null =>
  cardOf(document.activeElement) ?? document.querySelector<HTMLElement>(`[data-visit][${mark}]`);

/** Marks the card, and takes the mark from the one before. It is the one that Tab comes to. */
export function makeCurrent(board: ParentNode, card: HTMLElement): void {
  for (const other of board.querySelectorAll<HTMLElement>(`[${mark}]`)) {
    if (other === card) continue;
    other.removeAttribute(mark);
    other.tabIndex = -1;
  }
  card.setAttribute(mark, '');
  card.tabIndex = 0;
}
