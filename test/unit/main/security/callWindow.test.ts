/** The window of a call, the screen that its guest shows, and what is asked before it closes: decisions only. */
import { describe, expect, it, test } from 'vitest';
import { closingQuestion } from '../../../../src/main/security/closing.ts';
import {
  mayAskToShare,
  offeredSources,
  screenPicker,
  type ShareQuestion,
} from '../../../../src/main/security/displayMedia.ts';
import { placeOf } from '../../../../src/main/security/ownPage.ts';
import { compactBounds, restoredBounds, type Area } from '../../../../src/main/security/windowLayout.ts';

const area = (x: number, y: number, width: number, height: number): Area => ({ x, y, width, height });
const left = area(0, 25, 1920, 1055);
const right = area(1920, 0, 1280, 1024);

describe('the window', () => {
  it.each([
    ['of the first screen', left, area(1464, 704, 440, 360)],
    ['of the one beside it', right, area(2744, 648, 440, 360)],
    ['of one to the left of all', area(-1280, 0, 1280, 1024), area(-456, 648, 440, 360)],
    ['of one that is smaller than it', area(0, 0, 320, 200), area(0, 0, 320, 200)],
  ])('is small in the lower right corner %s', (_which, workArea, bounds) => {
    expect(compactBounds(workArea)).toEqual(bounds);
  });

  const window = area(2000, 100, 1200, 800);
  it.each([
    ['on its screen', window, [left, right], window],
    ['half over the edge', area(3000, 100, 1200, 800), [left, right], area(3000, 100, 1200, 800)],
    ['on two screens', area(1500, 100, 1200, 800), [left], area(1500, 100, 1200, 800)],
    ['on a screen that went away', window, [left], area(360, 152, 1200, 800)],
    ['too large for what is left', area(2000, 0, 2500, 1400), [area(0, 0, 1280, 700)], area(0, 0, 1280, 700)],
    ['with no handle in sight', area(100, -200, 800, 600), [left], area(560, 252, 800, 600)],
  ])('comes back %s', (_where, former, areas, bounds) => {
    expect(restoredBounds(former, areas, areas[0] ?? left)).toEqual(bounds);
  });
});

describe('a screen', () => {
  const place = placeOf('https://video.example');
  const good: ShareQuestion = {
    securityOrigin: 'https://video.example/',
    isMainFrame: true,
    userGesture: true,
    videoRequested: true,
  };
  it.each([
    ['of the call', {}, place, true],
    ['without a call', {}, null, false],
    ['of another site', { securityOrigin: 'https://evil.example' }, place, false],
    ['of a frame in it', { isMainFrame: false }, place, false],
    ['unasked', { userGesture: false }, place, false],
    ['for its sound only', { videoRequested: false }, place, false],
  ])('the page %s: %#', (_who, changes, where, allowed) => {
    expect(mayAskToShare({ ...good, ...changes }, where)).toBe(allowed);
  });

  const wayland = { XDG_SESSION_TYPE: 'wayland', WAYLAND_DISPLAY: 'wayland-0' };
  it.each([
    ['win32', {}, { useSystemPicker: false, picker: 'own' }],
    ['win32', wayland, { useSystemPicker: false, picker: 'own' }],
    ['darwin', {}, { useSystemPicker: true, picker: 'own' }],
    ['linux', {}, { useSystemPicker: false, picker: 'own' }],
    ['linux', { XDG_SESSION_TYPE: 'x11' }, { useSystemPicker: false, picker: 'own' }],
    ['linux', { XDG_SESSION_TYPE: 'wayland' }, { useSystemPicker: false, picker: 'own' }],
    ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, { useSystemPicker: false, picker: 'own' }],
    ['linux', wayland, { useSystemPicker: false, picker: 'portal' }],
  ] as const)('on %s with %j is chosen in %j', (platform, environment, expected) => {
    expect(screenPicker(platform, environment)).toEqual(expected);
  });

  test('is never the board itself', () => {
    const sources = [{ id: 'screen:0:0' }, { id: 'window:1:0' }, { id: 'window:2:0' }];
    expect(offeredSources(sources, 'window:1:0')).toEqual([{ id: 'screen:0:0' }, { id: 'window:2:0' }]);
    expect(offeredSources(sources, null)).toEqual(sources);
  });
});

describe('before closing', () => {
  const asked = (['alone', 'clinic'] as const).flatMap((core) =>
    [true, false].map((inCall) => closingQuestion({ core, inCall, links: 0, waiting: 0, language: 'en' })),
  );
  it('each case has its own words, and the first button stays', () => {
    expect(new Set(asked.map(({ message, detail }) => message + detail)).size).toBe(4);
    for (const { buttons } of asked) expect(buttons).toEqual(['Stay', 'Close']);
  });
  it('what becomes of patients is said as it is: only a PC of its own takes their page away', () => {
    const details = asked.map(({ detail }) => detail.includes('no patient’s link opens'));
    expect(details).toEqual([true, true, false, false]);
  });
  it('in the language of the desk', () => {
    expect(closingQuestion({ core: 'alone', inCall: true, links: 1, waiting: 0, language: 'ru' }).title).toBe(
      'Закрыть Visit Desk?',
    );
  });
});
