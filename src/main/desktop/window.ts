/** The one window. */
import type { BrowserWindowConstructorOptions } from 'electron';
import { hardenedPreferences } from '../security/hardened.ts';
import type { WindowPlace } from '../security/windowPlace.ts';
import type { DesktopPort, Preventable, WindowPort } from './port.ts';

export interface WindowFacts {
  /** Absolute path of the built preload. */
  readonly preload: string;
  /** Absolute path of the window's icon. */
  readonly icon: string;
  /** Developer tools are for development. */
  readonly packaged: boolean;
}

export interface WindowParts extends WindowFacts {
  /** What it loads. */
  readonly address: string;
  /** Its page is loaded all the same; it is seen once somebody opens it. */
  readonly startsHidden: boolean;
  /** Where it stood before; asked once for each window. */
  readonly opening: () => WindowPlace | null;
  /** It is there, and loads nothing yet. */
  readonly onMade: (window: WindowPort, load: () => void) => void;
  readonly onClose: (window: WindowPort, event: Preventable) => void;
  readonly onClosed: () => void;
  /** Of Windows: the user's session ends. */
  readonly onSystemEnds: () => void;
  readonly onFocus?: () => void;
  /** The page's process has ended. */
  readonly onGone: () => void;
  /** Its page was loaded, perhaps anew. */
  readonly onLoaded: () => void;
}

/** Of the window as people make it, in pixels. */
export const minimumSize = { width: 480, height: 480 } as const;

/** Everything that matters is written out, defaults included: a default can change. */
export function windowOptions(
  { preload, icon, packaged }: WindowFacts,
  place: WindowPlace | null,
): BrowserWindowConstructorOptions {
  return {
    width: 1280,
    height: 800,
    ...place?.bounds,
    minWidth: minimumSize.width,
    minHeight: minimumSize.height,
    show: false,
    title: 'Visit Desk',
    icon,
    autoHideMenuBar: true,
    webPreferences: {
      preload,
      ...hardenedPreferences,
      webviewTag: true,
      devTools: !packaged,
    },
  };
}

export interface MainWindow {
  /** `null` before the first and after the last one. */
  current(): WindowPort | null;
  /** WebContents id of the window's page. */
  contentsId(): number | null;
  /** Makes it, shown or hidden as the program was started. */
  start(): void;
  /** Opens it, or brings the open one to the front. */
  open(): void;
}

export function createMainWindow(port: Pick<DesktopPort, 'BrowserWindow'>, facts: WindowParts): MainWindow {
  let window: WindowPort | null = null;
  let hidden = facts.startsHidden;
  /** Once it is seen: to make it so would show it. */
  let fills = false;

  function reveal(made: WindowPort): void {
    if (fills) made.maximize();
    fills = false;
    made.show();
  }

  function create(): WindowPort {
    const place = facts.opening();
    const made = new port.BrowserWindow(windowOptions(facts, place));
    fills = place?.maximized ?? false;
    const show = (): void => {
      if (!hidden) reveal(made);
    };
    // A page that cannot load is a broken installation; Chromium says so in the window itself.
    const load = (): void => void made.loadURL(facts.address).catch(show);
    made.once('ready-to-show', show);
    made.on('close', (event) => facts.onClose(made, event));
    made.on('query-session-end', () => facts.onSystemEnds());
    made.on('closed', () => {
      window = null;
      facts.onClosed();
    });
    made.on('focus', () => facts.onFocus?.());
    made.webContents.on('render-process-gone', () => facts.onGone());
    made.webContents.on('did-navigate', () => facts.onLoaded());
    facts.onMade(made, load);
    load();
    return made;
  }

  return {
    current: () => window,
    contentsId: () => window?.webContents.id ?? null,
    start() {
      window ??= create();
    },
    open() {
      hidden = false;
      if (!window) {
        window = create();
        return;
      }
      if (!window.isVisible()) reveal(window);
      if (window.isMinimized()) window.restore();
      window.focus();
    },
  };
}
