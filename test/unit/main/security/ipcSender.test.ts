import { describe, expect, it } from 'vitest';
import { isTrustedSender } from '../../../../src/main/security/ipcSender.ts';
import { builtPage, ownPage } from '../../../../src/main/security/ownPage.ts';

const frame = { url: 'app://desk/index.html', isMain: true };

describe('isTrustedSender', () => {
  it('trusts the main frame of the own window on the own page', () => {
    expect(isTrustedSender({ contentsId: 1, frame }, 1, builtPage)).toBe(true);
  });

  it.each([
    ['a null frame', { contentsId: 1, frame: null }, 1],
    ['a sub-frame', { contentsId: 1, frame: { ...frame, isMain: false } }, 1],
    ['a webview guest on the same page', { contentsId: 2, frame }, 1],
    ['anybody while there is no window', { contentsId: 1, frame }, null],
    ['a look-alike host', { contentsId: 1, frame: { ...frame, url: 'app://desk.evil/' } }, 1],
    ['a host in the path', { contentsId: 1, frame: { ...frame, url: 'app://evil/desk' } }, 1],
    ['a host in the credentials', { contentsId: 1, frame: { ...frame, url: 'app://desk@evil/' } }, 1],
    ['credentials before the own host', { contentsId: 1, frame: { ...frame, url: 'app://a:b@desk/' } }, 1],
    ['another scheme', { contentsId: 1, frame: { ...frame, url: 'https://desk/' } }, 1],
    ['a port', { contentsId: 1, frame: { ...frame, url: 'app://desk:1/' } }, 1],
    ['a file', { contentsId: 1, frame: { ...frame, url: 'file:///desk/index.html' } }, 1],
    ['an empty document', { contentsId: 1, frame: { ...frame, url: 'about:blank' } }, 1],
    ['no address', { contentsId: 1, frame: { ...frame, url: '' } }, 1],
    [
      'the development page of a built app',
      { contentsId: 1, frame: { ...frame, url: 'http://localhost:5173/' } },
      1,
    ],
  ])('refuses %s', (_name, sender, windowId) => {
    expect(isTrustedSender(sender, windowId, builtPage)).toBe(false);
  });
});

describe('ownPage', () => {
  it('is that of Vite in development only', () => {
    const development = { protocol: 'http:', host: 'localhost:5173' };
    expect(ownPage('http://localhost:5173', false)).toEqual(development);
    expect(ownPage('http://localhost:5173', true)).toEqual(builtPage);
  });

  it.each([
    [undefined],
    ['http://evil.example:5173'],
    ['https://localhost:5173'],
    ['nonsense'],
    ['file:///'],
  ])('is the built one for %s', (url) => {
    expect(ownPage(url, false)).toEqual(builtPage);
  });
});
