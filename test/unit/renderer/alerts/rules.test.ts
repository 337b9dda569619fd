/** The small rules of the alerts: chimes, initials, silent hours, what is kept of the choices. */
import { describe, expect, it } from 'vitest';
import type { Arrival } from '../../../../src/renderer/features/alerts/arrivals.ts';
import { badgeText } from '../../../../src/renderer/features/alerts/badgePicture.ts';
import { initialsOf } from '../../../../src/renderer/features/alerts/initials.ts';
import {
  atRest,
  chimed,
  dueAt,
  quiet,
  withArrivals,
  withoutServed,
} from '../../../../src/renderer/features/alerts/ringing.ts';
import { isSilent } from '../../../../src/renderer/features/alerts/silentHours.ts';
import {
  defaultPreferences,
  PreferencesStore,
  readPreferences,
} from '../../../../src/renderer/state/preferences.ts';

const arrival = (key: string, kind: Arrival['kind'] = 'waiting'): Arrival => ({
  key,
  kind,
  visitId: 'visit',
  at: 1,
  typedName: 'Anna',
  label: '',
});

describe('chimes', () => {
  it('three times, ten seconds apart', () => {
    let ringing = withArrivals(atRest, [arrival('a')]);
    const times: number[] = [];
    for (let now = 0; now <= 60_000; now += 1_000)
      if ((dueAt(ringing) ?? Infinity) <= now) {
        times.push(now);
        ringing = chimed(ringing, now);
      }
    expect(times).toEqual([0, 10_000, 20_000]);
  });

  it('once for who goes straight in, and never sooner than ten seconds after the last', () => {
    const straight = chimed(withArrivals(atRest, [arrival('s', 'straight')]), 5_000);
    expect(dueAt(straight)).toBeNull();
    expect(dueAt(withArrivals(straight, [arrival('a')]))).toBe(15_000);
  });

  it('until the last of those for whom it rings is served', () => {
    const two = chimed(withArrivals(atRest, [arrival('a'), arrival('b')]), 0);
    const one = withoutServed(two, new Set(['b', 'former']));
    expect(dueAt(one)).toBe(10_000);
    expect(dueAt(withoutServed(one, new Set(['former'])))).toBeNull();
    expect(dueAt(quiet(two))).toBeNull();
    // A single chime that is owed is for nobody who could be served.
    const owed = withArrivals(chimed(atRest, 0), [arrival('s', 'straight')]);
    expect(dueAt(withoutServed(owed, new Set()))).toBe(10_000);
  });
});

it.each([
  ['Smirnova Anna', 'S. A.'],
  ['смирнова анна петровна', 'С. А. П.'],
  ['14:30 Ёлкина, каб. 12', 'Ё. К.'],
  ['Анна-Мария', 'А.'],
  ['  «Иванов»  ', 'И.'],
  ['Maria del Carmen García', 'M. D. C.'],
  ['Élodie', 'É.'],
  ['张伟', '张.'],
  ['12/7', '…'],
  ['👩 мама', 'М.'],
])('the initials of %s are %s', (name, initials) => expect(initialsOf(name)).toBe(initials));

describe('silent hours', () => {
  const at = (hour: number, minute = 0) => new Date(2026, 10, 25, hour, minute);
  it.each([
    ['13:00', '14:00', at(12, 59), false],
    ['13:00', '14:00', at(13), true],
    ['13:00', '14:00', at(14), false],
    ['22:00', '07:30', at(23), true],
    ['22:00', '07:30', at(7, 29), true],
    ['22:00', '07:30', at(7, 30), false],
    ['22:00', '07:30', at(12), false],
    ['00:00', '00:00', at(0), false],
  ])('from %s to %s, at %s: %s', (from, to, now, silent) => {
    expect(isSilent({ on: true, from, to }, now)).toBe(silent);
    expect(isSilent({ on: false, from, to }, now)).toBe(false);
  });
});

it('a badge has room for one digit', () =>
  expect([1, 9, 10, 812].map(badgeText)).toEqual(['1', '9', '9+', '9+']));

describe('the choices of this desk', () => {
  const storage = (stored: string | null) => {
    const kept = new Map<string, string>(stored === null ? [] : [['visit-desk-alerts', stored]]);
    return {
      kept,
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    };
  };

  it.each([
    null,
    '',
    '{',
    '[]',
    'null',
    '7',
    '{"sound":"loud","silentHours":{"on":true,"from":"25:00","to":"7"}}',
  ])('are the defaults where %j is stored', (stored) =>
    expect(readPreferences(stored)).toEqual(defaultPreferences),
  );

  it('keep what can be read beside what cannot', () => {
    const stored = JSON.stringify({ sound: false, privacy: 1, name: 'Anna' });
    expect(readPreferences(stored)).toEqual({ ...defaultPreferences, sound: false });
  });

  it('are kept, told to the page, and heard from another tab', () => {
    const place = storage(null);
    const store = new PreferencesStore(place);
    let told = 0;
    const forget = store.subscribe(() => (told += 1));
    store.change({ privacy: true });
    expect(new PreferencesStore(place).now().privacy).toBe(true);
    store.heard('visit-desk-language', '{"privacy":false}');
    expect([store.now().privacy, told]).toEqual([true, 1]);
    store.heard('visit-desk-alerts', '{"privacy":false}');
    expect([store.now().privacy, told]).toEqual([false, 2]);
    forget();
    store.change({ sound: false });
    expect(told).toBe(2);
    expect([...place.kept.keys()]).toEqual(['visit-desk-alerts']);
  });

  it('hold for this run where nothing can be kept', () => {
    const full = {
      getItem: () => null,
      setItem: () => {
        throw new DOMException('full', 'QuotaExceededError');
      },
    };
    const store = new PreferencesStore(full);
    store.change({ sound: false });
    expect(store.now().sound).toBe(false);
  });
});
