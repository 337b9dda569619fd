/** What somebody chose for this desk, whoever works at it: kept in its browser or window. It holds no name. */
import { useSyncExternalStore } from 'react';
import { keptHere } from './kept.ts';

interface SilentHours {
  readonly on: boolean;
  /** `HH:MM` */
  readonly from: string;
  readonly to: string;
}

export interface Preferences {
  readonly sound: boolean;
  /** Wanted; whether the system lets the desk show them is the system's word. */
  readonly notices: boolean;
  /** Initials in the place of names. */
  readonly privacy: boolean;
  readonly silentHours: SilentHours;
}

export const defaultPreferences: Preferences = {
  sound: true,
  notices: true,
  privacy: false,
  silentHours: { on: false, from: '20:00', to: '08:00' },
};

const storageKey = 'visit-desk-alerts';

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isHour = (value: unknown): value is string =>
  typeof value === 'string' && /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(value);

function silentHoursOf(value: unknown): SilentHours {
  if (!isFields(value)) return defaultPreferences.silentHours;
  const { on, from, to } = value;
  const isWhole = typeof on === 'boolean' && isHour(from) && isHour(to);
  return isWhole ? { on, from, to } : defaultPreferences.silentHours;
}

/**
 * Of what is stored; the defaults where nothing is, or nothing that can be read. A field that is damaged has its default; so has
 * one that an older desk did not know. By hand: the schema library is as large as a sixth of the desk (ARCHITECTURE.md).
 */
export function readPreferences(stored: string | null): Preferences {
  try {
    const fields: unknown = JSON.parse(stored ?? '{}');
    if (!isFields(fields)) return defaultPreferences;
    const flag = (name: 'sound' | 'notices' | 'privacy'): boolean => {
      const value = fields[name];
      return typeof value === 'boolean' ? value : defaultPreferences[name];
    };
    return {
      sound: flag('sound'),
      notices: flag('notices'),
      privacy: flag('privacy'),
      silentHours: silentHoursOf(fields['silentHours']),
    };
  } catch {
    return defaultPreferences;
  }
}

type Place = Pick<Storage, 'getItem' | 'setItem'>;

export class PreferencesStore {
  readonly #place: Place;
  readonly #listeners = new Set<() => void>();
  #now: Preferences;

  constructor(place: Place) {
    this.#place = place;
    this.#now = readPreferences(place.getItem(storageKey));
  }

  readonly now = (): Preferences => this.#now;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Holds for this run where nothing can be kept. */
  change(part: Partial<Preferences>): void {
    this.#become({ ...this.#now, ...part });
    try {
      this.#place.setItem(storageKey, JSON.stringify(this.#now));
    } catch {
      // The browser keeps nothing, or is full: the choice lives as long as the page.
    }
  }

  /** Another tab of this desk has changed something. */
  heard(key: string | null, stored: string | null): void {
    if (key === storageKey) this.#become(readPreferences(stored));
  }

  #become(next: Preferences): void {
    this.#now = next;
    for (const listener of this.#listeners) listener();
  }
}

let store: PreferencesStore | undefined;

/** The one of this page. */
export function preferences(): PreferencesStore {
  if (!store) {
    const made = new PreferencesStore(keptHere);
    window.addEventListener('storage', ({ key, newValue }) => made.heard(key, newValue));
    store = made;
  }
  return store;
}

export function usePreferences(): Preferences {
  const { subscribe, now } = preferences();
  return useSyncExternalStore(subscribe, now);
}
