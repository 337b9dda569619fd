/** Guards on every page that this app ever makes, put on before it loads anything. */
import type { Messenger } from '../../shared/sending/addresses.ts';
import { externalUrl } from '../security/externalUrl.ts';
import { mayGuestNavigate, mayWindowNavigate } from '../security/navigation.ts';
import type { Place } from '../security/ownPage.ts';
import { decideWebviewAttach } from '../security/webview.ts';
import type { ClinicWindow } from './clinicWindow.ts';
import type { Guests } from './guests.ts';
import type { ContentsPort, DesktopPort, Navigation } from './port.ts';

export interface ContentsParts {
  /** The app's own page. */
  readonly page: Place;
  readonly guests: Guests;
  /** Those that IT has enabled: links to others are not opened. */
  readonly messengers: () => readonly Messenger[];
  /** Absent: this PC alone. */
  readonly clinicWindow?: ClinicWindow;
}

export function guardContents(port: Pick<DesktopPort, 'app' | 'shell'>, parts: ContentsParts): void {
  port.app.on('web-contents-created', (_event, contents) => {
    guardNavigation(contents, parts);
    guardNewWindows(port, contents, parts);
    guardWebviews(contents, parts);
  });
  // Without an answer Electron shows the first certificate of the person's own to whoever asks.
  port.app.on('select-client-certificate', (event, _contents, _url, _certificates, choose) => {
    event.preventDefault();
    choose();
  });
}

/** Asked each time: the window of signing in has its id only after its page was announced. */
const isClinic = ({ id }: ContentsPort, { clinicWindow }: ContentsParts): boolean =>
  clinicWindow?.contentsId() === id;

function guardNavigation(contents: ContentsPort, parts: ContentsParts): void {
  const { page, guests, clinicWindow } = parts;
  const isAllowed = ({ url, isMainFrame }: Navigation, isRedirect: boolean): boolean => {
    if (clinicWindow && isClinic(contents, parts))
      return clinicWindow.mayNavigate({ from: contents.getURL(), to: url, isMainFrame, isRedirect });
    if (contents.getType() === 'window') return mayWindowNavigate(url, page);
    return contents.getType() === 'webview' && mayGuestNavigate(url, isMainFrame, guests.expected());
  };
  const guard =
    (isRedirect: boolean) =>
    (navigation: Navigation): void => {
      if (!isAllowed(navigation, isRedirect)) navigation.preventDefault();
    };
  contents.on('will-navigate', guard(false));
  contents.on('will-redirect', guard(true));
  contents.on('will-frame-navigate', guard(false));
}

/** No page opens a window; a link of the app's own page may open in a program of the system. */
function guardNewWindows(
  { shell }: Pick<DesktopPort, 'shell'>,
  contents: ContentsPort,
  parts: ContentsParts,
): void {
  contents.setWindowOpenHandler(({ url }) => {
    const isOwn = contents.getType() === 'window' && !isClinic(contents, parts);
    const { guests, messengers } = parts;
    const places = { call: guests.expected(), messengers: messengers() };
    const outside = isOwn ? externalUrl(url, places) : null;
    // A system without such a program leaves the link unopened; there is nobody to tell.
    if (outside !== null) shell.openExternal(outside).catch(() => undefined);
    return { action: 'deny' };
  });
}

function guardWebviews(contents: ContentsPort, parts: ContentsParts): void {
  const { guests } = parts;
  contents.on('will-attach-webview', (event, preferences, params) => {
    const { src = '', partition = '' } = params;
    const guestAttached = guests.attachedId() !== null || contents.getType() !== 'window';
    const call = isClinic(contents, parts) ? null : guests.expected();
    const decided = decideWebviewAttach({ src, partition, guestAttached }, call);
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
