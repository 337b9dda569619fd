/** What stands between the screen and the core: the desktop's preload, or a socket. */
import type { DeskApi } from '../shared/ipc/contract.ts';
import type { Connection } from '../shared/deskLine/connection.ts';
import { clinicBridge, isClinicApp } from './web/clinicBridge.ts';
import type { ShellPorts } from './shellPorts.ts';
import { browserShell } from './web/browserShell.ts';
import { desktopShell } from './web/desktopShell.ts';
import { connectWeb } from './webTransport.ts';

export type { Connection };

export interface Bridge {
  readonly api: DeskApi;
  /** What is clicked while the connection is lost is done when it is back. */
  readonly keepsClicks: boolean;
  /** The desktop with the clinic's service: signing in has a window of its own, and the address can be changed here. */
  readonly isClinicApp?: boolean;
  connection(): Connection;
  /** Returns a function that ends the subscription. */
  onConnection(listener: () => void): () => void;
}

declare global {
  interface Window {
    /** Given by the desktop's preload. */
    readonly visitDesk?: DeskApi;
  }
}

/** The preload's channel cannot be lost: it lives and dies with the window. */
function desktopBridge(api: DeskApi): Bridge {
  return { api, keepsClicks: false, connection: () => 'up', onConnection: () => () => undefined };
}

export function connect(): Bridge {
  if (!window.visitDesk) return connectWeb();
  return isClinicApp() ? clinicBridge(window.visitDesk) : desktopBridge(window.visitDesk);
}

/** What the program around this page can do for it. To be asked once. */
export const connectShell = (api: DeskApi): ShellPorts =>
  window.visitDesk ? desktopShell(api) : browserShell();
