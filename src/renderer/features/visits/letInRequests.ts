/** Asks a card from elsewhere to open its question about a person. It never lets anybody in. */
import { useEffect, useEffectEvent } from 'react';

type Listener = (visitId: string, personId: string) => void;

const listeners = new Set<Listener>();

export function requestQuestion(visitId: string, personId: string): void {
  for (const listener of listeners) listener(visitId, personId);
}

/** `ask` is given the id of a person of this visit. */
export function useQuestionRequests(visitId: string, ask: (personId: string) => void): void {
  const heard = useEffectEvent<Listener>((wanted, personId) => {
    if (wanted === visitId) ask(personId);
  });
  useEffect(() => {
    const listener: Listener = (...args) => heard(...args);
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }, []);
}
