import { describe, expect, it } from 'vitest';
import {
  conferencePlace,
  mayGuestNavigate,
  mayWindowNavigate,
} from '../../../../src/main/security/navigation.ts';
import { builtPage } from '../../../../src/main/security/ownPage.ts';

const call = { url: 'https://video.example:8443/webrtc/0012#token=t', partition: 'guest-a' };

describe('mayWindowNavigate', () => {
  it.each([
    ['app://desk/', true],
    ['app://desk/index.html?x#y', true],
    ['app://other/', false],
    ['https://video.example:8443/webrtc/0012', false],
    ['file:///etc/passwd', false],
    ['javascript:alert(1)', false],
    ['data:text/html,x', false],
    ['about:blank', false],
    ['', false],
  ])('%s: %s', (url, allowed) => {
    expect(mayWindowNavigate(url, builtPage)).toBe(allowed);
  });
});

describe('mayGuestNavigate', () => {
  it.each([
    ['https://video.example:8443/other', true],
    ['https://video.example/webrtc/0012', false],
    ['https://video.example:8444/', false],
    ['http://video.example:8443/', false],
    ['https://video.example.evil:8443/', false],
    ['https://a:b@video.example:8443/', false],
    ['wss://video.example:8443/', false],
    ['app://desk/', false],
    ['file:///etc/passwd', false],
    ['javascript:alert(1)', false],
    ['data:text/html,x', false],
    ['blob:https://video.example:8443/x', false],
    ['about:blank', false],
    ['not an address', false],
  ])('main frame to %s: %s', (url, allowed) => {
    expect(mayGuestNavigate(url, true, call)).toBe(allowed);
  });

  it('lets sub-frames be empty, and nothing else', () => {
    expect(mayGuestNavigate('about:blank', false, call)).toBe(true);
    expect(mayGuestNavigate('about:srcdoc', false, call)).toBe(true);
    expect(mayGuestNavigate('https://ads.example/', false, call)).toBe(false);
  });

  it('goes nowhere without a call, and nowhere for a call that is not secure', () => {
    expect(mayGuestNavigate('https://video.example:8443/', true, null)).toBe(false);
    const insecure = { url: 'http://video.example/webrtc/1', partition: 'guest-a' };
    expect(mayGuestNavigate('http://video.example/webrtc/1', true, insecure)).toBe(false);
  });
});

describe('conferencePlace', () => {
  it.each([
    ['https://video.example/webrtc/1', true],
    ['http://127.0.0.1:4000/webrtc/1', true],
    ['http://localhost:4000/', true],
    ['http://[::1]:4000/', true],
    ['http://192.168.1.5/', false],
    ['http://127.0.0.1.evil.example/', false],
    ['https://a:b@video.example/', false],
    ['file:///x', false],
    ['', false],
  ])('%s: %s', (url, isPlace) => {
    expect(conferencePlace(url) !== null).toBe(isPlace);
  });
});
