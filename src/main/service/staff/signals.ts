/** What desks of one service tell each other over whatever node they are connected to. */

/** A call was entered at a desk: whichever desk had it before has it no longer. */
export interface DeskSignal {
  readonly kind: 'call-entered';
  readonly visitId: string;
  /** Account and desk; no name. */
  readonly deskKey: string;
}

/** Every node hears what one of them tells, that one included. What is told while a node cannot hear is lost to it. */
export interface DeskSignals {
  tell(signal: DeskSignal): void;
  /** Returns a function that ends the subscription. */
  onTold(listener: (signal: DeskSignal) => void): () => void;
}

/** For a service of one process. */
export function createLocalSignals(): DeskSignals {
  const listeners = new Set<(signal: DeskSignal) => void>();
  return {
    tell(signal) {
      for (const listener of listeners) listener(signal);
    },
    onTold(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
