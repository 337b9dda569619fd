/** The desk's own sound: two soft tones, drawn by the browser. No file, nothing to load. */

/** Hz, and seconds after the first. */
const tones = [
  { pitch: 659.25, at: 0 },
  { pitch: 880, at: 0.18 },
] as const;
/** Of the fundamental: a little of the octave makes it a bell and not a whistle. */
const overtones = [
  { times: 1, loudness: 1 },
  { times: 2, loudness: 0.18 },
] as const;
const loudness = 0.16;
const riseSeconds = 0.012;
const fadeSeconds = 0.9;
const endsAfterMs = 1_400;
/** A browser that lets the page play says so at once. */
const answersWithinMs = 500;

/**
 * `blocked`: the browser plays nothing until somebody has clicked or typed in this page. `none`: somebody has, and still nothing
 * plays (no loudspeaker), or the browser has no sound at all.
 */
export type SoundState = 'ready' | 'blocked' | 'none';

export interface Sound {
  state(): SoundState;
  /** Finds out whether it may play; makes no sound. */
  probe(): void;
  /** Plays, or becomes `blocked`. */
  play(): void;
  /** To be called in a click or a key press: afterwards it may play. */
  unlock(): void;
  /** Returns a function that ends the subscription. */
  onState(listener: () => void): () => void;
}

/** One for the page. The audio device is held while it chimes only. */
export function createSound(): Sound {
  let context: AudioContext | undefined;
  const isThere = 'AudioContext' in globalThis;
  let state: SoundState = isThere ? 'ready' : 'none';
  let rests: ReturnType<typeof setTimeout> | undefined;
  const listeners = new Set<() => void>();

  function become(next: SoundState): void {
    if (state === next) return;
    state = next;
    for (const listener of listeners) listener();
  }

  /** The promise of `resume` stays open while the browser waits for a click: a chime that comes late is of no use. */
  function wake(then?: (audio: AudioContext) => void): void {
    if (!isThere) return;
    const audio = (context ??= new AudioContext());
    clearTimeout(rests);
    let isLate = false;
    // As it was when the browser was asked: a click that comes later asks it again.
    const wasTouched = isTouched();
    const patience = setTimeout(() => {
      isLate = true;
      become(wasTouched ? 'none' : 'blocked');
    }, answersWithinMs);
    audio.resume().then(
      () => {
        clearTimeout(patience);
        become('ready');
        if (!isLate) then?.(audio);
        clearTimeout(rests);
        rests = setTimeout(() => void audio.suspend(), endsAfterMs);
      },
      () => become('none'),
    );
  }

  return {
    state: () => state,
    probe: () => wake(),
    play: () => wake(chime),
    unlock() {
      if (state !== 'ready') wake();
    },
    onState(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

const isTouched = (): boolean => 'userActivation' in navigator && navigator.userActivation.hasBeenActive;

function chime(audio: AudioContext): void {
  for (const { pitch, at } of tones)
    for (const overtone of overtones) {
      const begin = audio.currentTime + at;
      const tone = audio.createOscillator();
      const volume = audio.createGain();
      tone.frequency.value = pitch * overtone.times;
      volume.gain.setValueAtTime(0, begin);
      volume.gain.linearRampToValueAtTime(loudness * overtone.loudness, begin + riseSeconds);
      volume.gain.exponentialRampToValueAtTime(0.0001, begin + fadeSeconds);
      tone.connect(volume).connect(audio.destination);
      tone.start(begin);
      tone.stop(begin + fadeSeconds);
    }
}
