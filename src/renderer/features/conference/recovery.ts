/** What is done about a page of the call that does not load, or dies: a pure machine, and the clock that drives it. */

/** slow: nothing came in time. failed: it could not be loaded. crashed: its process has ended. */
export type Trouble = 'slow' | 'failed' | 'crashed';

interface Counts {
  /** How many loads were made after the first because of trouble; forgotten once the page is well. */
  readonly tries: number;
  /** Names the load: each later one has a higher number. */
  readonly load: number;
}

export type Recovery = Counts &
  (
    | { readonly phase: 'loading'; readonly trouble: Trouble | null }
    | { readonly phase: 'shown'; readonly trouble: null }
    /** Before the next try. */
    | { readonly phase: 'waiting'; readonly trouble: Trouble }
    | { readonly phase: 'given-up'; readonly trouble: Trouble }
  );

/** `time`: the state has lasted as long as it may. */
export type RecoveryEvent = 'loaded' | 'failed' | 'crashed' | 'time';

export const begun: Recovery = { phase: 'loading', tries: 0, load: 0, trouble: null };

const loadWithinMs = 15_000;
/** Before the first, second and third try. */
const pausesMs = [1_000, 2_000, 3_000] as const;
export const triesAtMost = pausesMs.length;
/** A page that stood for this long is well: what happens to it later is another trouble. */
const wellAfterMs = 60_000;

/** How long a state may last (ms); `null`: as long as nothing happens. */
export function lastsMs({ phase, tries }: Recovery): number | null {
  if (phase === 'loading') return loadWithinMs;
  if (phase === 'waiting') return pausesMs[tries] ?? null;
  return phase === 'shown' && tries > 0 ? wellAfterMs : null;
}

/** The state after an event; the same object where it changes nothing. */
export function afterEvent(state: Recovery, event: RecoveryEvent): Recovery {
  // A page that comes late is a page all the same: it is not loaded again.
  if (event === 'loaded')
    return state.phase === 'shown' ? state : { ...state, phase: 'shown', trouble: null };
  if (event === 'time') return afterTime(state);
  return state.phase === 'waiting' || state.phase === 'given-up' ? state : inTrouble(state, event);
}

function afterTime(state: Recovery): Recovery {
  const { phase, tries, load, trouble } = state;
  if (phase === 'loading') return inTrouble(state, 'slow');
  if (phase === 'waiting') return { phase: 'loading', tries: tries + 1, load: load + 1, trouble };
  return phase === 'shown' ? { ...state, tries: 0 } : state;
}

const inTrouble = ({ tries, load }: Counts, trouble: Trouble): Recovery => ({
  phase: tries < triesAtMost ? 'waiting' : 'given-up',
  tries,
  load,
  trouble,
});

export interface RecoveryRun {
  hear(event: RecoveryEvent): void;
  /** Nothing is told after this. */
  stop(): void;
}

/** Runs the machine. `after` runs a task once after some ms and gives what cancels it; `tell` hears every new state. */
export function startRecovery(
  after: (ms: number, task: () => void) => () => void,
  tell: (state: Recovery) => void,
): RecoveryRun {
  let state = begun;
  let cancel = (): void => undefined;
  const wait = (): void => {
    const ms = lastsMs(state);
    if (ms !== null) cancel = after(ms, () => hear('time'));
  };
  const hear = (event: RecoveryEvent): void => {
    const next = afterEvent(state, event);
    if (next === state) return;
    cancel();
    cancel = () => undefined;
    state = next;
    wait();
    tell(state);
  };
  wait();
  return { hear, stop: () => cancel() };
}
