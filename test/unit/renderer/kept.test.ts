import { expect, it } from 'vitest';
import { keptIn, type Kept } from '../../../src/renderer/state/kept.ts';

const placeOf = (values: Map<string, string>): Kept => ({
  getItem: (key) => values.get(key) ?? null,
  setItem: (key, value) => void values.set(key, value),
  removeItem: (key) => void values.delete(key),
});

it('keeps in the browser what can be kept', () => {
  const values = new Map([['old', 'kept']]);
  const kept = keptIn(() => placeOf(values));
  kept.setItem('new', 'one');
  expect([kept.getItem('old'), kept.getItem('new'), kept.getItem('none')]).toEqual(['kept', 'one', null]);
  kept.removeItem('old');
  expect([...values]).toEqual([['new', 'one']]);
});

it('keeps for this page what a full or a closed browser does not, and the newest value wins', () => {
  const values = new Map([['key', 'old']]);
  let isFull = true;
  const full = keptIn(() => ({
    ...placeOf(values),
    setItem: (key, value) => {
      if (isFull) throw new DOMException('full', 'QuotaExceededError');
      values.set(key, value);
    },
  }));
  full.setItem('key', 'new');
  expect([full.getItem('key'), values.get('key')]).toEqual(['new', 'old']);
  isFull = false;
  full.setItem('key', 'newest');
  values.set('key', 'of another tab');
  expect(full.getItem('key')).toBe('of another tab');

  const closed = keptIn(() => {
    throw new DOMException('denied', 'SecurityError');
  });
  expect(closed.getItem('key')).toBeNull();
  closed.setItem('key', 'here');
  expect(closed.getItem('key')).toBe('here');
  closed.removeItem('key');
  expect(closed.getItem('key')).toBeNull();
});
