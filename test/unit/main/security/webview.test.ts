import { describe, expect, it } from 'vitest';
import { decideWebviewAttach } from '../../../../src/main/security/webview.ts';

const call = { url: 'https://video.example/webrtc/0012?lang=ru#login=2&token=t', partition: 'guest-a' };
const request = { src: call.url, partition: call.partition, guestAttached: false };

describe('decideWebviewAttach', () => {
  it('builds the preferences whole, from constants', () => {
    expect(decideWebviewAttach(request, call)).toEqual({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      nodeIntegrationInWorker: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      plugins: false,
      navigateOnDragDrop: false,
      safeDialogs: true,
      spellcheck: false,
      disablePopups: true,
      partition: 'guest-a',
    });
  });

  it('does not mind how the fragment is written', () => {
    expect(
      decideWebviewAttach({ ...request, src: call.url.replace('token', '%74oken') }, call),
    ).not.toBeNull();
  });

  it.each([
    ['no call is expected', request, null],
    ['a guest is there already', { ...request, guestAttached: true }, call],
    ['another partition', { ...request, partition: 'persist:doctor-1' }, call],
    ['no partition', { ...request, partition: '' }, call],
    ['no address', { ...request, src: '' }, call],
    ['another conference', { ...request, src: 'https://video.example/webrtc/0013' }, call],
    ['another query', { ...request, src: 'https://video.example/webrtc/0012?lang=en' }, call],
    ['another host', { ...request, src: 'https://evil.example/webrtc/0012?lang=ru' }, call],
    ['another port', { ...request, src: 'https://video.example:444/webrtc/0012?lang=ru' }, call],
    ['http', { ...request, src: 'http://video.example/webrtc/0012?lang=ru' }, call],
    ['data', { ...request, src: 'data:text/html,x' }, call],
    ['a file', { ...request, src: 'file:///etc/passwd' }, call],
    ['the own scheme', { ...request, src: 'app://desk/index.html' }, call],
    ['credentials', { ...request, src: 'https://a:b@video.example/webrtc/0012?lang=ru' }, call],
    [
      'a call over http',
      { ...request, src: 'http://video.example/' },
      { ...call, url: 'http://video.example/' },
    ],
    ['a call that is a file', { ...request, src: 'file:///x' }, { ...call, url: 'file:///x' }],
  ])('refuses: %s', (_name, asked, expected) => {
    expect(decideWebviewAttach(asked, expected)).toBeNull();
  });

  it('takes the emulator on this computer over http', () => {
    const local = { url: 'http://127.0.0.1:4000/webrtc/1', partition: 'guest-a' };
    expect(decideWebviewAttach({ ...request, src: local.url }, local)).not.toBeNull();
  });
});
