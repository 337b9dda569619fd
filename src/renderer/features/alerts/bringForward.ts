import { flushSync } from 'react-dom';
import type { DeskStore } from '../../state/deskStore.ts';
import { cardOfVisit } from '../../ui/cards.ts';

/** Shows the card on the board, and gives it the focus. `false`: it does not stand there. */
export function bringForward(store: DeskStore, visitId: string): boolean {
  flushSync(() => store.reveal(visitId));
  const card = cardOfVisit(visitId);
  card?.scrollIntoView({ block: 'center' });
  card?.focus({ preventScroll: true });
  return card !== null;
}
