/** The cards of the board as they stand in the page: `data-visit` is the id of the visit. */

/** The card in which something happened; `null`: in none. */
export const cardOf = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>('[data-visit]') : null;

export const cardOfVisit = (visitId: string): HTMLElement | null =>
  document.querySelector<HTMLElement>(`[data-visit="${CSS.escape(visitId)}"]`);
