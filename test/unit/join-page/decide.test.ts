import { describe, expect, it } from 'vitest';
import { readHereState, readJoinAnswer, safeTarget } from '../../../src/join-page/decide.ts';

const origin = 'https://video.clinic.example';

describe('the answer to a press', () => {
  it.each([
    { state: 'waiting' },
    { state: 'going-in', url: 'https://a/' },
    { state: 'failed', code: 'timeout', text: 'Later.' },
  ])('%j is read', (answer) => {
    expect(readJoinAnswer(answer)).toEqual(answer);
  });
  it('is read with extra fields, without keeping them', () => {
    expect(readJoinAnswer({ state: 'waiting', more: 1 })).toEqual({ state: 'waiting' });
  });
  it.each([
    null,
    undefined,
    'waiting',
    1,
    [],
    {},
    { state: 'going-in' },
    { state: 'going-in', url: 1 },
    { state: 'failed', code: 'x' },
    { state: 'else' },
  ])('%j is not ours', (answer) => {
    expect(readJoinAnswer(answer)).toBeNull();
  });
});

describe('what a waiting page hears', () => {
  it.each(['form', 'waiting', 'let-in', 'declined', 'dead'])('%s is read', (state) => {
    expect(readHereState({ state })).toBe(state);
  });
  it.each([null, 'waiting', {}, { state: 'failed' }, { state: 1 }])('%j is unclear', (answer) => {
    expect(readHereState(answer)).toBe('unclear');
  });
});

describe('the way into the call', () => {
  it('leads to the server of the clinic, with its fragment', () => {
    expect(safeTarget(`${origin}/webrtc/1#login=$a*`, origin)).toBe(`${origin}/webrtc/1#login=$a*`);
  });
  it.each([
    'https://evil.example/webrtc/1',
    'https://video.clinic.example.evil.example/',
    'https://video.clinic.example@evil.example/',
    'http://video.clinic.example/',
    'https://video.clinic.example:8443/',
    'javascript:alert(1)',
    'data:text/html,x',
    '/webrtc/1',
    '',
  ])('never to %s', (url) => {
    expect(safeTarget(url, origin)).toBeNull();
  });
  it('never to an origin that is none, even when no server is known', () => {
    expect(safeTarget('data:text/html,x', 'null')).toBeNull();
    expect(safeTarget('javascript:1', '')).toBeNull();
  });
});
