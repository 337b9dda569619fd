/** The window of signing in to the clinic's service; its session is that of the desk. */
import type { BrowserWindowConstructorOptions } from 'electron';
import type { Language } from '../../shared/settings.ts';
import { isAtDesk, mayClinicNavigate, type ClinicNavigation } from '../security/clinicWindow.ts';
import { hardenedPreferences } from '../security/hardened.ts';
import { clinicPartition } from './clinicSession.ts';
import type { DesktopPort, WindowPort } from './port.ts';

export interface ClinicWindow {
  /** WebContents id of its page; `null`: it is not open. */
  contentsId(): number | null;
  mayNavigate(navigation: Omit<ClinicNavigation, 'origin'>): boolean;
  /** Opens it at this page, or brings it there. */
  open(page: 'sign-in' | 'account', language: Language): void;
  close(): void;
}

export interface ClinicWindowFacts {
  /** Of the service. */
  readonly origin: string;
  /** Absolute path of the window's icon. */
  readonly icon: string;
  /** Somebody has signed in. */
  readonly onSignedIn: () => void;
}

/** As `windowOptions`: everything that matters is written out. There is no preload: pages of others are shown here. */
export function clinicWindowOptions(icon: string): BrowserWindowConstructorOptions {
  return {
    width: 520,
    height: 720,
    show: false,
    title: 'Visit Desk',
    icon,
    autoHideMenuBar: true,
    webPreferences: {
      partition: clinicPartition,
      ...hardenedPreferences,
      devTools: false,
    },
  };
}

export function createClinicWindow(
  port: Pick<DesktopPort, 'BrowserWindow'>,
  { origin, icon, onSignedIn }: ClinicWindowFacts,
): ClinicWindow {
  let window: WindowPort | null = null;

  function create(): WindowPort {
    const made = new port.BrowserWindow(clinicWindowOptions(icon));
    made.once('ready-to-show', () => made.show());
    made.on('closed', () => {
      if (window === made) window = null;
    });
    // Come to the desk, which is the app's own page here: the cookie is there by then.
    made.webContents.on('did-navigate', (_event, url) => {
      if (!isAtDesk(url, origin)) return;
      made.close();
      onSignedIn();
    });
    return made;
  }

  return {
    contentsId: () => window?.webContents.id ?? null,
    mayNavigate: (navigation) => mayClinicNavigate({ ...navigation, origin }),
    open(page, language) {
      const target = (window ??= create());
      // A service that is away: Chromium says so in the window itself.
      target.loadURL(`${origin}/${page}?lang=${language}`).catch(() => target.show());
      target.focus();
    },
    close: () => window?.close(),
  };
}
