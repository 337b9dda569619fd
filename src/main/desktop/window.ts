/** The one window. */
import type { BrowserWindowConstructorOptions } from 'electron';
import { hardenedPreferences } from '../security/hardened.ts';
import type { DesktopPort, WindowPort } from './port.ts';

export interface WindowFacts {
  /** Absolute path of the built preload. */
  readonly preload: string;
  /** Absolute path of the window's icon. */
  readonly icon: string;
  /** Developer tools are for development. */
  readonly packaged: boolean;
  /** What it loads. */
  readonly address: string;
  readonly onClosed?: () => void;
  readonly onFocus?: () => void;
  /** The page's process has ended. */
  readonly onGone?: () => void;
  /** Its page was loaded, perhaps anew. */
  readonly onLoaded?: () => void;
}

/** Of the window as people make it, in pixels. */
export const minimumSize = { width: 480, height: 480 } as const;

/** Everything that matters is written out, defaults included: a default can change. */
export function windowOptions(
  facts: Omit<WindowFacts, 'address' | 'onClosed' | 'onFocus' | 'onGone' | 'onLoaded'>,
): BrowserWindowConstructorOptions {
  const { preload, icon, packaged } = facts;
  return {
    width: 1280,
    height: 800,
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
  /** Opens it, or brings the open one to the front. */
  open(): void;
}

export function createMainWindow(port: Pick<DesktopPort, 'BrowserWindow'>, facts: WindowFacts): MainWindow {
  let window: WindowPort | null = null;

  function create(): WindowPort {
    const made = new port.BrowserWindow(windowOptions(facts));
    made.once('ready-to-show', () => made.show());
    made.on('closed', () => {
      window = null;
      facts.onClosed?.();
    });
    made.on('focus', () => facts.onFocus?.());
    made.webContents.on('render-process-gone', () => facts.onGone?.());
    made.webContents.on('did-navigate', () => facts.onLoaded?.());
    // A page that cannot load is a broken installation; Chromium says so in the window itself.
    made.loadURL(facts.address).catch(() => made.show());
    return made;
  }

  return {
    current: () => window,
    contentsId: () => window?.webContents.id ?? null,
    open() {
      if (!window) {
        window = create();
        return;
      }
      if (window.isMinimized()) window.restore();
      window.focus();
    },
  };
}
