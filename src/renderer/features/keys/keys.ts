/**
 * Every key of the desk, in one table. To give an action a key: a line here and its sentence `action-…` in both
 * dictionaries (area `keys`). A button of a card then takes `useKeyHint(id)`, and that is all: the key presses it.
 * What is no button in sight, or stands outside of the cards, is run by `useKey(id, enabled, run)`.
 */

/**
 * Where a key counts. `everywhere`: on every screen. `board`: the board is in sight. `card`: on the board, for the current
 * card. `call`: a call is open beside the board, and the focus is not in it: there the keys are the guest's.
 */
export const keyScopes = ['board', 'card', 'call', 'everywhere'] as const;
export type KeyScope = (typeof keyScopes)[number];

export interface KeyOf {
  /** As `aria-keyshortcuts` writes it: a letter is the one on the cap, whatever the layout. */
  readonly key: string;
  readonly scope: KeyScope;
  /** Only for whoever decides who comes into a call: not at reception. */
  readonly decides?: true;
  /** What it is about: pressed at one person or one link, it is for no other on the card. */
  readonly of?: 'person' | 'link';
  /** What cannot be undone and stands in a menu: its key unfolds the menu there, and Enter does it. */
  readonly unfolds?: true;
}

export const actions = {
  keys: { key: '?', scope: 'everywhere' },
  settings: { key: 'Shift+S', scope: 'everywhere' },
  'to-board': { key: 'Shift+B', scope: 'everywhere' },
  mute: { key: 'O', scope: 'everywhere' },
  alerts: { key: 'Shift+O', scope: 'everywhere' },
  privacy: { key: 'B', scope: 'everywhere' },
  undo: { key: 'U', scope: 'everywhere' },
  'switch-doctor': { key: 'Shift+D', scope: 'everywhere' },
  history: { key: 'H', scope: 'everywhere' },
  find: { key: '/', scope: 'everywhere' },

  'new-visit': { key: 'N', scope: 'board' },
  plan: { key: 'P', scope: 'board' },
  late: { key: 'L', scope: 'board' },
  'later-days': { key: 'Shift+P', scope: 'board' },

  'card-next': { key: 'ArrowDown', scope: 'card' },
  'card-previous': { key: 'ArrowUp', scope: 'card' },
  'card-first': { key: 'Home', scope: 'card' },
  'card-last': { key: 'End', scope: 'card' },
  'card-main': { key: 'Enter', scope: 'card' },
  'let-in': { key: 'I', scope: 'card', of: 'person' },
  'let-in-all': { key: 'Shift+I', scope: 'card' },
  'tell-minutes': { key: 'M', scope: 'card', of: 'person' },
  'tell-all': { key: 'Shift+M', scope: 'card' },
  'tell-text': { key: 'Shift+T', scope: 'card', of: 'person' },
  'take-back': { key: 'Z', scope: 'card', of: 'person' },
  more: { key: 'Y', scope: 'card', of: 'person' },
  decline: { key: 'Shift+X', scope: 'card', of: 'person', decides: true },
  'identified-known': { key: '1', scope: 'card', of: 'person', decides: true },
  'identified-document': { key: '2', scope: 'card', of: 'person', decides: true },
  'identified-not': { key: '3', scope: 'card', of: 'person', decides: true },
  'call-done': { key: 'K', scope: 'card', of: 'person' },
  'join-call': { key: 'J', scope: 'card', decides: true },
  'copy-link': { key: 'C', scope: 'card', of: 'link' },
  send: { key: 'S', scope: 'card', of: 'link' },
  qr: { key: 'Q', scope: 'card', of: 'link' },
  'add-person': { key: 'Shift+A', scope: 'card' },
  'link-more': { key: 'Shift+Y', scope: 'card' },
  'waiting-room': { key: 'W', scope: 'card', decides: true },
  label: { key: 'R', scope: 'card' },
  note: { key: 'T', scope: 'card', decides: true },
  'start-planned': { key: 'G', scope: 'card' },
  move: { key: 'V', scope: 'card' },
  again: { key: 'A', scope: 'card' },
  'no-show': { key: 'D', scope: 'card', unfolds: true },
  end: { key: 'E', scope: 'card' },

  'end-and-next': { key: 'X', scope: 'call', decides: true },
  'call-layout': { key: 'F', scope: 'call', decides: true },
  'leave-call': { key: 'Shift+J', scope: 'call', decides: true },
} as const satisfies Readonly<Record<string, KeyOf>>;

export type ActionId = keyof typeof actions;

const isActionId = (id: string): id is ActionId => id in actions;
export const actionIds: readonly ActionId[] = Object.keys(actions).filter(isActionId);

/** What of a `KeyboardEvent` tells which key it is. */
export type PressedKey = Pick<
  KeyboardEvent,
  'key' | 'code' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey' | 'isComposing'
>;

const byKey: ReadonlyMap<string, ActionId> = new Map(actionIds.map((id) => [actions[id].key, id]));

/** The action of a key; `null`: none. Letters and digits go by the layout where it is Latin, by their place elsewhere. */
export function actionOf(event: PressedKey): ActionId | null {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return null;
  return (
    namesOf(event)
      .map((name) => byKey.get(name))
      .find((id) => id !== undefined) ?? null
  );
}

/** Under which names a key may stand in the table, the likeliest first. */
function namesOf({ key, code, shiftKey }: PressedKey): readonly string[] {
  const shift = shiftKey ? 'Shift+' : '';
  if (/^[a-z]$/i.test(key)) return [shift + key.toUpperCase()];
  // A sign is typed with or without Shift, as the layout has it.
  if (key === '/' || key === '?') return [key];
  // A named key is no other one's place: a numeric pad without NumLock moves, a dead key waits for its letter.
  if (key !== 'Unidentified' && [...key].length !== 1) return [shift + key];
  const isForeign = key === 'Unidentified' || /[\p{L}\p{M}]/u.test(key);
  // Russian has its full stop and comma there; German has a hyphen.
  if (code === 'Slash' && (isForeign || key === (shiftKey ? ',' : '.'))) return [shiftKey ? '?' : '/'];
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter !== undefined && isForeign) return [shift + letter];
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1];
  return [shift + (digit ?? key)];
}

const signs: Readonly<Record<string, string>> = { ArrowDown: '↓', ArrowUp: '↑' };

/** As it stands on the key's cap: `N`, `Shift+A`, `↓`. */
export const keyCap = (id: ActionId): string => signs[actions[id].key] ?? actions[id].key;
