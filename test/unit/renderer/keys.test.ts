import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  actionIds,
  actionOf,
  actions,
  keyCap,
  type ActionId,
  type PressedKey,
} from '../../../src/renderer/features/keys/keys.ts';

const pressed = (part: Partial<PressedKey>): PressedKey => ({
  key: '',
  code: '',
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  isComposing: false,
  ...part,
});

/** What a keyboard of each layout sends for a key of the table. */
const cyrillic: Readonly<Record<string, string>> = Object.fromEntries(
  [...'QWERTYUIOPASDFGHJKLZXCVBNM'].map((cap, index) => [
    cap,
    [...'йцукенгшщзфывапролдячсмить'][index] ?? '',
  ]),
);

function pressOf(id: ActionId, layout: 'latin' | 'russian'): PressedKey {
  const { key } = actions[id];
  const cap = key.replace('Shift+', '');
  const shiftKey = key.startsWith('Shift+') || key === '?';
  if (/^[A-Z]$/.test(cap)) {
    const letter = layout === 'latin' ? cap : (cyrillic[cap] ?? '');
    return pressed({
      key: shiftKey ? letter.toUpperCase() : letter.toLowerCase(),
      code: `Key${cap}`,
      shiftKey,
    });
  }
  if (/^\d$/.test(cap)) return pressed({ key: cap, code: `Digit${cap}` });
  if (cap === '/' || cap === '?') {
    const signs = layout === 'latin' ? { '/': '/', '?': '?' } : { '/': '.', '?': ',' };
    return pressed({ key: signs[cap], code: 'Slash', shiftKey });
  }
  return pressed({ key: cap, code: cap });
}

describe('the table of keys', () => {
  it('gives no key twice: on the board all of them count at once', () => {
    const keys = actionIds.map((id) => actions[id].key);
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });

  it.each(['latin', 'russian'] as const)('is found by each of its keys in a %s layout', (layout) => {
    for (const id of actionIds) expect([id, actionOf(pressOf(id, layout))]).toEqual([id, id]);
  });

  it('takes the letter of another Latin layout, and not the place where English has one', () => {
    // AZERTY: the cap that sends "a" lies where English has Q.
    expect(actionOf(pressed({ key: 'a', code: 'KeyQ' }))).toBe('again');
    // Russian and German have "?" on other keys.
    expect(actionOf(pressed({ key: '?', code: 'Digit7', shiftKey: true }))).toBe('keys');
    expect(actionOf(pressed({ key: '?', code: 'Minus', shiftKey: true }))).toBe('keys');
    expect(actionOf(pressed({ key: '1', code: 'Numpad1' }))).toBe('identified-known');
    // Caps lock is not Shift.
    expect(actionOf(pressed({ key: 'N', code: 'KeyN' }))).toBe('new-visit');
  });

  it('takes a key for its place only where it types one foreign sign, or says nothing of itself', () => {
    const cases: readonly (readonly [string, string, boolean, ActionId | null])[] = [
      // The numeric pad without NumLock moves, and records nothing.
      ['End', 'Numpad1', false, 'card-last'],
      ['ArrowDown', 'Numpad2', false, 'card-next'],
      ['PageDown', 'Numpad3', false, null],
      ['3', 'Numpad3', false, 'identified-not'],
      // A dead key waits for its letter; Option makes one of E on a Mac.
      ['Dead', 'KeyE', false, null],
      ['Unidentified', 'KeyE', false, 'end'],
      // Slash lies there in English: German has a hyphen, French an exclamation mark, Russian a full stop.
      ['-', 'Slash', false, null],
      ['_', 'Slash', true, null],
      ['!', 'Slash', false, null],
      ['.', 'Slash', false, 'find'],
      [',', 'Slash', true, 'keys'],
      ['ξ', 'KeyJ', false, 'join-call'],
      // Signs of Dvorak and AZERTY, where English has letters.
      ['.', 'KeyE', false, null],
      [',', 'KeyM', false, null],
    ];
    for (const [key, code, shiftKey, action] of cases)
      expect([key, code, actionOf(pressed({ key, code, shiftKey }))]).toEqual([key, code, action]);
  });

  it('leaves all that has a modifier, and what an input method composes, to others', () => {
    const modifier = fc.constantFrom('ctrlKey', 'metaKey', 'altKey', 'isComposing');
    fc.assert(
      fc.property(fc.constantFrom(...actionIds), modifier, (id, name) => {
        expect(actionOf({ ...pressOf(id, 'latin'), [name]: true })).toBeNull();
      }),
    );
    expect(actionOf(pressed({ key: 'Tab', code: 'Tab' }))).toBeNull();
  });

  it('shows arrows as the caps do', () => {
    expect([keyCap('card-next'), keyCap('new-visit'), keyCap('settings')]).toEqual(['↓', 'N', 'Shift+S']);
  });

  it('has no key that nothing answers to', () => {
    const source = sourceOf('src/renderer');
    // A hint makes a button of the key; what chooses between two keys names them beside it.
    const uses = (id: string): RegExp =>
      new RegExp(`(?:useKey|[hH]ints?|Hint)\\((?:[^()]*\\? )?[^()]*'${id}'|action="${id}"|: '${id}'`);
    const idle = actionIds.filter((id) => !uses(id).test(source));
    expect(idle).toEqual([]);
  });
});

/** All code of the renderer but the table itself. */
function sourceOf(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('keys/keys.ts'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
}
