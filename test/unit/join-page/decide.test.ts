import { describe, expect, it } from 'vitest';
import {
  frameRights,
  handOverCode,
  isOwnPage,
  readCallMessage,
  readFailure,
  readJoinAnswer,
  readView,
  safeTarget,
  sparingMsOf,
  wayOutOf,
} from '../../../src/join-page/decide.ts';
import { errorCodes } from '../../../src/shared/errors.ts';
import { callReasonOf, callReasons } from '../../../src/shared/page.ts';

const origin = 'https://video.clinic.example';

describe('the answer to a press', () => {
  it.each([
    { state: 'waiting' },
    { state: 'going-in', url: 'https://a/', embed: true },
    { state: 'going-in', url: 'https://a/', embed: false },
    { state: 'failed', code: 'timeout', text: 'Later.' },
  ])('%j is read', (answer) => {
    expect(readJoinAnswer(answer)).toEqual(answer);
  });
  it('is read with extra fields, without keeping them', () => {
    expect(readJoinAnswer({ state: 'waiting', more: 1 })).toEqual({ state: 'waiting' });
  });
  it.each([undefined, 'true', 1])('never embeds for %j', (embed) => {
    expect(readJoinAnswer({ state: 'going-in', url: 'u', embed })).toMatchObject({ embed: false });
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
    expect(readFailure(answer)).toBeNull();
  });
});

describe('what a page should show', () => {
  it.each(['form', 'gone', 'waiting', 'let-in', 'declined', 'dead', 'thanks'])('%s is read', (state) => {
    expect(readView({ state, version: 'ab', help: 'H.' })).toEqual({ state, version: 'ab', help: 'H.' });
  });
  it('is read without a version and help', () => {
    expect(readView({ state: 'dead' })).toEqual({ state: 'dead', version: '', help: '' });
  });
  it.each([null, 'waiting', {}, { state: 'failed' }, { state: 1 }])('%j is unclear', (answer) => {
    expect(readView(answer)).toBeNull();
  });
});

describe('an answer to a GET', () => {
  it.each([
    [200, 'waiting'],
    [404, 'dead'],
    [409, 'declined'],
    [422, 'form'],
    [429, 'dead'],
  ])('%i with %s is a page of ours', (status, state) => {
    expect(isOwnPage(status, state)).toBe(true);
  });
  it.each([
    [200, ''],
    [200, 'trouble'],
    [502, 'waiting'],
    [503, 'trouble'],
    [403, 'dead'],
  ])('%i with %j is none', (status, state) => {
    expect(isOwnPage(status, state)).toBe(false);
  });
});

it.each([
  [null, 60_000],
  ['5', 60_000],
  ['90', 90_000],
  ['Wed, 21 Oct 2026 07:28:00 GMT', 60_000],
  ['99999999', 600_000],
])('a server that says Retry-After %j is left alone for %i ms', (header, ms) => {
  expect(sparingMsOf(header)).toBe(ms);
});

it.each(errorCodes)('a failure %s has a reason to call, or none', (code) => {
  const reason = callReasonOf(code);
  expect(reason === null || callReasons.includes(reason)).toBe(true);
});
it.each([
  ['no-web-client', 'no-seat'],
  ['needs-browser', 'browser'],
  ['declined', 'declined'],
  ['timeout', 'service'],
  ['offline', 'service'],
  ['name-required', null],
  ['too-many-requests', null],
  ['foreign-origin', null],
  ['link-dead', null],
])('%s: the clinic is asked to call because of %s', (code, reason) => {
  expect(callReasonOf(code)).toBe(reason);
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

describe('the call in a frame', () => {
  it.each(['logout', 'connectionClosed', 'loginFail', 'notSupported'])('says %s', (type) => {
    expect(readCallMessage({ type })).toBe(type);
  });
  it.each([null, 'logout', {}, { type: 1 }, { type: 'else' }, { type: ['logout'] }])(
    '%j says nothing',
    (data) => {
      expect(readCallMessage(data)).toBeNull();
    },
  );
  it('has no camera when it is to be sound only', () => {
    expect(frameRights(false)).toMatch(/^camera; microphone; autoplay; display-capture/);
    expect(frameRights(true)).toMatch(/^microphone; /);
    expect(frameRights(true)).not.toContain('camera');
  });
});

describe('the way out of an app', () => {
  const page = 'https://visit.example/v/abc?h=code';
  it('is an intent without a fragment of its own on Android', () => {
    expect(wayOutOf('intent', page)).toBe('intent://visit.example/v/abc?h=code#Intent;scheme=https;end');
    expect(wayOutOf('intent', 'http://10.0.0.2:8765/v/abc')).toBe(
      'intent://10.0.0.2:8765/v/abc#Intent;scheme=http;end',
    );
  });
  it('is Safari by name on iOS', () => {
    expect(wayOutOf('safari', page)).toBe('x-safari-https://visit.example/v/abc?h=code');
    expect(wayOutOf('safari', 'http://10.0.0.2/v/abc')).toBe('x-safari-http://10.0.0.2/v/abc');
  });
  it('may be by hand only', () => {
    expect(wayOutOf('copy', page)).toBeNull();
  });
  it('takes a code along that is as long as a token, whatever the bytes', () => {
    for (const byte of [0, 62, 63, 251, 255])
      expect(handOverCode(new Uint8Array(16).fill(byte))).toMatch(/^[A-Za-z0-9_-]{22}$/);
  });
});
