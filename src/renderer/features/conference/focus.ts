/** Where the focus goes when what held it is gone: nowhere else than to the visit that it was about. */
import { flushSync } from 'react-dom';
import { cardOfVisit } from '../../ui/cards.ts';
import { requestQuestion } from '../visits/letInRequests.ts';

/** To the button by which the call is joined or, without one, to the card. */
export function focusCard(visitId: string): void {
  const card = cardOfVisit(visitId);
  const join = card?.querySelector<HTMLElement>('[data-join]');
  (join ?? card)?.focus({ preventScroll: true });
}

export const focusPane = (): void =>
  document.querySelector<HTMLElement>('.call')?.focus({ preventScroll: true });

/** Into the call of this visit, by way of its card: from then on the keys of cards are for that one. */
export function focusCall(visitId: string): void {
  cardOfVisit(visitId)?.focus({ preventScroll: true });
  focusPane();
}

/** The card as a whole has the focus: nothing is being typed or chosen in it. */
export const isAtCard = (visitId: string): boolean =>
  document.activeElement !== null && document.activeElement === cardOfVisit(visitId);

/** The board is narrower or wider than it was: the card is where it can be seen. */
export const keepInSight = (visitId: string): void =>
  cardOfVisit(visitId)?.scrollIntoView({ block: 'nearest' });

/** Opens the question about this person, and goes to the button that answers it. Nobody is let in by this. */
export function askToLetIn(visitId: string, personId: string): void {
  flushSync(() => requestQuestion(visitId, personId));
  const card = cardOfVisit(visitId);
  card?.scrollIntoView({ block: 'center' });
  const line = card?.querySelector(`[data-person="${CSS.escape(personId)}"]`);
  const answer = line?.querySelector<HTMLElement>('.let-in-question .main');
  const button = answer ?? line?.querySelector<HTMLElement>('[data-action="let-in"]') ?? card;
  button?.focus({ preventScroll: true });
}
