/** Guards on every page that this app ever makes, put on before it loads anything. */
import { externalUrl } from '../security/externalUrl.ts';
import { mayGuestNavigate, mayWindowNavigate } from '../security/navigation.ts';
import type { Place } from '../security/ownPage.ts';
import { decideWebviewAttach } from '../security/webview.ts';
import type { Guests } from './guests.ts';
import type { ContentsPort, DesktopPort, Navigation } from './port.ts';

export function guardContents(port: Pick<DesktopPort, 'app' | 'shell'>, page: Place, guests: Guests): void {
  port.app.on('web-contents-created', (_event, contents) => {
    guardNavigation(contents, page, guests);
    guardNewWindows(port, contents);
    guardWebviews(contents, guests);
  });
  // Without an answer Electron shows the first certificate of the person's own to whoever asks.
  port.app.on('select-client-certificate', (event, _contents, _url, _certificates, choose) => {
    event.preventDefault();
    choose();
  });
}

function guardNavigation(contents: ContentsPort, page: Place, guests: Guests): void {
  const guard = (navigation: Navigation): void => {
    const { url, isMainFrame } = navigation;
    const allowed =
      (contents.getType() === 'window' && mayWindowNavigate(url, page)) ||
      (contents.getType() === 'webview' && mayGuestNavigate(url, isMainFrame, guests.expected()));
    if (!allowed) navigation.preventDefault();
  };
  contents.on('will-navigate', guard);
  contents.on('will-redirect', guard);
  contents.on('will-frame-navigate', guard);
}

/** No page opens a window; a link of the app's own page may open in the system's browser. */
function guardNewWindows({ shell }: Pick<DesktopPort, 'shell'>, contents: ContentsPort): void {
  contents.setWindowOpenHandler(({ url }) => {
    const outside = contents.getType() === 'window' ? externalUrl(url) : null;
    // A system without a browser leaves the link unopened; there is nobody to tell.
    if (outside !== null) shell.openExternal(outside).catch(() => undefined);
    return { action: 'deny' };
  });
}

function guardWebviews(contents: ContentsPort, guests: Guests): void {
  contents.on('will-attach-webview', (event, preferences, params) => {
    const { src = '', partition = '' } = params;
    const guestAttached = guests.attachedId() !== null || contents.getType() !== 'window';
    const decided = decideWebviewAttach({ src, partition, guestAttached }, guests.expected());
    if (!decided) {
      event.preventDefault();
      return;
    }
    for (const key of Object.keys(preferences)) Reflect.deleteProperty(preferences, key);
    Object.assign(preferences, decided);
  });
  contents.on('did-attach-webview', (_event, guest) => {
    guests.attached(guest.id);
    guest.on('destroyed', () => guests.attached(null));
  });
}
