/** The cards by keyboard: which one is current, how to get to another, and that the focus is never lost with what is removed. */
import { useEffect, useRef, type RefObject } from 'react';
import { cardOf, cardOfVisit } from '../../ui/cards.ts';
import { isFocusLost } from '../../ui/focusLost.ts';
import { cardsOf, currentCard, makeCurrent } from './currentCard.ts';
import { useKey } from './useKey.ts';

export function useCards(board: RefObject<HTMLElement | null>): void {
  const go = (where: (index: number, count: number) => number): void => {
    if (!board.current) return;
    const cards = cardsOf(board.current);
    const current = currentCard();
    const index = current ? cards.indexOf(current) : -1;
    const card = cards[Math.max(0, Math.min(where(index, cards.length), cards.length - 1))];
    if (card) focusCard(card);
  };
  useKey('card-next', true, () => go((index) => index + 1));
  useKey('card-previous', true, () => go((index, count) => (index < 0 ? count : index) - 1));
  useKey('card-first', true, () => go(() => 0));
  useKey('card-last', true, () => go((_, count) => count - 1));
  useKey('card-main', true, () => mainOf(currentCard())?.click());
  useEffect(() => {
    const stop = new AbortController();
    document.addEventListener('keydown', leaveField, { signal: stop.signal });
    return () => stop.abort();
  }, []);
  useEffect(() => {
    const element = board.current;
    return element ? keepFocus(element) : undefined;
  }, [board]);
}

/** A visit that somebody has just made, and what had the focus then. */
interface NewCard {
  readonly visitId: string;
  readonly from: Element | null;
}

/** Whoever works by keyboard goes on at the new card, unless they have gone elsewhere meanwhile. `null`: there is none. */
export function useNewCard(made: NewCard | null): void {
  const last = useRef<NewCard | null>(null);
  // It may be drawn later than it is told of: a search may still hide it.
  useEffect(() => {
    if (!made || made === last.current) return;
    const card = cardOfVisit(made.visitId);
    if (!card) return;
    last.current = made;
    const { activeElement } = document;
    const isByKeys = activeElement === made.from && activeElement?.matches(':focus-visible');
    if (isByKeys === true || isFocusLost()) focusCard(card);
  });
}

function focusCard(card: HTMLElement): void {
  card.scrollIntoView({ block: 'nearest' });
  card.focus({ preventScroll: true });
}

/** Out of the label of a card by the key that ends it, so that the next letter is a key again. */
function leaveField({ key, target }: KeyboardEvent): void {
  if (key !== 'Enter' && key !== 'Escape') return;
  const card = target instanceof Element && target.matches('.label-input') ? cardOf(target) : null;
  // What the field itself does with the key is drawn first.
  if (card) queueMicrotask(() => focusCard(card));
}

/** What matters now on a card: its button that stands out, else the way into the call or into a new visit. */
const mains = [
  '.button.main',
  '[data-action=join-call]',
  '[data-action=start-planned]',
  '[data-action=again]',
];
const mainOf = (card: HTMLElement | null): HTMLElement | null => {
  const found = mains.map((main) => card?.querySelector<HTMLElement>(main) ?? null);
  return found.find((button) => button !== null) ?? null;
};

/**
 * Marks the card that has the focus, and gives the focus to the card of what was removed under it; where the card itself is gone,
 * to the one that has come into its place. Gives a function that ends it.
 */
function keepFocus(board: HTMLElement): () => void {
  const stop = new AbortController();
  let visitId: string | null = null;
  /** The cards as they stood when the focus came. */
  let order: readonly HTMLElement[] = [];
  /** What had the focus, until somebody points elsewhere. */
  let focused: Element | null = null;

  const focus = ({ target }: FocusEvent): void => {
    focused = target instanceof Element ? target : null;
    const card = cardOf(target);
    if (!card || !board.contains(card)) return;
    visitId = card.dataset['visit'] ?? null;
    order = cardsOf(board);
    makeCurrent(board, card);
  };
  const look = (): void => {
    const card = visitId === null ? null : cardOfVisit(visitId);
    if (card && !card.hasAttribute('data-current')) makeCurrent(board, card);
    if (!focused || focused.isConnected || document.activeElement !== document.body) return;
    focused = null;
    const next = card ?? neighbour(order, visitId);
    if (next) focusCard(next);
  };
  const point = ({ target }: PointerEvent): void => {
    if (!cardOf(target)) focused = null;
  };
  const observer = new MutationObserver(look);
  observer.observe(document.body, { childList: true, subtree: true });
  document.addEventListener('focusin', focus, { signal: stop.signal });
  document.addEventListener('pointerdown', point, { signal: stop.signal });
  return () => {
    observer.disconnect();
    stop.abort();
  };
}

/** Of a card that is gone: the one that came after it and is still there, else the one before. */
function neighbour(order: readonly HTMLElement[], visitId: string | null): HTMLElement | null {
  const at = order.findIndex(({ dataset }) => dataset['visit'] === visitId);
  if (at < 0) return null;
  const nearest = [...order.slice(at + 1), ...order.slice(0, at).toReversed()];
  const there = nearest.map(({ dataset }) => cardOfVisit(dataset['visit'] ?? ''));
  return there.find((card) => card !== null) ?? null;
}
