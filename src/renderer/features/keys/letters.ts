/** Whether letters are keys of the desk: a choice of this computer, for whoever dictates to it or types by switches. */
import { useSyncExternalStore } from 'react';
import { keptHere } from '../../state/kept.ts';

const choiceKey = 'visit-desk-letters';
const listeners = new Set<() => void>();

/** On, unless somebody turned them off here. */
export const lettersAreOn = (): boolean => keptHere.getItem(choiceKey) !== 'off';

export function setLetters(on: boolean): void {
  if (on) keptHere.removeItem(choiceKey);
  else keptHere.setItem(choiceKey, 'off');
  for (const tell of listeners) tell();
}

export function useLetters(): boolean {
  return useSyncExternalStore((tell) => {
    listeners.add(tell);
    return () => listeners.delete(tell);
  }, lettersAreOn);
}
