/** Runs the actions of the table: one listener for the whole desk. */
import { useEffect, useEffectEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { currentCard, isInSight } from './currentCard.ts';
import { actionOf, actions, keyCap, type ActionId, type KeyOf } from './keys.ts';
import { lettersAreOn } from './letters.ts';

/** Who runs an action, the last one first. */
const runners = new Map<ActionId, (() => void)[]>();
let stopListening: AbortController | undefined;

/** The key of an action runs it wherever nothing is being typed and no dialog is open. `run` may change freely. */
export function useKey(id: ActionId, enabled: boolean, run: () => void): void {
  const runNow = useEffectEvent(run);
  useEffect(() => {
    if (!enabled) return undefined;
    const runner = () => runNow();
    runners.set(id, [...(runners.get(id) ?? []), runner]);
    return () => {
      runners.set(
        id,
        (runners.get(id) ?? []).filter((each) => each !== runner),
      );
    };
  }, [id, enabled]);
}

/** Starts the listener; once, by the screen that holds all others. */
export function useKeyboard(): void {
  useEffect(() => {
    stopListening?.abort();
    stopListening = new AbortController();
    document.addEventListener('keydown', hear, { signal: stopListening.signal });
    return () => stopListening?.abort();
  }, []);
}

export interface KeyHint {
  readonly title: string;
  readonly 'aria-keyshortcuts': string;
  readonly 'data-action': ActionId;
}

/**
 * What a button says of its key: to be spread over it. `title`: its own tooltip, where it has one; otherwise the sentence of
 * the table. The key presses the button, in the current card where it stands in cards.
 */
export function useKeyHint(id: ActionId, title?: string): KeyHint {
  return useKeyHints()(id, title);
}

/** As `useKeyHint`, for several buttons, or one whose action is not always the same. */
export function useKeyHints(): (id: ActionId, title?: string) => KeyHint {
  const { t } = useTranslation('keys');
  return (id, title) => ({
    title: t('with-key', { text: title ?? t(`action-${id}`), key: keyCap(id) }),
    'aria-keyshortcuts': actions[id].key,
    'data-action': id,
  });
}

/** Whether something here and now answers to the key of an action. */
export const isOffered = (id: ActionId): boolean =>
  counts(id) && ((runners.get(id)?.length ?? 0) > 0 || buttonOf(id, document.body) !== null);

function hear(event: KeyboardEvent): void {
  if (event.defaultPrevented) return;
  const id = actionOf(event);
  if (id === null || !counts(id) || !mayRun(id, event)) return;
  const runner = runners.get(id)?.at(-1);
  const button = runner ? null : buttonOf(id, event.target);
  if (!runner && !button) return;
  event.preventDefault();
  if (runner) runner();
  else if (button && unfolds(id, button)) return;
  else button?.click();
  if (button instanceof HTMLInputElement && button.type === 'text') takeText(button);
  // What it unfolds is there once React has drawn it.
  else if (button) queueMicrotask(() => goInto(button));
}

/** Into the menu that a key has unfolded, so that the next key chooses. */
function goInto(button: HTMLElement): void {
  if (button.getAttribute('aria-expanded') !== 'true') return;
  const panel = document.getElementById(button.getAttribute('aria-controls') ?? '');
  panel?.querySelector<HTMLElement>('button, a')?.focus();
}

/** The item of a folded menu comes in sight and waits for Enter. Answers whether it does. */
function unfolds(id: ActionId, item: HTMLElement): boolean {
  const action: KeyOf = actions[id];
  if (action.unfolds === undefined || isInSight(item)) return false;
  item.closest('.menu-place')?.querySelector<HTMLElement>('[aria-expanded=false]')?.click();
  queueMicrotask(() => item.focus());
  return true;
}

function takeText(field: HTMLInputElement): void {
  field.focus();
  field.select();
}

/** Behind another screen, or a call that fills the window, board and cards hear nothing: there the arrows scroll. */
function counts(id: ActionId): boolean {
  const { scope } = actions[id];
  const board = document.querySelector('.board');
  return (scope !== 'card' && scope !== 'board') || (board !== null && isInSight(board));
}

const isMoving = (id: ActionId): boolean => id.startsWith('card-');

function mayRun(id: ActionId, { repeat, target }: KeyboardEvent): boolean {
  if (repeat && !isMoving(id)) return false;
  if (document.querySelector('dialog[open]') || isTypedInto(target)) return false;
  // The arrows, Home, End and Enter are their own in a menu, a link and a field; letters are not.
  if (isMoving(id)) return !isHandledByItself(id, target);
  return lettersAreOn() || id === 'keys';
}

/** A link on a card is there to be copied; in a setting that is locked somebody may try to type. */
const notTyped = 'input:is([type=checkbox], [type=radio], [type=button]), [data-visit] input[readonly]';

function isTypedInto(target: EventTarget | null): boolean {
  const field = target instanceof Element && target.closest('input, textarea, select, [contenteditable]');
  return field !== false && field !== null && !field.matches(notTyped);
}

function isHandledByItself(id: ActionId, target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  if (id === 'card-main') return !target.matches('[data-visit]');
  return target.closest('input:not([type=checkbox]), .menu, [role=listbox]') !== null;
}

/** Where the way from the focus to the card ends: beyond it stand other persons and other links. */
const borders: Readonly<Record<NonNullable<KeyOf['of']>, string>> = {
  person: '[data-person], .let-in-question, .extra-link',
  link: '.extra-link',
};

/** The button that an action presses: of a card, the nearest to the focus, and the one that stands out before others. */
function buttonOf(id: ActionId, target: EventTarget | null): HTMLElement | null {
  const { scope, of }: KeyOf = actions[id];
  const selector = `[data-action="${id}"]`;
  if (scope !== 'card') {
    const all = [...document.querySelectorAll<HTMLElement>(selector)];
    return all.find((each) => isInSight(each) && !each.closest('[data-visit]')) ?? null;
  }
  const card = currentCard();
  if (!card || !isInSight(card)) return null;
  const start = target instanceof Element && card.contains(target) ? target : card;
  const last = (of && start.closest(borders[of])) ?? card;
  // Whom it asks about has no such button meanwhile, and the next one is not meant.
  if (id === 'let-in' && last === card && card.querySelector('.let-in-question')) return null;
  for (let place: Element | null = start; place; place = place.parentElement) {
    const found = [
      ...place.querySelectorAll<HTMLElement>(`${selector}.main`),
      ...place.querySelectorAll<HTMLElement>(selector),
    ];
    const meant = found.find((each) => of !== 'link' || isOfLink(each, start));
    if (meant) return meant;
    if (place === last) return null;
  }
  return null;
}

/** The first link, where it cannot be shown, is not one that somebody else has. */
const isOfLink = (button: Element, start: Element): boolean =>
  button.closest('.extra-link') === start.closest('.extra-link');
