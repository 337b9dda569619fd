/** Initials in the place of names, and the one card that somebody has unveiled. */
import { createContext, useContext, useEffect, useSyncExternalStore } from 'react';
import { usePreferences } from '../../state/preferences.ts';
import { cardOf } from '../../ui/cards.ts';
import { initialsOf } from './initials.ts';

let unveiled: string | null = null;
/** Visits of whose persons somebody is asked about now: initials would be answered blindly. */
const asked = new Map<string, number>();
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Shows the names of this visit, and of no other; `null`: of none. */
export function unveil(visitId: string | null): void {
  if (unveiled === visitId) return;
  unveiled = visitId;
  tell();
}

function tell(): void {
  for (const listener of listeners) listener();
}

/** Gives a function that ends it. */
function askAbout(visitId: string): () => void {
  const add = (count: number): void => {
    asked.set(visitId, (asked.get(visitId) ?? 0) + count);
    tell();
  };
  add(1);
  return () => add(-1);
}

/** Veils the card again when the focus or the pointer's press goes elsewhere, or the window to the back. */
export function veilOnLeaving(signal: AbortSignal): void {
  const follow = ({ target }: Event) => {
    // A dialog of the card stands inside of it.
    if (unveiled !== null && cardOf(target)?.dataset['visit'] !== unveiled) unveil(null);
  };
  document.addEventListener('focusin', follow, { signal });
  document.addEventListener('pointerdown', follow, { signal });
  window.addEventListener('blur', () => unveil(null), { signal });
}

const VisitContext = createContext<string | null>(null);
/** Around a card with its dialogs: whose names stand in it. */
export const OfVisit = VisitContext.Provider;

/** Whether names of this visit are veiled now; without an id, of the card that this stands in. */
export function useVeiled(visitId?: string): boolean {
  const ofCard = useContext(VisitContext);
  const id = visitId ?? ofCard;
  const { privacy } = usePreferences();
  const isUnveiled = useSyncExternalStore(
    subscribe,
    () => id !== null && (unveiled === id || (asked.get(id) ?? 0) > 0),
  );
  return privacy && !isUnveiled;
}

/** What of a label or a typed name may stand on the screen now. */
export function useShownName(visitId?: string): (name: string) => string {
  const isVeiled = useVeiled(visitId);
  return (name) => (isVeiled && name !== '' ? initialsOf(name) : name);
}

/** For a question that can be answered only by whoever sees the names of this card: they are shown as long as it is open. */
export function useUnveiled(): void {
  const id = useContext(VisitContext);
  useEffect(() => {
    if (id === null) return undefined;
    unveil(id);
    return askAbout(id);
  }, [id]);
}
