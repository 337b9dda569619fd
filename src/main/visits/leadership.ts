/** Which of several nodes over one store does what only one may do: ask the server for rosters, sweep, close, keep appointments. */
export interface Leadership {
  /** Asked before each piece of work. */
  leads(): boolean;
  /** Returns a function that ends the subscription. */
  onChange(listener: (leads: boolean) => void): () => void;
}

/** Where there is one process only. */
export const leadsAlone: Leadership = { leads: () => true, onChange: () => () => undefined };
