import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adviceFor, cameraOf, cameraWords } from '../../../src/renderer/features/visits/cameraWords.ts';
import { findByHelpCode, readHelpCode } from '../../../src/renderer/features/visits/helpCode.ts';
import { canBeLetIn, hasPlace } from '../../../src/renderer/features/visits/waitingRoom.ts';
import { helpCode } from '../../../src/main/visits/links.ts';
import type { PersonView } from '../../../src/shared/ipc/contract.ts';
import { nextPersonState, personStates } from '../../../src/shared/person.ts';
import { pageView, personView, visitView } from '../../fixtures/views.ts';

describe('a help code as it is typed', () => {
  it.each([
    ['AB2-45C', 'AB245C'],
    ['ab 245 c', 'AB245C'],
    ['АВ245С', 'AB245C'],
    ['еhкмрт', 'EHKMPT'],
    ['хУ – 99 4 5', 'XY9945'],
  ])('%s is %s', (text, code) => {
    expect(readHelpCode(text)).toEqual({ kind: 'code', code });
  });

  it.each([
    [' - ', { kind: 'empty' }],
    ['AB2', { kind: 'short', code: 'AB2' }],
    ['AB245CC', { kind: 'long', code: 'AB245CC' }],
    ['AB0', { kind: 'foreign', sign: '0' }],
    ['Я', { kind: 'foreign', sign: 'Я' }],
  ])('"%s" is no code yet', (text, read) => {
    expect(readHelpCode(text)).toEqual(read);
  });

  it('is read as it was made, whatever key made it and in whichever case it is typed', () => {
    const bytes = fc.uint8Array({ minLength: 32, maxLength: 32 });
    fc.assert(
      fc.property(bytes, fc.string(), (key, visitId) => {
        const code = helpCode(Buffer.from(key), visitId, 1);
        expect(readHelpCode(code.toLowerCase())).toEqual({ kind: 'code', code });
      }),
    );
  });

  it('finds the visit that is open before one that is over', () => {
    const over = visitView('over', 'ended', { phase: 'closed', helpCode: 'AB245C' });
    const open = visitView('open', 'page-open', { helpCode: 'AB245C' });
    expect(findByHelpCode([over, open], 'AB245C')?.id).toBe('open');
    expect(findByHelpCode([over], 'AB245C')?.id).toBe('over');
    expect(findByHelpCode([over, open], 'XXXXXX')).toBeUndefined();
    const extra = { number: 2, url: null, label: '', helpCode: 'AB245C', page: null, callMe: null };
    const withExtra = visitView('extra', 'waiting', { extraLinks: [extra] });
    expect(findByHelpCode([over, withExtra], 'AB245C')?.id).toBe('extra');
  });
});

const camera = (outcome: 'works' | 'asking' | 'busy', sound: boolean) =>
  ({ outcome, sound, at: 0, help: outcome === 'busy' ? 'busy' : null }) as const;
const person = (state: PersonView['state'], page: PersonView['page']) =>
  personView('p', 'Anna', state, 0, { page });

describe('what is said of a camera', () => {
  it.each([
    ['asking', false, ['camera-asking']],
    ['works', true, ['camera-works']],
    ['works', false, ['camera-mute']],
    ['busy', false, ['camera-busy']],
    ['busy', true, ['camera-sound-only', 'camera-busy']],
  ] as const)('%s, sound %s', (outcome, sound, words) => {
    expect(cameraWords(camera(outcome, sound))).toEqual(words);
  });

  it('is old news once the person has been in the call', () => {
    const page = pageView({ camera: camera('busy', false) });
    expect(cameraOf(person('waiting', page))).toBe(page.camera);
    expect(cameraOf(person('in-call', page))).toBeNull();
    expect(adviceFor(person('in-call', page))).toBeUndefined();
  });
});

describe('what is read aloud', () => {
  it('is the sentence of the cause where it is known, alone', () => {
    const page = pageView({ camera: camera('busy', false) });
    expect(adviceFor(person('stuck', page))).toEqual({ general: null, help: 'busy' });
    expect(adviceFor(person('waiting', page))).toEqual({ general: null, help: 'busy' });
  });

  it('is the general sentence and the place of this browser where it is not', () => {
    expect(adviceFor(person('stuck', pageView()))).toEqual({
      general: 'stuck-sentence',
      help: 'safari-ios-site',
    });
    expect(adviceFor(person('stuck', null))).toEqual({ general: 'stuck-sentence', help: null });
    expect(adviceFor(person('lost', pageView()))).toEqual({ general: 'lost-sentence', help: null });
    expect(adviceFor(person('waiting', pageView()))).toBeUndefined();
  });
});

describe('the buttons of a person', () => {
  it.each(personStates)('offer to who is %s only what the machine knows', (state) => {
    const view = person(state, null);
    expect(canBeLetIn(view)).toBe(nextPersonState(state, 'let-in') !== undefined);
    expect(hasPlace(view)).toBe(nextPersonState(state, 'decline') !== undefined);
  });
});
